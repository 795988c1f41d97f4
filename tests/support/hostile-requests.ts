/** Requests as nobody well-meaning sends them, for any route. */
import fc from 'fast-check';
import { comparisonKeys } from '../../web/shared/comparison/query.ts';

export interface HostileRequest {
  readonly address: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | undefined;
}

/** Anything that comes back unescaped in a page would hold this. */
export const marker = '<xss-marker>';

const plausible = {
  nyckeltal: ['N21006', 'U21468', 'N21006,U21468', 'n21017', 'N99999', 'U21200,N21006,N21024'],
  kommuner: ['bracke', '2305,1384', 'riket,region-skane', 'G176508', 'bracke,bracke', 'habo-0643'],
  fokus: ['bracke', '2305', 'riket', 'atlantis'],
  ar: ['senaste', '2024', '2022,2024', '2012-2024', '2024-2012', '1899', '2101', '1900-2100'],
  kon: ['T', 'K,M', 'T,K,M', 'X', 't'],
  visa: ['stapel', 'linje', 'tabell', 'samband', 'spridning', 'kon', 'STAPEL'],
  utgava: ['2026-11-22.1', '2026-11-22.2', '2026-02-31.1', 'senaste', '9999-99-99.999999'],
  priser: ['lopande', 'fasta-2022', 'fasta-2024', 'fasta-1e3', 'fasta'],
  q: ['hemtjanst', 'kostnad aldreomsorg', 'N21006', 'åäö', ''],
  limit: ['1', '20', '200', '0', '-1', '1e9', '99999999999999999999'],
  offset: ['0', '5', '1000', 'NaN'],
  set: ['cost', 'quality', 'x'],
  konsuppdelad: ['ja', 'true', 'nej'],
  typ: ['K', 'L', 'x'],
  fran: ['0', '50', '-1'],
  since: ['2026-11-22.1', '2026-11-22.1', '2026-11-22.2', 'x'],
  kommun: ['bracke', '2305', 'kungsbacka', ''],
  jamfor: ['', 'boras', 'boras,eskilstuna', 'riket', 'G176508', 'bracke', 'boras,,'],
  vikter: ['1', '3,1', '9', '0', '1,1,1,1,1,1,1,1,1,1,1'],
  annat: ['', 'N01951', 'n60030', 'invånare'],
  till: ['/jamfor', 'stapel', ''],
  N01951: ['1', '9', '0', 'x'],
  urval: ['cost', 'quality', 'x', ''],
  format: ['excel', 'csv', 'json', 'pdf'],
  bredd: ['280', '720', '9999', '-1', '1.5', '00000720'],
  url: ['http://localhost:3000/jamfor', 'http://localhost:3000/jamfor?visa=linje', 'javascript:1'],
  maxwidth: ['100', '720', '0'],
  maxheight: ['100', '720', 'x'],
} as const satisfies Record<string, readonly string[]>;

type Key = keyof typeof plausible;

/** What each route reads beside, or instead of, the comparison; a route not named reads a comparison. */
const ownKeys: Readonly<Record<string, readonly Key[]>> = {
  '/api/v1/kpis': ['q', 'limit', 'offset', 'set', 'konsuppdelad', 'typ'],
  '/api/v1/kpis/:id': ['utgava'],
  '/api/v1/kpis/:id/coverage': [],
  '/api/v1/kpis/:id/spread': ['ar', 'utgava'],
  '/api/v1/kpis/:id/fetch': ['kommuner'],
  '/api/v1/municipalities': [],
  '/api/v1/groups': ['kommun'],
  '/api/v1/releases': [],
  '/api/v1/releases/:id/changes': ['since', 'limit', 'offset', ...comparisonKeys.slice(0, 6)],
  '/api/v1/likeness': ['kommun', 'nyckeltal', 'vikter', 'limit'],
  '/liknande': ['kommun', 'nyckeltal', 'vikter', 'till', 'annat', 'N01951'],
  '/fore-efter': ['kommun', 'nyckeltal', 'ar', 'jamfor'],
  '/hme': ['kommuner', 'fokus', 'utgava'],
  '/nyckeltal': ['q', 'fran', 'urval', 'kon', 'typ'],
  '/oembed': ['url', 'maxwidth', 'maxheight', 'format'],
  '/data.csv': ['format', ...comparisonKeys],
  '/diagram.svg': ['bredd', ...comparisonKeys],
  '/diagram.png': ['bredd', ...comparisonKeys],
};

/** Without these a route only says that they are missing. */
const required: Readonly<Record<string, Key>> = {
  '/api/v1/releases/:id/changes': 'since',
  '/api/v1/kpis/:id/spread': 'ar',
  '/api/v1/likeness': 'kommun',
  '/oembed': 'url',
};

const sqlAndMarkup = [
  "' OR 1=1 --",
  "'; DROP TABLE kpi; --",
  "\"; ATTACH '/etc/passwd' AS x; --",
  '$kpi',
  marker,
  `"><script>${marker}`,
  `'-alert(1)-'`,
  'javascript:alert(1)',
  `</title>${marker}`,
];
const pathsAndNames =
  '../../../../etc/passwd ..%2f..%2f %2e%2e/ ....// file:///etc/passwd .git __proto__ constructor ' +
  'toString hasOwnProperty [object-Object] null =1+1 @SUM(1) 1e309 -0 NaN ,,,, % %00 %E0%A4%A';
const letters = [
  '\u202e',
  '\ufeff',
  '\u2028',
  '\u0000',
  '\u001b[2J',
  '\r\nSet-Cookie: a=b',
  'a\u0300'.repeat(50),
  'x'.repeat(10_000),
  ','.repeat(5000),
  'N21006,'.repeat(1400),
  '%F0%9F%92%A9'.repeat(300),
];
const sly = [...sqlAndMarkup, ...pathsAndNames.split(' '), ...letters];

const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...sly) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
);
const encoded = anyText.map((text) => encodeURIComponent(text.toWellFormed()));
const raw = anyText.map((text) => text.toWellFormed().replaceAll(/[#?\s]/g, ''));
const hostileText = fc.oneof(encoded, raw);

type Pair = readonly [key: string, value: string];

const slyPair: fc.Arbitrary<Pair> = fc.tuple(
  fc.oneof(fc.constantFrom(...Object.keys(plausible)), hostileText),
  hostileText,
);

/** Mostly what the route can read, so that the work behind it is reached; then something bad. */
function queryFor(path: string): fc.Arbitrary<string> {
  const keys = ownKeys[path] ?? comparisonKeys;
  const pairOf = (key: Key): fc.Arbitrary<Pair> =>
    fc.constantFrom<string>(...plausible[key]).map((value) => [key, encodeURIComponent(value)]);
  const own = keys.length === 0 ? slyPair : fc.constantFrom(...keys).chain(pairOf);
  const needed = required[path];
  const least = needed === undefined ? fc.constant([]) : pairOf(needed).map((pair) => [pair]);
  return fc
    .tuple(
      least,
      fc.oneof(
        { weight: 4, arbitrary: fc.array(own, { maxLength: keys.length }).map(onePerKey) },
        { weight: 1, arbitrary: fc.array(own, { maxLength: 6 }) },
        { weight: 2, arbitrary: fc.array(fc.oneof(own, slyPair), { maxLength: 5 }) },
        { weight: 1, arbitrary: fc.array(slyPair, { maxLength: 12 }) },
      ),
    )
    .map(([first, more]) =>
      [...first, ...more.filter(([key]) => key !== needed)]
        .map(([key, value]) => `${key}=${value}`)
        .join('&'),
    );
}

/** What a path's parameter can be, by the word before it. */
function idFor(path: string): fc.Arbitrary<string> {
  const known = path.includes('/releases/')
    ? ['2026-11-22.2', '2026-11-22.1']
    : path.startsWith('/badda-in')
      ? ['wordpress', 'sitevision', 'x']
      : ['N21006', 'U21468', 'n21017', 'X99999'];
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: hostileText.map((text) => text.replaceAll('/', '%2F') || 'x') },
  );
}

const pathEnd = fc.oneof(
  { weight: 9, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom('/', '//', '%2e', ';x=1', '%00', '/..%2f', '.svg') },
);

const headerNames =
  'If-None-Match If-Modified-Since Accept Accept-Language Cookie Origin X-Forwarded-Host ' +
  'X-Forwarded-Proto X-Forwarded-For X-Original-URL Referer X-HTTP-Method-Override Content-Type ' +
  'Host Sec-Fetch-Dest Upgrade';
const headerText = fc.oneof(
  fc.constantFrom('', '*', 'W/"x"', '"', 'x'.repeat(8000), 'a=b; c=d', '0', '-1', 'åäö', ',,,'),
  fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
);
const header = fc.oneof(
  fc.tuple(fc.constant('Range'), fc.constantFrom('bytes=0-', 'bytes=9-1', 'bytes=-99999', 'x')),
  fc.tuple(
    fc.constant('Accept-Encoding'),
    fc.constantFrom('br', 'gzip', 'deflate', 'zstd', 'br;q=9', '*;q=0', 'gzip;q=0', 'identity;q=0'),
  ),
  fc.tuple(fc.constantFrom(...headerNames.split(' ')), headerText),
);

/** @param path a route's pattern; its parameters are filled in */
export function hostileRequest(path: string): fc.Arbitrary<HostileRequest> {
  return fc.record({
    address: fc.tuple(idFor(path), queryFor(path), pathEnd).map(([id, query, end]) => {
      const filled = path.replaceAll(/:\w+/g, () => id) + end;
      return `http://localhost${filled}${query === '' ? '' : `?${query}`}`;
    }),
    method: fc.oneof(
      { weight: 8, arbitrary: fc.constant(path.endsWith('/fetch') ? 'POST' : 'GET') },
      { weight: 2, arbitrary: fc.constantFrom(...methods) },
    ),
    headers: fc.array(header, { maxLength: 3 }).map((list) => list.map(latin)),
    body: fc.constantFrom(undefined, '', '{}', 'null', '{"__proto__":1}', 'x'.repeat(2000)),
  });
}

const methods = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'QUERY'];

function onePerKey(pairs: readonly Pair[]): Pair[] {
  return [...new Map(pairs.map((pair) => [pair[0], pair])).values()];
}

/** A header can carry no other letters; those that cannot be sent cannot arrive. */
function latin([name, value]: readonly [string, string]): readonly [string, string] {
  return [name, value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '')];
}
