/** HTTP/1.1 through a socket, so that nobody unpacks or mends an answer on its way. */
import { once } from 'node:events';
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** As it was sent: packed, if it was. */
  readonly body: Buffer;
}

interface Ask {
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** @throws {Error} when the answer is not whole */
export async function ask({ port, path, method = 'GET', headers = {} }: Ask): Promise<RawAnswer> {
  const socket = connect({ port, host: 'localhost' });
  const lines = Object.entries({ Host: `localhost:${port}`, Connection: 'close', ...headers });
  socket.write(
    `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  );
  const received: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => received.push(bytes));
  await once(socket, 'end');
  socket.destroy();
  return parse(Buffer.concat(received), method === 'HEAD');
}

function parse(bytes: Buffer, isHead: boolean): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) throw new Error(`no end of the head: ${bytes.toString('latin1', 0, 200)}`);
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
  const status = Number(first.split(' ')[1]);
  const rest = bytes.subarray(end + 4);
  const isEmpty = isHead || status === 304 || status === 204;
  if (isEmpty && rest.length > 0) throw new Error(`${rest.length} bytes where there is no body`);
  if (isEmpty) return { status, headers, body: rest };
  const isChunked = headers.get('transfer-encoding') === 'chunked';
  const body = isChunked ? joinChunks(rest) : rest;
  const length = headers.get('content-length');
  if (length !== undefined && Number(length) !== body.length) {
    throw new Error(`Content-Length ${length}, and ${body.length} bytes came`);
  }
  return { status, headers, body };
}

function joinChunks(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd === -1) throw new Error('the chunks have no end');
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
