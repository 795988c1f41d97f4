import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Fault, FaultKind } from '../../server/demo/simulated-kolada/faults.ts';
import type { SimulatedKolada } from '../../server/demo/simulated-kolada/simulated-kolada.ts';
import { ingest } from '../../server/ingest/ingest.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import { createKoladaClient } from '../../server/kolada/client.ts';
import { caseCount, fuzzSeed } from '../support/case-count.ts';
import { expectSound, linesIn } from '../support/expect-sound.ts';
import { seededRandom } from '../support/random.ts';
import { serveFolder } from '../support/served-folder.ts';
import { createSmallKolada } from '../support/small-kolada.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const begunAt = new Date('2026-11-15T08:00:00Z');
/** A week without an answer that could be used. */
const now = new Date('2026-11-22T08:00:00Z');
/** What Kolada's clock says: the same as the run's. */
let serviceTime = begunAt;
let kolada: SimulatedKolada;
let root: string;
let before: readonly string[];
let after: readonly string[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'kolada-faults-'));
  kolada = await createSmallKolada({ now: () => serviceTime });
  const begun = join(root, 'begun');
  await run(begun, { at: begunAt });
  before = await linesIn(begun, '2026-11-15.2');
  const newest = before.findLast((line) => line.startsWith('N21006 1490 ')) ?? '';
  const [, year = ''] = /^N21006 1490 (\d{4}) T=\d/.exec(newest) ?? [];
  kolada.revise({ kpi: 'N21006', area: '1490', year: Number(year), gender: 'T', value: 123_456 });
  const whole = join(root, 'whole');
  await cp(begun, whole, { recursive: true });
  await run(whole);
  after = await linesIn(whole, '2026-11-22.1');
});
afterAll(async () => {
  await kolada.close();
  await rm(root, { recursive: true });
});

test('what is new differs from what was before in the figure revised', () => {
  expect(after).toContainEqual(expect.stringMatching(/^N21006 1490 \d{4} T=123456$/));
  expect(before.length).toBe(after.length);
});

function run(dir: string, { at = now, timeoutMs = 10_000 } = {}) {
  const openSource = () =>
    createKoladaClient({
      url: kolada.url,
      requestsPerSecond: 100_000,
      connections: 4,
      attemptTimeoutMs: timeoutMs,
      maxBodyBytes: 2 ** 23,
      retries: 2,
      // Waits between attempts are not waited.
      sleep: async () => {},
    });
  serviceTime = at;
  return ingest({ kind: 'refresh', full: true }, { dir, dataFiles, openSource, now: () => at });
}

/** A run against a Kolada with this fault; what is served keeps its figures and says their age. */
async function expectKept(fault: Fault, reason: RegExp): Promise<void> {
  const dir = await mkdtemp(join(root, 'case-'));
  await cp(join(root, 'begun'), dir, { recursive: true });
  const server = await serveFolder({ dir, now: () => now });
  kolada.setFault(fault);
  const slow = fault.kind === 'hang' || fault.kind === 'drip';
  const outcome = await run(dir, slow ? { timeoutMs: 200 } : {});
  kolada.setFault(undefined);
  expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringMatching(reason) });
  const page = await server.text('/jamfor?nyckeltal=N21006&kommuner=boras,bracke');
  expect(page).toContain('kontrollerades mot Kolada för 7 dagar sedan');
  await expectSound({
    server,
    allowed: [before],
    health: {
      status: 'degraded',
      reason: `refresh-failed: ${'reason' in outcome ? outcome.reason : ''}`,
    },
    nextRun: () => run(dir),
    after,
  });
  await server.close();
  await rm(dir, { recursive: true });
}

const places = { catalogue: /\/v3\/(?:kpi|municipality)/, values: /\/v3\/data\// };
type Place = keyof typeof places;
const bothPlaces: readonly Place[] = ['catalogue', 'values'];
const each = (faults: readonly FaultKind[], reason: RegExp, where: readonly Place[] = bothPlaces) =>
  where.flatMap((place) =>
    faults.map((fault) => ({ fault, place, reason, name: Object.values(fault).join(' ') })),
  );

const codes = [400, 403, 404, 410, 422, 429, 500, 502, 503];
const refusedStatus = /^kolada-(?:refused|gone|busy|server-error)$/;
const statuses = codes.map((status): FaultKind => ({ kind: 'status', status }));
const waits = ['2', '86400', 'Fri, 31 Dec 2027 23:59:59 GMT', 'soon'];
const statusesWithWait = codes.map((status, n): FaultKind => {
  return { kind: 'status', status, retryAfter: waits[n % waits.length] ?? '' };
});

test.each([
  ...each(statuses, refusedStatus),
  ...each(statusesWithWait, refusedStatus, ['values']),
  ...each([{ kind: 'hang' }], /^kolada-timeout$/),
  ...each(
    [
      { kind: 'drip', bytes: 40, everyMs: 20 },
      { kind: 'drip', bytes: 1, everyMs: 1 },
    ],
    /^kolada-timeout$/,
  ),
  ...each([{ kind: 'html' }], /^kolada-content-type$/),
  ...each([{ kind: 'bad-utf8' }, { kind: 'cut-gzip' }], /^kolada-encoding$/),
  ...each([{ kind: 'short-page' }], /^kolada-shape$/),
  ...each(
    [{ kind: 'next-loop' }, { kind: 'next-url', url: 'http://127.0.0.1:9/v3/kpi?page=2' }],
    /^kolada-next-url$/,
  ),
  ...each([{ kind: 'redirect', to: 'http://127.0.0.1:9/v3/kpi' }], /^kolada-redirect$/),
  ...each([{ kind: 'redirect', to: '/v3/kpi?page=2' }], /^kolada-redirect$/, ['catalogue']),
  ...each([{ kind: 'gzip-bomb', bytes: 64 * 2 ** 20 }], /^kolada-too-large$/),
])('$name from the $place for good changes nothing', async ({ fault, place, reason }) => {
  await expectKept({ ...fault, when: { path: places[place] } }, reason);
});

const page = (values: string, more = '') =>
  `{"values":${values},"next_url":null,"previous_url":null,"count":1${more}}`;
const nothing = page('[]').replace('"count":1', '"count":0');
const otherBodies: readonly (readonly [string, Place, string])[] = [
  ['nothing at all', 'catalogue', ''],
  ['null', 'values', 'null'],
  ['a bare list', 'catalogue', '[]'],
  ['an error with status 200', 'values', '{"detail":"Not Found"}'],
  ['values that are a text', 'catalogue', '{"values":"later","next_url":null,"count":5}'],
  ['values that are no list', 'values', page('{"length":1}')],
  ['no values', 'values', nothing],
  ['no rows', 'catalogue', nothing],
  ['a row that is null', 'values', page('[null]')],
  ['a row that reaches for its prototype', 'catalogue', page('[{"__proto__":{"id":"N21006"}}]')],
  ['a next_url that is no text', 'catalogue', page('[]', ',"next_url":{"href":"/v3/kpi"}')],
  ['a million brackets', 'values', '['.repeat(1e6)],
];
test.each(otherBodies)('a body with %s from the %s changes nothing', async (_, place, text) => {
  await expectKept(
    { kind: 'body', text, when: { path: places[place] } },
    /^(?:kolada-(?:shape|not-json)|implausible)$/,
  );
});

const rowFaults: readonly (readonly [FaultKind, Place])[] = [
  [{ kind: 'wrong-types', share: 1 }, 'values'],
  [{ kind: 'wrong-types', share: 0.1 }, 'values'],
  [{ kind: 'duplicates' }, 'values'],
  [{ kind: 'wrong-ids', share: 1 }, 'catalogue'],
  [{ kind: 'wrong-ids', share: 0.4 }, 'catalogue'],
];
test.each(rowFaults)('rows with %j from the %s change nothing', async (fault, place) => {
  await expectKept(
    { ...fault, when: { path: places[place] } },
    /^(?:kolada-(?:shape|too-many-rejected)|implausible)$/,
  );
});

test(`answers cut off at any of ${caseCount(16)} places change nothing`, async () => {
  const random = seededRandom(fuzzSeed);
  for (let n = 0; n < caseCount(16); n++) {
    const kind = n % 2 === 0 ? 'half-body' : 'cut-json';
    const place = n % 4 < 2 ? 'values' : 'catalogue';
    // The lists of this Kolada are 300 bytes and more.
    const atByte = 1 + Math.floor(random() * 250);
    const reason = kind === 'half-body' ? /^kolada-network$/ : /^kolada-not-json$/;
    await expectKept({ kind, atByte, when: { path: places[place] } }, reason);
  }
});

const passing: readonly Fault[] = [
  ...[...statusesWithWait.slice(5), { kind: 'html' } as const, { kind: 'cut-gzip' } as const].map(
    (fault) => ({ ...fault, when: { path: places.values, times: 1 } }),
  ),
  { kind: 'half-body', atByte: 200, when: { path: places.values, times: 1 } },
  // Equal rows are one, and change no address.
  { kind: 'duplicates', when: { path: places.catalogue } },
];
test.each(passing)('%j is overcome within the run', async (fault) => {
  const dir = await mkdtemp(join(root, 'case-'));
  await cp(join(root, 'begun'), dir, { recursive: true });
  const server = await serveFolder({ dir, now: () => now });
  kolada.setFault(fault);
  expect(await run(dir)).toMatchObject({ kind: 'published', release: '2026-11-22.1' });
  kolada.setFault(undefined);
  await expectSound({
    server,
    allowed: [after],
    health: { status: 'ok' },
    nextRun: () => run(dir),
    after,
  });
  await server.close();
});

test('no Kolada at all changes nothing', async () => {
  const other = await createSmallKolada({ now: () => serviceTime });
  const real = kolada;
  kolada = other;
  await other.close();
  const dir = join(root, 'alone');
  await cp(join(root, 'begun'), dir, { recursive: true });
  const server = await serveFolder({ dir, now: () => now });
  const outcome = await run(dir);
  kolada = real;
  expect(outcome).toMatchObject({ kind: 'failed', reason: 'kolada-network' });
  const health = { status: 'degraded', reason: 'refresh-failed: kolada-network' } as const;
  await expectSound({ server, allowed: [before], health, nextRun: () => run(dir), after });
  await server.close();
});
