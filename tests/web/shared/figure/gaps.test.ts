import { expect, test } from 'vitest';
import { figurePage } from '../../../../web/shared/figure/figure-page.ts';
import { answerOf, costKpi, kommuner, satisfactionKpi, today } from '../../../support/answers.ts';

const areas = [kommuner.bracke, kommuner.boras, kommuner.eskilstuna];
const views = ['stapel', 'linje', 'tabell', 'kon'] as const;

test.each(views)('A gap in a table is null and told in words, never zero: %s.', (view) => {
  const kpi = view === 'kon' ? satisfactionKpi : costKpi;
  const genders = view === 'kon' ? (['K', 'M'] as const) : (['T'] as const);
  const observations = genders.flatMap((gender) => [
    { kpi: kpi.id, municipality: '2305', year: 2024, gender, value: 12, status: '' },
    { kpi: kpi.id, municipality: '1490', year: 2024, gender, value: null, status: 'Missing' },
  ]);
  const { figures } = figurePage(answerOf({ kpis: [kpi], areas, observations, view }), {
    events: [],
    today,
  });
  const rows = new Map(figures[0]?.table.rows.map((row) => [row.area, row.cells]));
  for (const { value, text } of rows.get('2305')?.slice(0, genders.length) ?? []) {
    expect([value, text]).toEqual([12, expect.stringMatching(/^12/)]);
  }
  // Borås was asked and lacks a value; Eskilstuna has no row at all.
  for (const area of ['1490', '0484']) {
    expect(rows.get(area)?.length).toBeGreaterThanOrEqual(genders.length);
    for (const { value, text } of rows.get(area) ?? []) {
      expect([value, text]).toEqual([null, 'saknas']);
    }
  }
});
