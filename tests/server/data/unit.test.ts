import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { loadCuratedKpis } from '../../../server/data/kpis.ts';
import { isDiscontinued, loadUnitOverrides, unitOf } from '../../../server/data/unit.ts';

const root = join(import.meta.dirname, '../../..');
const unit = (title: string) => unitOf({ id: 'X00000', title }, new Map());

test.each([
  ['Kostnad hemtjänst äldreomsorg, kr/inv 80+', 'kr'],
  ['Nettokostnadsavvikelse äldreomsorg, (%)', '%'],
  ['Brukarbedömning, andel (%) (-2024)', '%'],
  ['Personalkontinuitet, antal personal som möts under 14 dagar, medelvärde (- 2024)', 'antal'],
  ['Färre än 30 svarande ( Ja=1, Nej=0)', 'flag'],
  ['GPS-larm finns, (Breddinfört=2, testverksamhet=1, Nej=0)', ''],
  ['Beviljade antal hemtjänsttimmar per brukare, timmar/hemtjänsttagare', 'timmar'],
  ['Medarbetarengagemang (HME) - Totalindex', 'index'],
  ['HME, index för påståendet Mitt arbete känns meningsfullt.', 'index'],
  ['Bruttoregionprodukt, tkr', 'tkr'],
  ['Utsläpp av växthusgaser, ton CO2e/inv', 'ton'],
  ['Bostad, kr/kvm BRA', 'kr'],
  ['Bredband, Mbit/s', 'Mbit/s'],
  ['Elever i åk 9, meritvärde hemkommun, genomsnitt (17 ämnen)', 'poäng'],
  ['Utrikes födda, balanstal', ''],
])('%s is in "%s"', (title, expected) => {
  expect(unit(title)).toBe(expected);
});

test('a table settles what the title does not tell', () => {
  expect(unitOf({ id: 'X00000', title: 'Utan enhet' }, new Map([['X00000', 'kr']]))).toBe('kr');
});

test('the curated units are what the titles say, or the table where they mislead', () => {
  const overrides = loadUnitOverrides(join(root, 'data'));
  for (const kpi of loadCuratedKpis(join(root, 'data'))) {
    expect([kpi.id, unitOf(kpi, overrides)]).toEqual([kpi.id, kpi.unit]);
  }
});

test('a year after a dash in parentheses says that no more will come', () => {
  expect(isDiscontinued('Personalkontinuitet, median (- 2024)')).toBe(true);
  expect(isDiscontinued('Befolkning (-1997)')).toBe(true);
  expect(isDiscontinued('Invånare 0-19 år, andel (%)')).toBe(false);
});

const catalogue = join(root, '../shared/kolada/kpi.json');

test('nearly every KPI of the real catalogue has a unit, where that catalogue is at hand', ({
  skip,
}) => {
  if (!existsSync(catalogue)) skip(`${catalogue} is not here`);
  const kpis = z
    .array(z.object({ id: z.string(), title: z.string() }))
    .parse(JSON.parse(readFileSync(catalogue, 'utf8')));
  const overrides = loadUnitOverrides(join(root, 'data'));
  const without = kpis.filter((kpi) => unitOf(kpi, overrides) === '');
  expect(without.length / kpis.length).toBeLessThan(0.02);
  const ids = new Set(kpis.map(({ id }) => id));
  expect([...overrides.keys()].filter((id) => !ids.has(id))).toEqual([]);
});
