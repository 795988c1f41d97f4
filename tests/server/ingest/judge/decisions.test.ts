import { describe, expect, test } from 'vitest';
import { acceptHeld, refuseHeld } from '../../../../server/review/decide.ts';
import { acquireLock } from '../../../../server/ingest/lock.ts';
import { dataFiles } from '../../../../server/ingest/open-source.ts';
import { createKoladaClient } from '../../../../server/kolada/client.ts';
import { readHeld, type HeldEntry } from '../../../../server/store/held.ts';
import { readPointer } from '../../../../server/store/pointer.ts';
import { readWatch } from '../../../../server/store/watch.ts';
import { judgedKpis, useJudgedKolada } from '../../../support/judged-kolada.ts';
import { observationsIn } from '../../../support/release-rows.ts';

const judged = useJudgedKolada();
const { run, held, values } = judged;
const toData = { path: /\/data\// };

const options = () => ({
  dir: judged.dir,
  dataFiles,
  openSource: () =>
    createKoladaClient({ url: judged.kolada.url, requestsPerSecond: 100_000, connections: 4 }),
  now: () => new Date(),
});

async function entriesOf(...kpis: readonly string[]): Promise<HeldEntry[]> {
  const all = await held();
  return kpis.flatMap((kpi) => all.get(kpi) ?? []);
}

/** The split by gender of one KPI is gone for good, and one value of both is revised. */
async function dropGenders(): Promise<void> {
  judged.kolada.revise({ kpi: 'U21468', area: '1490', year: 2024, gender: 'T', value: 50 });
  judged.kolada.setFault({ kind: 'drop-genders', kpi: 'U21468', when: toData });
  expect(await run()).toMatchObject({ alarms: [{ kpi: 'U21468', code: 'many-vanished' }] });
}

const ofBoras = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith('U21468 1490 2024'));

describe('a split by gender that has gone for good', () => {
  test('is published once it is accepted; the older release stays as it was', async () => {
    const before = await values();
    await dropGenders();
    expect(await values()).toEqual(before);
    const older = (await readPointer(judged.dir))?.number ?? 0;
    const reviewed = await acceptHeld(await entriesOf('U21468'), options());
    expect(reviewed).toMatchObject({ kind: 'done', settled: ['U21468'], changed: [], mended: [] });
    expect(ofBoras(await values())).toEqual(['U21468 1490 2024 T=50.0']);
    expect((await values()).filter((line) => /^U21468 .* [KM]=/.test(line))).toEqual([]);
    expect(ofBoras(await observationsIn(judged.dir, older))).toEqual(ofBoras(before));
    expect(await readHeld(judged.dir)).toMatchObject({
      entries: [],
      decisions: [{ kpi: 'U21468', decision: 'accepted', at: expect.stringMatching(/Z$/) }],
    });
    expect(await readWatch(judged.dir)).toEqual([]);
    expect(await run()).toMatchObject({ kind: 'unchanged', alarms: [] });
  });

  test('is not asked about again once it is refused, until the answer is another', async () => {
    const before = await values();
    await dropGenders();
    const refused = await refuseHeld(await entriesOf('U21468'), options());
    expect(refused).toMatchObject({ kind: 'done', settled: ['U21468'], changed: [] });
    expect(await run()).toMatchObject({ kind: 'unchanged', alarms: [] });
    expect(await values()).toEqual(before);
    expect((await held()).get('U21468')?.state).toBe('refused');
    judged.kolada.revise({ kpi: 'U21468', area: '1490', year: 2024, gender: 'T', value: 55 });
    expect(await run()).toMatchObject({ alarms: [{ kpi: 'U21468' }] });
    expect((await held()).get('U21468')?.state).toBe('open');
  });

  test('stays refused when a daily run asks what has changed, and nothing of it slips in', async () => {
    await dropGenders();
    await refuseHeld(await entriesOf('U21468'), options());
    expect(await run({ kind: 'refresh' })).toMatchObject({ kind: 'unchanged', alarms: [] });
    const before = await values();
    judged.kolada.revise({ kpi: 'U21468', area: '2305', year: 2023, gender: 'T', value: 1 });
    await run({ kind: 'refresh' });
    expect(await values()).toEqual(before);
    expect((await held()).get('U21468')?.state).toBe('open');
    judged.kolada.setFault(undefined);
    expect(await run({ kind: 'refresh' })).toMatchObject({ kind: 'published', alarms: [] });
    expect(await values()).toContain('U21468 2305 2023 T=1.0');
    expect(await held()).toEqual(new Map());
  });

  test('is held anew when Kolada says something else by the time it is accepted', async () => {
    const before = await values();
    await dropGenders();
    const seen = await entriesOf('U21468');
    judged.kolada.revise({ kpi: 'U21468', area: '1490', year: 2024, gender: 'T', value: 5 });
    expect(await acceptHeld(seen, options())).toMatchObject({ settled: [], changed: ['U21468'] });
    expect(await values()).toEqual(before);
    const again = await entriesOf('U21468');
    expect(again[0]?.digest).not.toBe(seen[0]?.digest);
    expect(await acceptHeld(again, options())).toMatchObject({ settled: ['U21468'] });
    expect(ofBoras(await values())).toEqual(['U21468 1490 2024 T=5.0']);
  });
});

test('three of seven KPIs held hold the whole refresh, and all can be accepted at once', async () => {
  const before = await values();
  const renamed = ['U21461', 'U21463', 'U21468'];
  for (const kpi of renamed) judged.kolada.renameKpi(kpi, `Något annat ${kpi}, andel (%)`);
  judged.kolada.revise({ kpi: 'U21462', area: '0184', year: 2023, gender: 'T', value: 31.5 });
  expect(await run()).toMatchObject({ kind: 'failed', reason: 'implausible' });
  expect(await values()).toEqual(before);
  const entries = await entriesOf(...judgedKpis);
  expect(entries.map(({ kpi }) => kpi)).toEqual(renamed);
  expect(await acceptHeld(entries, options())).toMatchObject({ settled: renamed, changed: [] });
  expect(await judged.title('U21468')).toBe('Något annat U21468, andel (%)');
  expect(await run()).toMatchObject({ kind: 'published', alarms: [] });
});

test('a list that has become shorter for good is taken once it is accepted', async () => {
  judged.kolada.setFault({ kind: 'short-list', share: 0.5, when: { path: /\/municipality\?/ } });
  expect(await run()).toMatchObject({ kind: 'failed', reason: 'implausible' });
  const before = await values();
  const entries = await entriesOf('katalog');
  expect(await acceptHeld(entries, options())).toMatchObject({ settled: ['katalog'] });
  // Those that have left the list keep their figures.
  expect(await values()).toEqual(before);
  expect(await run()).toMatchObject({ kind: 'unchanged', alarms: [] });
});

test('an area that loses a little in every KPI, and all in all everything, is held', async () => {
  const kept = (await values()).filter((line) => line.includes(' 2305 '));
  // Four values in each KPI are below what is judged in one alone.
  for (const line of kept) {
    const [kpi = '', area = '', year = '', rest = ''] = line.split(' ');
    const gender = rest.startsWith('K') ? 'K' : rest.startsWith('M') ? 'M' : 'T';
    if (Number(year) < 2022) judged.kolada.withdraw({ kpi, area, year: Number(year), gender });
  }
  await acceptHeld((await run(), await entriesOf(...judgedKpis)), options());
  const few = (await values()).filter((line) => line.includes(' 2305 '));
  expect(few.length).toBeLessThan(kept.length / 2);
  judged.kolada.setFault({ kind: 'drop-area', area: '2305', when: toData });
  await run();
  expect((await values()).filter((line) => line.includes(' 2305 '))).toEqual(few);
  const codes = [...(await held()).values()].flatMap((entry) => entry.faults);
  expect(codes).toContainEqual(expect.objectContaining({ code: 'area-vanished', area: '2305' }));
  judged.kolada.setFault(undefined);
  expect(await run()).toMatchObject({ kind: 'unchanged', alarms: [] });
  expect(await held()).toEqual(new Map());
});

test('while another run holds the lock nothing is decided, and who holds it is said', async () => {
  await dropGenders();
  const entries = await entriesOf('U21468');
  const lock = await acquireLock(judged.dir);
  const locked = { kind: 'failed', reason: 'locked', detail: expect.stringContaining('process') };
  expect(await acceptHeld(entries, options())).toMatchObject(locked);
  expect(await refuseHeld(entries, options())).toMatchObject(locked);
  await lock.release();
  expect((await held()).get('U21468')?.state).toBe('open');
});

test('without Kolada an accepted answer stays held', async () => {
  const before = await values();
  await dropGenders();
  judged.kolada.setFault({ kind: 'status', status: 404 });
  const failed = await acceptHeld(await entriesOf('U21468'), options());
  expect(failed).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/^kolada-/) });
  expect(await values()).toEqual(before);
  expect((await held()).get('U21468')?.state).toBe('open');
});

test('an answer that Kolada has mended before it is accepted is no decision', async () => {
  await dropGenders();
  const entries = await entriesOf('U21468');
  judged.kolada.setFault(undefined);
  // What is honest in the same answer is published all the same.
  expect(await acceptHeld(entries, options())).toMatchObject({ settled: [], mended: ['U21468'] });
  expect((await readHeld(judged.dir)).decisions).toEqual([]);
  expect(ofBoras(await values())).toContain('U21468 1490 2024 T=50.0');
});

describe('two values for one and the same, again and again', () => {
  const twoValues = { kind: 'conflicting-rows', rows: 1, place: 'after', kpi: 'N21006' } as const;
  const contradicted = async () => (await held()).get('N21006')?.sample ?? [];
  const valueOf = async ({ area, year, gender }: HeldEntry['sample'][number]) =>
    (await values()).find((line) => line.startsWith(`N21006 ${area} ${year} ${gender}=`));

  test.each(['first', 'last'] as const)(
    'keep what was, until a human takes the %s, and then that for good',
    async (choice) => {
      judged.kolada.setFault({ ...twoValues, when: toData });
      expect(await run()).toMatchObject({ alarms: [{ code: 'conflicting-values' }] });
      const cells = await contradicted();
      expect(cells.length).toBeGreaterThan(0);
      const old = await Promise.all(cells.map(valueOf));
      const entries = await entriesOf('N21006');
      expect(await acceptHeld(entries, options())).toMatchObject({ contradicted: ['N21006'] });
      expect(await Promise.all(cells.map(valueOf))).toEqual(old);

      const chosen = await acceptHeld(
        await entriesOf('N21006'),
        options(),
        new Map([['N21006', choice]]),
      );
      expect(chosen).toMatchObject({ settled: ['N21006'], contradicted: [], changed: [] });
      const now = (await Promise.all(cells.map(valueOf))).map((line) =>
        Number(line?.split('=')[1]),
      );
      expect(now).toEqual(cells.map(({ answers }) => answers?.at(choice === 'first' ? 0 : -1)));
      expect(await run()).toMatchObject({ kind: 'unchanged', alarms: [] });
      expect(await held()).toEqual(new Map());

      judged.kolada.setFault(undefined);
      await run();
      expect(await Promise.all(cells.map(valueOf))).toEqual(old);
    },
  );

  test('are asked about again when they are two others', async () => {
    judged.kolada.setFault({ ...twoValues, when: toData });
    await run();
    await acceptHeld(await entriesOf('N21006'), options(), new Map([['N21006', 'first']]));
    judged.kolada.setFault({ ...twoValues, rows: 2, when: toData });
    expect(await run()).toMatchObject({ alarms: [{ code: 'conflicting-values' }] });
  });
});
