/** Bytes over a socket, for requests that no HTTP client would send. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RawAnswer {
  readonly text: string;
  /** Status of every answer on the connection, in order. */
  readonly statuses: readonly number[];
  /** Whether the server ended the connection. */
  readonly closed: boolean;
}

interface RawOptions {
  /** Waits for the server to say no more for so long. */
  readonly idleMs?: number;
  /** Between pieces. */
  readonly pauseMs?: number;
}

/** Sends the pieces one after another, and reads until the server closes or falls silent. */
export async function sendRaw(
  port: number,
  pieces: readonly (string | Uint8Array)[],
  { idleMs = 1500, pauseMs = 0 }: RawOptions = {},
): Promise<RawAnswer> {
  const socket = connect({ port, host: '127.0.0.1' });
  const received: Buffer[] = [];
  let closed = false;
  const silent = new Promise<void>((resolve) => {
    socket.setTimeout(idleMs, resolve);
    socket.once('close', resolve);
  });
  socket.on('data', (bytes) => received.push(bytes));
  socket.on('error', () => undefined);
  socket.once('end', () => {
    closed = true;
  });
  socket.once('close', () => {
    closed = true;
  });
  for (const piece of pieces) {
    if (closed) break;
    socket.write(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
    if (pauseMs > 0) await sleep(pauseMs);
  }
  await silent;
  const wasClosed = closed;
  socket.destroy();
  const text = Buffer.concat(received).toString('latin1');
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  return { text, statuses, closed: wasClosed };
}
