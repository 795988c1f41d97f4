import { expect, test } from 'vitest';
import type { Fault } from '../../../server/demo/simulated-kolada/faults.ts';
import {
  KoladaAnswerError,
  KoladaRequestError,
  KoladaUnavailableError,
} from '../../../server/kolada/errors.ts';
import { answerTime, createServiceClock } from '../../../server/kolada/service-clock.ts';
import { allPages, allValues, failureOf, kommuner, withKolada } from './with-kolada.ts';

const query = { kpis: ['N21006', 'U21468'], areas: kommuner };
const once = { times: 1 };

/** Passing troubles: one attempt fails, the next must give the whole answer. */
const passing: readonly (readonly [string, Fault])[] = [
  ['500', { kind: 'status', status: 500, when: once }],
  ['503', { kind: 'status', status: 503, when: once }],
  ['429', { kind: 'status', status: 429, when: once }],
  ['a body cut in half', { kind: 'half-body', atByte: 700, when: once }],
  ['JSON cut in half', { kind: 'cut-json', atByte: 700, when: once }],
  ['a maintenance page with status 200', { kind: 'html', when: once }],
  ['bytes that are not UTF-8', { kind: 'bad-utf8', when: once }],
  ['a page shorter than its count', { kind: 'short-page', when: once }],
  ['a page where every row is wrong', { kind: 'wrong-types', share: 1, when: once }],
  ['no answer', { kind: 'hang', when: once }],
  ['a dripping answer', { kind: 'drip', bytes: 50, everyMs: 20, when: once }],
];

test.each(passing)('%s once is tried again, and nothing is lost or doubled', async (_, fault) => {
  const { kolada, client, waits } = await withKolada({ attemptTimeoutMs: 2000 });
  const honest = await allValues(client.values(query));
  kolada.setFault(fault);
  const before = client.requestCount();
  expect(await allValues(client.values(query))).toEqual(honest);
  expect(client.requestCount() - before).toBe(2);
  expect(waits).toHaveLength(1);
});

/** Lasting troubles: what the caller is told in the end, and after how many attempts. */
const lasting: readonly (readonly [string, Fault, object, number])[] = [
  [
    '503',
    { kind: 'status', status: 503 },
    { name: 'KoladaUnavailableError', code: 'server-error', status: 503 },
    5,
  ],
  ['429', { kind: 'status', status: 429 }, { name: 'KoladaUnavailableError', code: 'busy' }, 5],
  ['a hang', { kind: 'hang' }, { name: 'KoladaUnavailableError', code: 'timeout' }, 5],
  [
    'a drip',
    { kind: 'drip', bytes: 50, everyMs: 20 },
    { name: 'KoladaUnavailableError', code: 'timeout' },
    5,
  ],
  [
    'half a body',
    { kind: 'half-body', atByte: 9 },
    { name: 'KoladaUnavailableError', code: 'network' },
    5,
  ],
  ['a maintenance page', { kind: 'html' }, { name: 'KoladaAnswerError', code: 'content-type' }, 5],
  [
    'half the JSON',
    { kind: 'cut-json', atByte: 9 },
    { name: 'KoladaAnswerError', code: 'not-json' },
    5,
  ],
  ['bad UTF-8', { kind: 'bad-utf8' }, { name: 'KoladaAnswerError', code: 'encoding' }, 5],
  ['a false count', { kind: 'short-page' }, { name: 'KoladaAnswerError', code: 'shape' }, 5],
  [
    'a redirect',
    { kind: 'redirect', to: 'http://127.0.0.1:9/v3/kpi' },
    { name: 'KoladaAnswerError', code: 'redirect' },
    1,
  ],
  [
    'a gzip bomb',
    { kind: 'gzip-bomb', bytes: 200 * 2 ** 20 },
    { name: 'KoladaAnswerError', code: 'too-large' },
    1,
  ],
  [
    'a foreign next_url',
    { kind: 'next-url', url: 'http://127.0.0.1:9/v3/x' },
    { name: 'KoladaAnswerError', code: 'next-url' },
    1,
  ],
  [
    '422',
    { kind: 'status', status: 422 },
    { name: 'KoladaRequestError', code: 'refused', status: 422 },
    1,
  ],
  ['410', { kind: 'status', status: 410 }, { name: 'KoladaRequestError', code: 'gone' }, 1],
];

test.each(lasting)(
  '%s for good is an error, never an empty answer',
  async (_, fault, error, attempts) => {
    const { kolada, client } = await withKolada({
      attemptTimeoutMs: isSlow(fault) ? 300 : 5000,
      maxBodyBytes: 2 ** 23,
    });
    kolada.setFault(fault);
    const failure = await failureOf(allPages(client.values(query)));
    expect(failure).toMatchObject(error);
    expect(client.requestCount()).toBe(attempts);
  },
);

/** Only what must time out gets a short deadline, so that a busy machine fails nothing else. */
const isSlow = ({ kind }: Fault) => kind === 'hang' || kind === 'drip';

test('an answer cut at any byte gives no value at all', async () => {
  const { kolada, client } = await withKolada({ retries: 0 });
  for (let atByte = 1; atByte < 4000; atByte += 333) {
    for (const kind of ['half-body', 'cut-json'] as const) {
      kolada.setFault({ kind, atByte });
      const failure = await failureOf(allPages(client.values(query)));
      expect(String(failure)).toMatch(/^Kolada(Unavailable|Answer)Error: .* \(GET \/v3\/data\//s);
    }
  }
});

test('the three kinds of error say what the caller can do', async () => {
  const { kolada, client } = await withKolada({ retries: 0 });
  const kinds = [
    [{ kind: 'status', status: 500 }, KoladaUnavailableError],
    [{ kind: 'html' }, KoladaAnswerError],
    [{ kind: 'status', status: 404 }, KoladaRequestError],
  ] as const;
  for (const [fault, kind] of kinds) {
    kolada.setFault(fault);
    expect(await failureOf(client.municipalities())).toBeInstanceOf(kind);
  }
});

test('a service that is not there is unavailable, with the cause kept', async () => {
  const { kolada, client } = await withKolada({ retries: 1 });
  await kolada.close();
  const failure = await failureOf(client.kpis());
  expect(failure).toMatchObject({ name: 'KoladaUnavailableError', code: 'network' });
  expect(failure).toHaveProperty('cause.code', 'ECONNREFUSED');
});

test('a fault in the middle of a long list does not start it over', async () => {
  const { kolada, client } = await withKolada();
  kolada.setFault({ kind: 'half-body', atByte: 10_000, when: { path: /page=2/, times: 2 } });
  expect(await client.kpis()).toHaveLength(6099);
  expect(kolada.requests().map((path) => path.replace('?per_page=5000', ''))).toEqual([
    '/v3/kpi',
    '/v3/kpi&page=2',
    '/v3/kpi&page=2',
    '/v3/kpi&page=2',
  ]);
});

test('a next_url that comes back to where it was ends in an error, not in a circle', async () => {
  const { kolada, client } = await withKolada();
  kolada.setFault({ kind: 'next-loop', when: { path: /page=2/ } });
  expect(await failureOf(client.kpis())).toMatchObject({ code: 'next-url' });
  expect(client.requestCount()).toBe(2);
});

test.each(['path', 'query'] as const)(
  'a next_url that is no more than a %s is followed to the end',
  async (form) => {
    const { kolada, client } = await withKolada();
    const honest = await client.kpis();
    kolada.setFault({ kind: 'next-relative', form });
    expect(await client.kpis()).toEqual(honest);
    expect(kolada.requests().slice(-2)).toEqual([
      '/v3/kpi?per_page=5000',
      expect.stringContaining('page=2'),
    ]);
  },
);

test('the service’s clock is known from its answers, whatever a cache on the way has kept', () => {
  let monotonic = 5_000;
  const clock = createServiceClock(() => monotonic);
  clock.hear(answerTime(undefined, undefined));
  clock.hear(answerTime('soon', '5'));
  expect(clock.now()).toBeUndefined();
  clock.hear(answerTime('Sun, 22 Nov 2026 10:00:00 GMT', undefined));
  monotonic += 60_000;
  expect(clock.now()).toEqual(new Date('2026-11-22T10:01:00Z'));
  clock.hear(answerTime('Sun, 22 Nov 2026 10:00:00 GMT', '172800'));
  expect(clock.now()).toEqual(new Date('2026-11-24T10:00:00Z'));
});

test('waits double with full jitter up to a ceiling', async () => {
  const { kolada, client, waits } = await withKolada({
    retries: 4,
    baseDelayMs: 1000,
    maxDelayMs: 3000,
    random: () => 0.5,
  });
  kolada.setFault({ kind: 'status', status: 503 });
  await failureOf(client.municipalities());
  expect(waits).toEqual([500, 1000, 1500, 1500]);
});

test('Retry-After is honoured up to a cap, and holds back every other request', async () => {
  const { kolada, client, waits } = await withKolada({ random: () => 0, maxRetryAfterMs: 60_000 });
  kolada.setFault({ kind: 'status', status: 429, retryAfter: '7', when: once });
  await client.municipalities();
  expect(waits[0]).toBe(7000);
  expect(waits[1]).toBeGreaterThan(6000);

  const other = await withKolada({ random: () => 0, maxRetryAfterMs: 60_000 });
  other.kolada.setFault({ kind: 'status', status: 503, retryAfter: '86400', when: once });
  await other.client.municipalities();
  expect(other.waits[0]).toBe(60_000);
});

test('up to one row in a thousand may be wrong: it is left out, counted and explained', async () => {
  const { kolada, client } = await withKolada();
  const areas = (await client.municipalities()).map(({ id }) => id);
  const wide = { kpis: ['N21006', 'U21468', 'N21017'], areas };
  const honest = await allValues(client.values(wide));
  kolada.setFault({ kind: 'wrong-types', share: 0.002, when: { after: 6, times: 1 } });
  const pages = await allPages(client.values(wide));
  const rejected = pages.reduce((sum, page) => sum + page.rejected, 0);
  expect(rejected).toBeGreaterThan(0);
  expect(pages.find(({ rejectedReason }) => rejectedReason)?.rejectedReason).toContain('period');
  const kept = pages.reduce((sum, page) => sum + page.values.length, 0);
  expect(kept).toBeLessThan(honest.length);
});

test('a run with more than one wrong row in a thousand is held', async () => {
  const { kolada, client } = await withKolada();
  kolada.setFault({ kind: 'wrong-types', share: 0.02 });
  const values = failureOf(allPages(client.values(query)));
  expect(await values).toMatchObject({ name: 'KoladaAnswerError', code: 'too-many-rejected' });
  expect(String(await values)).toContain('period');
});

test('rows that come twice are all delivered, for whoever has the whole answer to compare', async () => {
  const { kolada, client } = await withKolada();
  const honest = await allValues(client.values(query));
  kolada.setFault({ kind: 'duplicates' });
  const delivered = await allValues(client.values(query));
  expect(delivered).toHaveLength(2 * honest.length);
  expect(new Set(delivered.map((row) => JSON.stringify(row))).size).toBe(honest.length);
});

test('a catalogue row that is wrong does not pass for a shorter catalogue', async () => {
  const { kolada, client } = await withKolada({ retries: 0 });
  kolada.setFault({ kind: 'wrong-ids', share: 0.01 });
  expect(await failureOf(client.municipalities())).toMatchObject({ code: 'too-many-rejected' });
});

test('a gzip answer within the limit is read', async () => {
  const { kolada, client } = await withKolada();
  const honest = await allValues(client.values(query));
  kolada.setFault({ kind: 'gzip' });
  expect(await allValues(client.values(query))).toEqual(honest);
  kolada.setFault({ kind: 'cut-gzip', when: once });
  expect(await allValues(client.values(query))).toEqual(honest);
});
