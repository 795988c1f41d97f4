import { describe, expect, test } from 'vitest';
import type { FaultKind, RewriteKind } from '../../../../server/demo/simulated-kolada/faults.ts';
import { readLastRefresh } from '../../../../server/store/last-refresh.ts';
import { readPointer } from '../../../../server/store/pointer.ts';
import { judgedKpis, useJudgedKolada } from '../../../support/judged-kolada.ts';

const judged = useJudgedKolada();
const { run, held, values } = judged;
const toData = { path: /\/data\// };
const spoil = (fault: FaultKind) => judged.kolada.setFault({ ...fault, when: toData });

/** A revision in another KPI that must be published all the same. */
function reviseElsewhere(): string {
  judged.kolada.revise({ kpi: 'U21462', area: '0184', year: 2023, gender: 'T', value: 31.5 });
  return 'U21462 0184 2023 T=31.5';
}

async function expectHealed(): Promise<void> {
  judged.kolada.setFault(undefined);
  expect(await run()).toMatchObject({ alarms: [] });
  expect([...(await held()).keys()]).toEqual([]);
}

describe('everything at once is held whole', () => {
  test.each<FaultKind>([
    { kind: 'all-null' },
    { kind: 'one-value', value: 0 },
    { kind: 'one-value', value: 42 },
    { kind: 'drop-rows', share: 0.4 },
    { kind: 'shift-years', by: 1 },
    { kind: 'shift-years', by: -1 },
    { kind: 'shift-areas' },
    { kind: 'scale', factor: 1000 },
    { kind: 'scale', factor: 0.001 },
    { kind: 'scale', factor: -1 },
    { kind: 'scale', factor: 1.03 },
  ])('%j: nothing is published, and every KPI is named', async (fault) => {
    const [before, pointer] = [await values(), await readPointer(judged.dir)];
    reviseElsewhere();
    spoil(fault);
    expect(await run()).toMatchObject({ kind: 'failed', reason: 'implausible' });
    expect(await values()).toEqual(before);
    expect(await readPointer(judged.dir)).toEqual(pointer);
    expect([...(await held()).keys()]).toEqual(judgedKpis);
    await expectHealed();
    expect(await values()).not.toEqual(before);
  });
});

describe('one KPI is held, and the others are published', () => {
  test.each<[Exclude<RewriteKind, { kind: 'short-list' }>, string]>([
    [{ kind: 'all-null' }, 'many-vanished'],
    [{ kind: 'one-value', value: 0 }, 'all-zero'],
    [{ kind: 'drop-rows', share: 0.4 }, 'many-vanished'],
    [{ kind: 'drop-rows', share: 1 }, 'no-rows'],
    [{ kind: 'drop-genders' }, 'many-vanished'],
    [{ kind: 'shift-years', by: 1 }, 'year-shifted'],
    [{ kind: 'swap-genders' }, 'gender-swapped'],
    [{ kind: 'scale', factor: 1000 }, 'level'],
    [{ kind: 'scale', factor: 100 }, 'level'],
    [{ kind: 'scale', factor: 0.01 }, 'level'],
  ])('%j', async (fault, code) => {
    const before = await values();
    const revised = reviseElsewhere();
    spoil({ ...fault, kpi: 'U21468' });
    const outcome = await run();
    expect(outcome).toMatchObject({ kind: 'published' });
    const after = await values();
    const of = (lines: readonly string[]) => lines.filter((line) => line.startsWith('U21468'));
    expect(of(after)).toEqual(of(before));
    expect(after).toContain(revised);
    const entry = (await held()).get('U21468');
    expect(entry?.faults.map((one) => one.code)).toContain(code);
    expect(entry?.values).toBeGreaterThan(50);
    expect(entry?.sample.length).toBeGreaterThan(5);
    expect([...(await held()).keys()]).toEqual(['U21468']);
    expect(await readLastRefresh(judged.dir)).toMatchObject({ reason: 'kept-old-values' });
    await expectHealed();
  });
});

test('a kommun that is gone from every KPI is held, and the others are published', async () => {
  const before = await values();
  const revised = reviseElsewhere();
  spoil({ kind: 'drop-area', area: '2305' });
  expect(await run()).toMatchObject({ kind: 'published' });
  const after = await values();
  const of = (lines: readonly string[]) => lines.filter((line) => line.includes(' 2305 '));
  expect(of(before).length).toBeGreaterThan(50);
  expect(of(after)).toEqual(of(before));
  expect(after).toContain(revised);
  const faults = [...(await held()).values()].flatMap((entry) => entry.faults);
  expect(new Set(faults.map(({ area }) => area))).toEqual(new Set(['2305']));
  await expectHealed();
});

describe('what an answer says twice', () => {
  const twins = (['before', 'after', 'last'] as const).map((place) => ({
    kind: 'conflicting-rows' as const,
    rows: 3,
    place,
    kpi: 'N21006',
  }));

  test.each(twins)('and not alike keeps the old value: $place', async (fault) => {
    const before = await values();
    spoil(fault);
    expect(await run()).toMatchObject({
      kind: 'unchanged',
      alarms: [{ kpi: 'N21006', code: 'conflicting-values' }],
    });
    expect(await values()).toEqual(before);
    await expectHealed();
  });

  test('and not alike is the same in every order', async () => {
    const said = [];
    for (const fault of twins) {
      spoil(fault);
      await run();
      said.push((await held()).get('N21006'));
    }
    expect(new Set(said.map((entry) => JSON.stringify(entry))).size).toBe(1);
    expect(said[0]?.sample[0]?.answers).toHaveLength(2);
  });

  test('and alike is said once', async () => {
    const before = await values();
    spoil({ kind: 'equal-rows', rows: 5 });
    expect(await run()).toMatchObject({ kind: 'unchanged', alarms: [] });
    expect(await values()).toEqual(before);
  });
});

describe('another name', () => {
  test('holds title and values until an honest answer comes', async () => {
    const [before, title] = [await values(), await judged.title('N21006')];
    judged.kolada.renameKpi('N21006', 'Antal hästar i kommunen');
    judged.kolada.revise({ kpi: 'N21006', area: '2305', year: 2024, gender: 'T', value: 17 });
    const revised = reviseElsewhere();
    expect(await run()).toMatchObject({ alarms: [{ kpi: 'N21006', code: 'retitled' }] });
    expect(await judged.title('N21006')).toBe(title);
    expect(await values()).toContain(revised);
    expect((await values()).filter((line) => line.startsWith('N21006'))).toEqual(
      before.filter((line) => line.startsWith('N21006')),
    );
    expect((await held()).get('N21006')?.titles).toMatchObject({
      after: { title: 'Antal hästar i kommunen' },
    });
    judged.kolada.renameKpi('N21006', title);
    await expectHealed();
    expect(await values()).toContain('N21006 2305 2024 T=17.0');
  });

  test.each([
    'KOSTNAD  hemtjänst äldreomsorg - kr/hemtjänsttagare',
    'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare (- 2024)',
  ])('that is the same name is taken: %s', async (title) => {
    judged.kolada.renameKpi('N21006', title);
    expect(await run()).toMatchObject({ kind: 'published', alarms: [] });
    expect(await judged.title('N21006')).toBe(title.replaceAll('  ', ' '));
  });

  test.each([
    'Kostnad hemtjänst äldreomsorg, tkr/hemtjänsttagare',
    'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare (%)',
  ])('that is another unit is held: %s', async (title) => {
    judged.kolada.renameKpi('N21006', title);
    expect(await run()).toMatchObject({ kind: 'unchanged', alarms: [{ code: 'retitled' }] });
  });
});

describe('digits that nobody is shown', () => {
  test('make no release', async () => {
    const before = await values();
    spoil({ kind: 'scale', factor: 1 + 1e-12 });
    expect(await run()).toMatchObject({ kind: 'unchanged', alarms: [] });
    expect(await values()).toEqual(before);
  });

  test('do not hide a real change in the same answer', async () => {
    const before = await values();
    const revised = reviseElsewhere();
    spoil({ kind: 'scale', factor: 1 + 1e-12 });
    expect(await run()).toMatchObject({ kind: 'published', alarms: [] });
    const changed = (await values()).filter((line) => !before.includes(line));
    // With the kommun Riket's mean changes too, and nothing else.
    expect(changed.map((line) => line.split('=')[0])).toEqual([
      'U21462 0000 2023 T',
      revised.split('=')[0],
    ]);
  });

  test('add up from what is held, so that many small steps are seen', async () => {
    const key = { kpi: 'U21468', area: '1490', year: 2023, gender: 'T' } as const;
    const start = 80;
    judged.kolada.revise({ ...key, value: start });
    await run();
    const shown: string[] = [];
    for (let step = 1; step <= 12; step++) {
      judged.kolada.revise({ ...key, value: start + step * 0.01 });
      await run();
      const line = (await values()).find((one) => one.startsWith('U21468 1490 2023 T='));
      shown.push(String(line?.split('=')[1]));
    }
    expect([...new Set(shown)]).toEqual(['80.0', '80.06']);
  });
});

test('a list that ends too early is held, with a way out', async () => {
  const before = await values();
  judged.kolada.setFault({ kind: 'short-list', share: 0.5, when: { path: /\/municipality\?/ } });
  expect(await run()).toMatchObject({ kind: 'failed', reason: 'implausible' });
  expect((await held()).get('katalog')).toMatchObject({
    state: 'open',
    faults: [{ code: 'area-list-shrunk', values: 6, of: 11 }],
  });
  expect(await values()).toEqual(before);
  await expectHealed();
});
