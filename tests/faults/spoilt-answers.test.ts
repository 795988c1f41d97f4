import { mkdtemp, rm, cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { SimulatedKolada } from '../../server/demo/simulated-kolada/simulated-kolada.ts';
import { ingest } from '../../server/ingest/ingest.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import { createKoladaClient } from '../../server/kolada/client.ts';
import { caseCount, fuzzSeed } from '../support/case-count.ts';
import { linesIn } from '../support/expect-sound.ts';
import { serveFolder, straysIn } from '../support/served-folder.ts';
import { createSmallKolada } from '../support/small-kolada.ts';

const cases = caseCount(16);
vi.setConfig({ testTimeout: 60_000 + cases * 10_000, hookTimeout: 120_000 });

const now = new Date('2026-11-22T08:00:00Z');
let kolada: SimulatedKolada;
let root: string;
let honest: readonly string[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'spoilt-answers-'));
  kolada = await createSmallKolada({ now: () => now });
  await run(join(root, 'begun'));
  honest = await linesIn(join(root, 'begun'), '2026-11-22.2');
});
afterAll(async () => {
  await kolada.close();
  await rm(root, { recursive: true });
});

function run(dir: string) {
  const openSource = () =>
    createKoladaClient({
      url: kolada.url,
      requestsPerSecond: 100_000,
      connections: 4,
      retries: 1,
      sleep: async () => {},
    });
  return ingest({ kind: 'refresh', full: true }, { dir, dataFiles, openSource, now: () => now });
}

const lists = ['kpi', 'municipality', 'municipality_groups', 'data'] as const;
const oddities = [
  '""',
  '"x"',
  'null',
  'true',
  '-1',
  '0',
  '1e999',
  '1e308',
  '1.5',
  '99999999999',
  '[]',
  '{}',
  '[[]]',
  '"__proto__"',
  '"\\u0000"',
  '"\\ud800"',
  '"0000"',
  '"2305"',
  '"N21006"',
  '"K"',
  '"Riket"',
  `"${'å'.repeat(5000)}"`,
];
const spoiling = fc.record({
  list: fc.constantFrom(...lists),
  /** Which of the answer's values is replaced, counted from the first and round again. */
  places: fc.array(fc.nat(5000), { minLength: 1, maxLength: 4 }),
  oddity: fc.constantFrom(...oddities),
});

/** An honest answer with other things in the place of some of its values. */
function spoil(text: string, places: readonly number[], oddity: string): string {
  const values = [
    ...text.matchAll(/(?<=[:[,])(?:"(?:[^"\\]|\\.)*"(?!:)|-?[\d.]+|null|true|false)/g),
  ];
  const hit = new Set(places.map((place) => place % values.length));
  let at = 0;
  let out = '';
  for (const [i, match] of values.entries()) {
    if (!hit.has(i)) continue;
    out += text.slice(at, match.index) + oddity;
    at = match.index + match[0].length;
  }
  return out + text.slice(at);
}

async function honestAnswer(list: (typeof lists)[number]): Promise<string> {
  const path =
    list === 'data' ? 'data/kpi/N21006,U21468/municipality/0000,0484,1490,2281,2305,G2328' : list;
  return (await fetch(`${kolada.url}/${path}?per_page=5000`)).text();
}

const pages = [
  '/health',
  '/',
  '/jamfor',
  '/inbaddat',
  '/nyckeltal',
  '/nyckeltal/N21006',
  '/hme',
  '/liknande',
  '/fore-efter',
  '/rapport',
  '/diagram.svg',
  '/data.csv',
  '/data.xlsx',
  '/api/v1/kpis',
  '/api/v1/municipalities',
  '/api/v1/groups',
  '/api/v1/comparison?nyckeltal=N21006&kommuner=2305',
];

test(`${cases} answers with odd things in them leave a folder that serves and mends itself`, async () => {
  for (const { list, places, oddity } of fc.sample(spoiling, { numRuns: cases, seed: fuzzSeed })) {
    const dir = await mkdtemp(join(root, 'case-'));
    await cp(join(root, 'begun'), dir, { recursive: true });
    const text = spoil(await honestAnswer(list), places, oddity);
    kolada.setFault({ kind: 'body', text, when: { path: new RegExp(`^/v3/${list}[/?]`) } });
    const outcome = await run(dir);
    kolada.setFault(undefined);
    const end = outcome.kind === 'failed' ? outcome.reason : outcome.kind;
    const what = `${list} ${places.join()} ${oddity.slice(0, 20)}: ${end}`;
    expect(end, `${what} ${JSON.stringify(outcome)}`).not.toBe('internal');

    const server = await serveFolder({ dir, now: () => now });
    const faults: string[] = [];
    for (const path of pages) {
      await server.text(path).catch((error: unknown) => {
        if (/answered 5/.test(String(error))) faults.push(`${what}: ${String(error)}`);
      });
    }
    expect(faults).toEqual([]);
    expect(await run(dir), what).toMatchObject({
      kind: expect.stringMatching(/^(?:published|unchanged)$/),
    });
    const { release, status } = await server.health();
    expect(status).toBe('ok');
    expect(await linesIn(dir, release), what).toEqual(honest);
    expect(await straysIn(dir)).toEqual([]);
    await server.close();
    await rm(dir, { recursive: true });
  }
});
