import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { loadCuratedKpis } from '../../server/data/kpis.ts';
import { loadUnitOverrides } from '../../server/data/unit.ts';
import { loadCatalogue } from '../../server/demo/simulated-kolada/catalogue.ts';
import { openDraft, type Draft } from '../../server/ingest/draft.ts';
import { publishDraft } from '../../server/ingest/publish.ts';
import type { Run } from '../../server/ingest/run.ts';
import { openHolds } from '../../server/ingest/holds.ts';
import { ensureSource } from '../../server/ingest/sources.ts';
import { writeCatalogue } from '../../server/ingest/write-catalogue.ts';
import { writePointer } from '../../server/store/pointer.ts';
import { memoryOf } from './measure.ts';
import { root } from './processes.ts';

/** Makes a release of all of Kolada's size, its values by SQL: `{ dir }` in, what it took out. */
const { dir } = z.object({ dir: z.string() }).parse(JSON.parse(process.argv[2] ?? ''));
await rm(dir, { recursive: true, force: true });
await mkdir(dir, { recursive: true });
const data = join(root, 'data');
const now = new Date('2026-11-22T04:00:00Z');
const run: Run = {
  dir,
  dataFiles: data,
  job: { kind: 'all' },
  now: () => now,
  startedAt: now,
  lastFailed: false,
  allow: () => {},
  step: () => {},
  openSource: () => {
    throw new Error('nothing is fetched');
  },
};

const invention = `
  INSERT INTO observation
  WITH invented AS (
    SELECT
      k.id AS kpi, a.id AS area, y.year::SMALLINT AS year, g.gender,
      hash(k.id) % 100_000 / 100.0 AS level,
      hash(k.id, a.id, y.year, g.gender) AS luck
    FROM kpi k
    JOIN area a ON k.municipality_type = 'A' OR a.kind = 'country'
      OR (k.municipality_type = 'K' AND a.kind = 'municipality')
      OR (k.municipality_type = 'L' AND a.kind = 'region')
    JOIN range(2012, 2026) AS y(year)
      ON y.year >= 2012 + (CASE WHEN k.curated_set IS NULL THEN hash(k.id) % 3 ELSE 0 END)
    JOIN (VALUES ('T'), ('K'), ('M')) AS g(gender) ON g.gender = 'T' OR k.gender_split
    WHERE k.id BETWEEN $first AND $last
  )
  SELECT
    kpi, area, year, gender,
    CASE WHEN luck % 30 > 0 THEN round(level * (0.8 + luck % 4_001 / 10_000), 4) END,
    CASE WHEN luck % 30 > 0 THEN '' ELSE 'Missing' END,
    CASE WHEN luck % 30 > 0 THEN 1 ELSE 0 END,
    $source, 1, NULL
  FROM invented
  ORDER BY kpi, area, year, gender`;

const draft = await openDraft(dir, undefined);
const { kpis, municipalities, groups } = loadCatalogue(join(root, '../shared/kolada'), data);
const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();
await writeCatalogue(
  draft,
  {
    kpis: kpis.map((kpi) => ({
      ...kpi,
      title: tidy(kpi.title),
      description: tidy(kpi.description),
    })),
    municipalities,
    groups: groups.map((group) => ({ ...group, title: tidy(group.title) })),
  },
  {
    kpis: loadCuratedKpis(data),
    units: loadUnitOverrides(data),
    holds: await openHolds({ dir, now: () => new Date() }),
  },
);
const source = await ensureSource(draft, 'simulated', 'Kolada');
const values = await inventValues(draft, source);
await writePointer(dir, await publishDraft(run, draft, { source: 'simulated', touchedKpis: [] }));
const { peakMb } = await memoryOf(process.pid);
console.log(JSON.stringify({ values, peakMb, seconds: performance.now() / 1000 }));

/** Fourteen years and fewer, women and men where Kolada tells them apart, one in thirty a gap. */
async function inventValues({ run: execute, rows }: Draft, from: number): Promise<number> {
  const ids = z
    .array(z.object({ id: z.string() }))
    .parse(await rows('SELECT id FROM kpi ORDER BY id'))
    .map(({ id }) => id);
  const atATime = 200;
  let count = 0;
  for (let start = 0; start < ids.length; start += atATime) {
    const some = ids.slice(start, start + atATime);
    count += await execute(invention, {
      first: some[0] ?? '',
      last: some.at(-1) ?? '',
      source: from,
    });
  }
  return count;
}
