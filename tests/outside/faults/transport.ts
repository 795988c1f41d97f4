/** Bytes, headers, statuses and connections. */
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Answer, Asked } from '../support/fault.ts';
import type { Trial } from './trial.ts';

const degraded = /"status":"degraded"/;
type Change = (answer: Answer, asked: Asked) => Answer;

const onRows = (change: Change): Change => {
  return (answer, asked) => (asked.kind === 'rows' ? change(answer, asked) : answer);
};
/** The first question of each kind only. */
const once = (change: Change): Change => {
  return (answer, asked) => (asked.times === 1 ? change(answer, asked) : answer);
};
const withHeaders = (headers: Answer['headers']): Change => {
  return (answer) => ({ ...answer, headers: { ...answer.headers, ...headers } });
};
const withStatus = (status: number, headers: Answer['headers'] = {}): Change => {
  return (answer) => ({
    status,
    headers: { ...answer.headers, ...headers },
    body: Buffer.from('{"detail":"no"}'),
  });
};
const packed = (encoding: string, pack: (body: Uint8Array) => Uint8Array): Change => {
  return (answer) => ({
    ...answer,
    headers: { ...answer.headers, 'Content-Encoding': encoding },
    body: pack(answer.body),
  });
};
/** Sends so many bytes of the body and breaks the connection. */
const cut = (share: number): Change => {
  return (answer) => ({
    ...answer,
    send: (response) => {
      response.writeHead(200, { ...answer.headers, 'Content-Length': answer.body.length });
      response.write(answer.body.subarray(0, answer.body.length * share), () => {
        response.destroy();
      });
    },
  });
};
const inPieces = (pieces: number): Change => {
  return (answer) => ({
    ...answer,
    send: (response) => {
      response.writeHead(200, answer.headers);
      const size = Math.ceil(answer.body.length / pieces);
      const next = (at: number) => {
        if (at >= answer.body.length) response.end();
        else
          response.write(answer.body.subarray(at, at + size), () => setImmediate(next, at + size));
      };
      next(0);
    },
  });
};
const later = (years: number) => {
  const date = new Date();
  date.setFullYear(date.getFullYear() + years);
  return date.toUTCString();
};
const html = '<!doctype html><title>Underhåll</title><p>Kolada är strax tillbaka.';

const refused = (name: string, does: string, answer: Change, more: Partial<Trial> = {}): Trial => ({
  name,
  does,
  holds: 'refused',
  health: [degraded],
  answer,
  ...more,
});
const right = (name: string, does: string, answer: Change): Trial => ({
  name,
  does,
  holds: 'right',
  answer,
});
const healed = (name: string, does: string, answer: Change): Trial => ({
  name,
  does,
  holds: 'healed',
  answer: once(answer),
});

export const transportTrials: readonly Trial[] = [
  right('a byte order mark', 'EF BB BF before the JSON', (answer) => ({
    ...answer,
    body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), answer.body]),
  })),
  refused('Latin-1', 'å as one byte, in the lists', (answer) => ({
    ...answer,
    body: Buffer.from(Buffer.from(answer.body).toString('utf8'), 'latin1'),
  })),
  refused(
    'a page in HTML called JSON',
    'status 200, application/json',
    onRows((answer) => ({ ...answer, body: Buffer.from(html) })),
  ),
  refused(
    'a page in HTML',
    'status 200, text/html',
    onRows((answer) => ({
      ...answer,
      headers: { 'Content-Type': 'text/html' },
      body: Buffer.from(html),
    })),
  ),
  {
    ...right('JSON called text', 'text/plain', withHeaders({ 'Content-Type': 'text/plain' })),
    holds: 'safe',
  },
  right('gzip', 'packed as it says', packed('gzip', gzipSync)),
  right('br', 'packed as it says', packed('br', brotliCompressSync)),
  right('deflate', 'packed as it says', packed('deflate', deflateSync)),
  {
    ...right('zstd', 'packed as it says, though not asked for', packed('zstd', zstdCompressSync)),
    holds: 'safe',
  },
  refused(
    'plain text called gzip',
    'Content-Encoding alone',
    onRows(packed('gzip', (body) => body)),
  ),
  refused(
    'gzip that ends early',
    'the last 40 bytes are missing',
    onRows(packed('gzip', (body) => gzipSync(body).subarray(0, -40))),
  ),
  refused(
    'gzip with a flipped bit',
    'one bit in the middle',
    onRows(
      packed('gzip', (body) => {
        const bytes = gzipSync(body);
        const at = Math.floor(bytes.length / 2);
        bytes[at] = (bytes[at] ?? 0) ^ 16;
        return bytes;
      }),
    ),
  ),
  {
    ...refused(
      'gzip of gzip',
      'packed twice, said once',
      onRows(packed('gzip', (body) => gzipSync(gzipSync(body)))),
    ),
  },
  refused('a gzip bomb', '300 MB of spaces in some kB', onRows(packed('gzip', () => bomb()))),
  healed('a connection broken once', 'half of the body, then gone', onRows(cut(0.5))),
  refused('connections always broken', 'half of the body, then gone', onRows(cut(0.5))),
  {
    ...refused('page 2 is always broken', 'the head alone, then gone', (answer, asked) =>
      asked.kind === 'rows' && asked.page === 2 ? cut(0)(answer, asked) : answer,
    ),
  },
  healed('page 2 broken once', 'the head alone, then gone', (answer, asked) =>
    asked.page === 2 ? cut(0)(answer, asked) : answer,
  ),
  right('many small pieces', 'the body in 60 pieces', inPieces(60)),
  ...[429, 500, 502, 503, 504].map((status) =>
    healed(`${status} once`, `status ${status} for each first question`, withStatus(status)),
  ),
  healed('503 with Retry-After once', 'Retry-After: 1', (answer, asked) =>
    asked.kind === 'kpi' ? withStatus(503, { 'Retry-After': '1' })(answer, asked) : answer,
  ),
  ...[429, 503].map((status) =>
    refused(`${status} always`, `status ${status}`, onRows(withStatus(status))),
  ),
  ...[204, 206, 304, 400, 403, 404, 410, 422].map((status) =>
    refused(
      `${status} always`,
      `status ${status}`,
      status === 206
        ? onRows((answer) => ({
            ...answer,
            status,
            headers: { ...answer.headers, 'Content-Range': `bytes 0-9/${answer.body.length}` },
          }))
        : onRows(withStatus(status)),
    ),
  ),
  refused(
    'redirected to another host',
    '302 to kolada.example',
    onRows(withStatus(302, { Location: 'http://kolada.example/v3/' })),
  ),
  refused('redirected to itself', '301 to the same address', (answer, { path, kind, origin }) =>
    kind === 'rows' ? { ...answer, status: 301, headers: { Location: origin + path } } : answer,
  ),
  {
    ...refused(
      'Kolada’s clock is ten years ahead',
      'Date in ten years',
      withHeaders({ Date: later(10) }),
    ),
    case: 'R15',
    health: [degraded, /clock/],
  },
  {
    ...refused(
      'Kolada’s clock is two years behind',
      'Date two years ago',
      withHeaders({ Date: later(-2) }),
    ),
    case: 'R15',
    health: [degraded, /clock/],
  },
  { ...right('no Date', 'the header is missing', withHeaders({ Date: 'none' })), case: 'R15' },
];

let packedSpaces: Uint8Array | undefined;
function bomb(): Uint8Array {
  packedSpaces ??= gzipSync(Buffer.alloc(300 * 2 ** 20, ' '));
  return packedSpaces;
}
