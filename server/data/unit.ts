import { z } from 'zod';
import { field } from './fields.ts';
import { assertUnique, readCsv } from './read-csv.ts';

/** How titles end, most telling first. Kolada has no field for the unit (there are 340 endings). */
const rules: readonly (readonly [RegExp, string])[] = [
  [/procentenheter/iu, 'procentenheter'],
  [/\(%|\(\s*procent\s*\)|%$|^procent$|svarsfrekvens/iu, '%'],
  [/^antal\s+(?!\S*(dagar|dygn|timmar|minuter|månader|meter|kr)\b)/iu, 'antal'],
  [/\bpromille\b/iu, 'promille'],
  [/\b(mkr|miljoner kr(onor)?|mnkr)\b/iu, 'mkr'],
  [/\b(tkr|1000 kr|1 000 kr|tusen kr(onor)?)\b/iu, 'tkr'],
  [/\b(kr|kronor)\b/iu, 'kr'],
  [/\b(MWh|GWh|kWh|TWh|MW|kW|Mbit\/s)\b/u, '$1'],
  [/\bton\b/iu, 'ton'],
  [/\bkg\b/iu, 'kg'],
  [/\bgram\b/iu, 'gram'],
  [/\bliter\b/iu, 'liter'],
  [/\bhektar\b/iu, 'hektar'],
  [/\b(kbm|m3|kubikmeter)\b/iu, 'kbm'],
  [/\b(kvm|m2|kvadratmeter)\b/iu, 'kvm'],
  [/\bkvadratkilometer\b/iu, 'kvkm'],
  [/\bkm\b/iu, 'km'],
  [/\bmeter\b/iu, 'meter'],
  [/\btimmar\b/iu, 'timmar'],
  [/\bminuter\b/iu, 'minuter'],
  [/\b(vård)?dagar\b|\bdygn\b/iu, 'dagar'],
  [/\bmånader\b/iu, 'månader'],
  [/^år$/iu, 'år'],
  [/index(poäng)?\b/iu, 'index'],
  [/poäng|meritvärde/iu, 'poäng'],
  [/\bandel\b/iu, '%'],
  [/\bantal\b|\brecept\b/iu, 'antal'],
];

/** Answers coded as numbers, (Ja=1, Nej=0) or (Breddinfört=2, testverksamhet=1, Nej=0). */
const coded = /\b\d\s*=\s*\p{L}|\p{L}\s*=\s*[01]\b/u;
const yesOrNo = /ja\s*=\s*1\D+nej\s*=\s*0|1\s*=\s*ja\D+0\s*=\s*nej/iu;

const discontinuedMark = /\s*\(\s*[-–]\s*\d{4}\s*\)\s*/u;

/**
 * Unit of a KPI's values, read from the end of its title.
 * @param overrides units by KPI id where the title misleads
 * @returns `kr`, `%`, `antal`, `index`, `flag`, …; empty when the title names none
 */
export function unitOf(
  kpi: { readonly id: string; readonly title: string },
  overrides: ReadonlyMap<string, string>,
): string {
  const known = overrides.get(kpi.id);
  if (known !== undefined) return known;
  const title = kpi.title.replace(discontinuedMark, ' ').replace(/\s+/g, ' ').trim();
  if (coded.test(title)) return yesOrNo.test(title) ? 'flag' : '';
  const parts = title.split(', ');
  // The last part that names a unit decides; an earlier one only if the later ones name none.
  for (const part of parts.reverse()) {
    for (const [pattern, unit] of rules) {
      const match = pattern.exec(part);
      if (match) return unit.replace('$1', match[1] ?? '');
    }
  }
  return '';
}

/** True when the title says that no more years will come: "(- 2024)". */
export function isDiscontinued(title: string): boolean {
  return discontinuedMark.test(title);
}

/**
 * Units by KPI id where the title alone misleads.
 * @param dir the data folder
 * @throws {DataFileError}
 */
export function loadUnitOverrides(dir: string): Map<string, string> {
  const schema = z.object({ id: field.kpiId, unit: z.string(), title: field.text });
  const rows = readCsv(dir, 'unit-overrides.csv', schema);
  assertUnique('unit-overrides.csv', rows, (row) => row.id);
  return new Map(rows.map(({ row }) => [row.id, row.unit]));
}
