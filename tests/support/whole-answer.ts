/** Answers as they go over the wire, unpacked strictly by what their headers say. */
import { once } from 'node:events';
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As sent. */
  readonly raw: Buffer;
  /** Unpacked. */
  readonly body: Buffer;
}

export interface WireQuestion {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks on kept connections, where a body longer or shorter than it says spoils the next answer. */
export function createWire(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });
  const ask = async (question: WireQuestion): Promise<WireAnswer> => {
    const { path, method = 'GET', headers = {}, body } = question;
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent });
    asked.end(body);
    const [answer] = await once(asked, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk);
    if (answer.complete !== true) throw new Error(`${method} ${path} was cut short`);
    const raw = Buffer.concat(chunks);
    const { statusCode: status, headers: told } = answer;
    return { status, headers: told, raw, body: unpack(raw, told, method) };
  };
  return { ask, close: () => agent.destroy() };
}

/** @throws {Error} for a body that is not what Content-Encoding and Content-Length say */
function unpack(raw: Buffer, headers: IncomingHttpHeaders, method: string): Buffer {
  if (method === 'HEAD') return raw;
  const length = headers['content-length'];
  if (length !== undefined && Number(length) !== raw.byteLength) {
    throw new Error(`Content-Length ${length} over ${raw.byteLength} bytes`);
  }
  if (raw.byteLength === 0) return raw;
  switch (headers['content-encoding']) {
    case undefined:
      return raw;
    case 'gzip':
      return gunzipSync(raw);
    case 'br':
      return brotliDecompressSync(raw);
    case 'deflate':
      return inflateSync(raw);
    default:
      throw new Error(`Content-Encoding ${headers['content-encoding']}`);
  }
}

/** A client by its `Accept-Encoding`, and the codings that such a one can read. */
export interface EncodingClient {
  readonly name: string;
  readonly header: string | undefined;
  readonly reads: readonly string[];
}

const client = (header: string | undefined, ...reads: string[]): EncodingClient => ({
  name: (header ?? 'none').slice(0, 40) || 'empty',
  header,
  reads: ['identity', ...reads],
});

export const encodingClients: readonly EncodingClient[] = [
  client(undefined),
  client('gzip', 'gzip'),
  client('br', 'br'),
  client('deflate', 'deflate'),
  client('zstd', 'zstd'),
  client('gzip, deflate', 'gzip', 'deflate'),
  client('gzip, deflate, br, zstd', 'gzip', 'deflate', 'br', 'zstd'),
  client('deflate, gzip;q=1.0, *;q=0.5', 'gzip', 'deflate', 'br', 'zstd'),
  client('*', 'gzip', 'deflate', 'br', 'zstd'),
  client('identity'),
  client('identity;q=0', 'gzip', 'deflate', 'br', 'zstd'),
  client('gzip, identity;q=0', 'gzip'),
  client('*;q=0'),
  client('br;q=0, gzip', 'gzip'),
  client('gzip;q=0, br;q=0.001', 'br'),
  client('gzip ; Q=0 , BR', 'br'),
  client('GZIP', 'gzip'),
  client('compress, gzip;q=0.2, identity;q=0.9', 'gzip'),
  client(';;q=,,=\u00e5 "gzip', 'gzip'),
  client(''),
  client(`gzip;${'x'.repeat(6000)}=1`, 'gzip'),
  client('gzip,'.repeat(1500), 'gzip'),
];

export function acceptHeaders({ header }: EncodingClient): Record<string, string> {
  return header === undefined ? {} : { 'Accept-Encoding': header };
}

/** A tag without its strength and its encoding: what the answer is. */
export function tagMeaning(etag: string | undefined): string | undefined {
  return etag?.replace(/^W\//, '').replace(/-(?:gzip|br|deflate|zstd)"$/, '"');
}
