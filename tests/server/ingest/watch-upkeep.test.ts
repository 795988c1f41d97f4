import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { judge } from '../../../server/ingest/watch-upkeep.ts';
import { addAsked, askedFile, keptDays, readAsked } from '../../../server/store/asked.ts';
import { readWatch, watchFile } from '../../../server/store/watch.ts';
import { useIngestFolder } from '../../support/ingest-folder.ts';
import { value } from '../../support/ingest-source.ts';
import { observationsIn, queryRelease } from '../../support/release-rows.ts';

const folder = useIngestFolder();
const { run, begin, later, replace } = folder;
const today = () => folder.clock.toISOString().slice(0, 10);
const watched = async () => (await readWatch(folder.dir)).map(({ id }) => id);
const lastFetched = () => folder.source.asked.at(-1)?.kpis;
const ask = (...ids: string[]) => addAsked(folder.dir, today(), ids);

describe('a KPI that a reader has chosen', () => {
  beforeEach(async () => {
    await begin();
    folder.source.valueList.push(value('N00003 2305 2024', 7));
    await run({ kind: 'kpis', kpis: ['N00003'], groups: ['G176508'] });
    await ask('N00003', 'G176508', 'N21006');
  });

  test('leaves the watch list when nobody has asked for it in 90 days, and keeps its values', async () => {
    later(keptDays * 24);
    await run();
    expect(lastFetched()).toContain('N00003');
    later(24);
    await run();
    expect(lastFetched()).toEqual(['N21006', 'U21468']);
    expect(folder.source.asked.at(-1)?.areas).not.toContain('G176508');
    expect(await watched()).toEqual([]);
    expect(await observationsIn(folder.dir, 3)).toContain('N00003 2305 2024 T=7.0');
  });

  test('stays gone when the release’s copy is all that is left, and a newer release has none', async () => {
    later((keptDays + 1) * 24);
    await run();
    replace('N21006 2305 2024 T', 5);
    await run();
    expect(await queryRelease(folder.dir, 'FROM watch')).toEqual([]);
    await rm(join(folder.dir, watchFile));
    await run();
    expect(lastFetched()).toEqual(['N21006', 'U21468']);
  });

  test('comes back with the next refresh when somebody asks for it again', async () => {
    later((keptDays + 1) * 24);
    await run();
    later(24 * 30);
    await run();
    expect(await watched()).toEqual([]);
    await ask('N00003');
    folder.source.valueList.push(value('N00003 2305 2025', 8));
    await run();
    expect(await watched()).toEqual(['N00003']);
    expect(lastFetched()).toContain('N00003');
    expect(await observationsIn(folder.dir, 4)).toContain('N00003 2305 2025 T=8.0');
  });

  test('stays for as long as somebody asks now and then', async () => {
    for (let quarter = 0; quarter < 3; quarter++) {
      later(80 * 24);
      await ask('N00003');
      await run();
    }
    expect(await watched()).toEqual(['N00003']);
  });

  test('stays where nobody has counted, or the count has been lost', async () => {
    later(200 * 24);
    for (const text of [undefined, '{"half']) {
      const path = join(folder.dir, askedFile);
      await (text === undefined ? rm(path) : writeFile(path, text));
      await run();
      expect(await watched()).toEqual(['N00003', 'G176508']);
    }
    await ask('N21006');
    later(keptDays * 24);
    await run();
    expect(await watched()).toEqual(['N00003', 'G176508']);
  });

  test('is not lost with watch.json, not even to another fetch on demand', async () => {
    await rm(join(folder.dir, watchFile));
    await run({ kind: 'kpis', kpis: ['U21468'] });
    expect(await watched()).toEqual(['G176508', 'N00003', 'U21468']);
    expect((await readWatch(folder.dir))[1]?.addedAt).toBe('2026-11-22T10:00:00.000Z');
  });

  test('is gone when the list has been emptied by hand', async () => {
    await writeFile(join(folder.dir, watchFile), '[]');
    await run();
    expect(lastFetched()).toEqual(['N21006', 'U21468']);
  });
});

test('what is asked for is added to what other processes wrote, and old days are left out', async () => {
  await addAsked(folder.dir, '2026-01-01', ['N00001', 'N00002']);
  await addAsked(folder.dir, '2026-01-02', ['N00002']);
  const last = { N00001: '2026-01-01', N00002: '2026-01-02' };
  expect(await readAsked(folder.dir)).toEqual({ since: '2026-01-01', last });
  await addAsked(folder.dir, '2026-04-03', ['G1']);
  const later = { N00002: '2026-01-02', G1: '2026-04-03' };
  expect((await readAsked(folder.dir))?.last).toEqual(later);
});

test('nothing asked for, added or curated in 90 days ever leaves, and nothing is ever forgotten', () => {
  const day = fc
    .integer({ min: 0, max: 400 })
    .map((days) => new Date(Date.parse('2026-11-25') - days * 86_400_000).toISOString());
  const ids = fc.uniqueArray(fc.constantFrom('N00001', 'N00002', 'N00003', 'N00004', 'N00005'));
  const entries = ids.chain((list) => fc.tuple(...list.map((id) => day.map((at) => ({ id, at })))));
  fc.assert(
    fc.property(entries, entries, entries, day, ids, (on, off, last, since, curated) => {
      const watch = on.map(({ id, at }) => ({ kind: 'kpi', id, addedAt: at }) as const);
      const left = off.map(({ id, at }) => ({ kind: 'kpi', id, addedAt: at, leftAt: at }) as const);
      const days = Object.fromEntries(last.map(({ id, at }) => [id, at.slice(0, 10)]));
      const asked = { since: since.slice(0, 10), last: days };
      const now = '2026-11-25T12:00:00.000Z';
      const after = judge({ watch, left }, { asked, now, curated: new Set(curated) });
      const isYoung = (at = '') => at >= '2026-08-27';
      for (const { id, addedAt } of watch) {
        const stays =
          isYoung(since) || isYoung(addedAt) || isYoung(days[id]) || curated.includes(id);
        expect(after.watch.some((one) => one.id === id)).toBe(stays);
      }
      const before = new Set([...watch, ...left].map(({ id }) => id));
      expect(new Set([...after.watch, ...after.left].map(({ id }) => id))).toEqual(before);
      expect(new Set(after.watch.map(({ id }) => id)).size).toBe(after.watch.length);
    }),
  );
});
