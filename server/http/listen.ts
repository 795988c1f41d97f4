import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { describeProblem } from '../../web/shared/text/problem.ts';
import { cappedListener } from './connections.ts';
import { problemResponse } from './problem.ts';
import { refuseTunnels } from './refuse-tunnel.ts';
import { refuseUnreadableRequests } from './refuse-unreadable.ts';

/** The server cannot listen as the settings say. The message is for whoever starts it. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

export interface Listening {
  /** `http://localhost:3000`. */
  readonly address: string;
  readonly port: number;
  /** Stops accepting, lets requests under way finish, and cuts those that take too long. */
  readonly close: () => Promise<void>;
}

interface ListenOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** How long a request under way may take once the server is closing. */
  readonly drainMs?: number;
  /** Connections from one address; 0, or nothing said, sets no limit. */
  readonly maxConnectionsPerAddress?: number;
  readonly limits?: Partial<ConnectionLimits>;
}

/** What one client, slow or hostile, may hold of the server. */
export interface ConnectionLimits {
  /** From the first byte of a request to the end of its headers, and to the end of its body. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** A socket on which nothing has moved, in either direction, for so long is cut. */
  readonly stalledMs: number;
  /** An idle connection is kept for the next request; longer than a proxy in front keeps it. */
  readonly keepAliveMs: number;
  readonly headerBytes: number;
  readonly headers: number;
  readonly connections: number;
  /** A connection on which nothing has been asked yet gives way to none of the same address for so long. */
  readonly graceMs: number;
  /** How often connections are looked at for the limits above. */
  readonly checkMs: number;
}

const standardLimits: ConnectionLimits = {
  headersMs: 10_000,
  requestMs: 20_000,
  stalledMs: 60_000,
  keepAliveMs: 65_000,
  headerBytes: 16_384,
  headers: 100,
  connections: 2000,
  graceMs: 2000,
  checkMs: 2000,
};

/** `env` leads to the socket that the request came by. */
type Handle = (request: Request, env?: object) => Response | Promise<Response>;

/** @throws {ListenError} port in use, not allowed, or unknown host */
export async function listen(handle: Handle, options: ListenOptions): Promise<Listening> {
  const { host, port, drainMs = 8000, maxConnectionsPerAddress: perAddress = 0 } = options;
  const limits = { ...standardLimits, ...options.limits };
  const { listener, watch } = cappedListener(
    { ...limits, total: limits.connections, perAddress },
    getRequestListener((request, env) => handle(request, env), {
      errorHandler: refuseUnreadable,
      // HTTP/1.0 need not name a host, and some load balancers ask for /health so.
      hostname: 'localhost',
    }),
  );
  const server = createLimitedServer(limits, listener);
  watch(server);
  refuseTunnels(server);
  refuseUnreadableRequests(server);
  const lastAnswers = followAnswers(server);
  await open(server, { host, port });
  const address = server.address();
  const openPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    address: `http://${shownHost(host)}:${openPort}`,
    port: openPort,
    close: () => {
      lastAnswers();
      return close(server, drainMs);
    },
  };
}

function createLimitedServer(limits: ConnectionLimits, listener: RequestListener): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      maxHeaderSize: limits.headerBytes,
      connectionsCheckingInterval: limits.checkMs,
    },
    listener,
  );
  server.timeout = limits.stalledMs;
  server.maxHeadersCount = limits.headers;
  return server;
}

/**
 * @returns what to call when closing begins: a connection then ends with the answer under way
 *   instead of waiting for the next request
 */
function followAnswers(server: Server): () => void {
  const underway = new Set<ServerResponse>();
  let closing = false;
  server.prependListener('request', (_request, response: ServerResponse) => {
    if (closing) response.shouldKeepAlive = false;
    underway.add(response);
    response.once('close', () => underway.delete(response));
  });
  return () => {
    closing = true;
    for (const response of underway) {
      if (!response.headersSent) response.shouldKeepAlive = false;
    }
  };
}

/** A request that Node could parse but that is no valid URL, such as one with a broken Host. */
function refuseUnreadable(): Response {
  return problemResponse({ status: 400, code: 'bad-request', ...describeProblem('bad-request') });
}

function open(server: Server, { host, port }: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new ListenError(explain(error, host, port))));
    server.listen(port, host, resolve);
  });
}

function explain(error: Error & { code?: string }, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Stop the other program, or choose another with PORT=3001.`;
    case 'EACCES':
      return `Not allowed to listen on port ${port}. Choose one above 1023 with PORT=3000.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST=${host} is not an address of this machine.`;
    default:
      return `Cannot listen on ${host}:${port}: ${error.message}`;
  }
}

const tidyMs = 50;

async function close(server: Server, drainMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  // An answer that had begun before keeps its connection alive, so those are looked for again.
  const tidy = setInterval(() => server.closeIdleConnections(), tidyMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearInterval(tidy);
  clearTimeout(cut);
}

function shownHost(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
