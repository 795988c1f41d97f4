import type { RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { describeProblem } from '../../web/shared/text/problem.ts';
import { oneClient } from './client-address.ts';
import { plainPage, readsPages } from './plain-page.ts';

export interface ConnectionCaps {
  /** Of the whole server. */
  readonly total: number;
  /** Of one client; 0 sets no limit, for a server behind a proxy. */
  readonly perAddress: number;
  /** One that has asked nothing yet is on its way to, and is not made to give way for so long. */
  readonly graceMs: number;
  /** How often those that have outstayed it are looked for. */
  readonly checkMs: number;
}

interface Client {
  readonly name: string;
  connections: number;
  /** Those with a request under way. */
  busy: number;
}

interface Connection {
  readonly socket: Socket;
  readonly client: Client;
  readonly since: number;
  hasAsked: boolean;
  /** Requests whose answers have not left. */
  underway: number;
}

/** Connections that a client may have, to those that it may be answered on at a time. */
const hardFactor = 2;

/**
 * Keeps a server's connections within the caps: the one that has been idle longest gives way to a
 * new one. A client that has more requests under way than it may gets 503, on a connection that
 * then ends. Nobody else notices.
 * @returns the listener for the server's requests
 */
export function cappedListener(
  caps: ConnectionCaps,
  listener: RequestListener,
): { readonly listener: RequestListener; readonly watch: (server: Server) => void } {
  const limit = caps.perAddress === 0 ? Infinity : caps.perAddress;
  const clients = new Map<string, Client>();
  const connections = new Map<Socket, Connection>();
  /** The longest idle first. */
  const idle = new Set<Connection>();

  const forget = (one: Connection) => {
    if (!connections.delete(one.socket)) return;
    const { client } = one;
    idle.delete(one);
    if (one.underway > 0) client.busy -= 1;
    client.connections -= 1;
    if (client.connections === 0) clients.delete(client.name);
  };
  /** @returns whether there was one to end */
  const endIdle = (mayGo: (one: Connection) => boolean): boolean => {
    for (const one of idle) {
      if (!mayGo(one)) continue;
      forget(one);
      one.socket.destroy();
      return true;
    }
    return false;
  };
  const hasOutstayed = ({ hasAsked, since }: Connection) =>
    hasAsked || performance.now() - since > caps.graceMs;
  const endIdleOf = (client: Client) =>
    endIdle((one) => one.client === client && hasOutstayed(one));

  const onConnection = (socket: Socket) => {
    const name = oneClient(socket.remoteAddress ?? '');
    const client = clients.get(name) ?? { name, connections: 0, busy: 0 };
    const isOver = client.connections >= limit && !endIdleOf(client);
    const isFull = connections.size >= caps.total && !endIdle(() => true);
    if (isFull || (isOver && client.connections >= limit * hardFactor)) {
      socket.destroy();
      return;
    }
    const one = { socket, client, since: performance.now(), hasAsked: false, underway: 0 };
    client.connections += 1;
    clients.set(name, client);
    connections.set(socket, one);
    idle.add(one);
    socket.once('close', () => forget(one));
  };

  const onRequest: RequestListener = (request, response) => {
    const one = connections.get(request.socket);
    if (one === undefined) return listener(request, response);
    one.hasAsked = true;
    if (one.underway === 0) one.client.busy += 1;
    one.underway += 1;
    idle.delete(one);
    response.once('close', () => {
      one.underway -= 1;
      if (one.underway > 0 || !connections.has(one.socket)) return;
      one.client.busy -= 1;
      idle.add(one);
    });
    if (one.client.busy > limit) refuse(response, readsPages(request.headers.accept));
    else listener(request, response);
  };

  const sweep = () => {
    for (const client of clients.values()) {
      while (client.connections > limit && endIdleOf(client));
    }
  };

  return {
    listener: onRequest,
    watch: (server) => {
      const timer = setInterval(sweep, caps.checkMs).unref();
      server.on('connection', onConnection);
      server.once('close', () => clearInterval(timer));
    },
  };
}

function refuse(response: ServerResponse, isPage: boolean): void {
  const words = describeProblem('busy');
  response
    .writeHead(503, {
      'Content-Type': `${isPage ? 'text/html' : 'application/problem+json'}; charset=utf-8`,
      Vary: 'Accept',
      'Cache-Control': 'no-store',
      'Retry-After': '5',
      Connection: 'close',
    })
    .end(isPage ? plainPage(words) : JSON.stringify({ status: 503, code: 'busy', ...words }));
}
