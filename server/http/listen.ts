import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { describeProblem } from '../../web/shared/text/problem.ts';
import { problemResponse } from './problem.ts';

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
}

type Handle = (request: Request) => Response | Promise<Response>;

/** @throws {ListenError} port in use, not allowed, or unknown host */
export async function listen(handle: Handle, options: ListenOptions): Promise<Listening> {
  const { host, port, drainMs = 8000 } = options;
  const server = createServer(
    { headersTimeout: 15_000, requestTimeout: 30_000, keepAliveTimeout: 20_000 },
    getRequestListener((request) => handle(request), { errorHandler: refuseUnreadable }),
  );
  await open(server, { host, port });
  const address = server.address();
  const openPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    address: `http://${shownHost(host)}:${openPort}`,
    port: openPort,
    close: () => close(server, drainMs),
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

async function close(server: Server, drainMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}

function shownHost(host: string): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
