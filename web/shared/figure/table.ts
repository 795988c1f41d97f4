import type { Area } from '../area.ts';
import type { Difference } from '../text/difference.ts';
import { changeFacts } from '../text/finding-change.ts';
import { genderGaps } from '../text/finding-gender.ts';
import { genderLabel } from '../text/measure.ts';
import { areaColumn, cellText, columnText, missingText } from '../text/table-text.ts';
import type { KpiFacts } from './facts.ts';
import type { FigureTable, FigureTableRow } from './figure.ts';

type Cell = FigureTableRow['cells'][number];

/** Areas in the order asked against the years shown, with the change when there are two. */
export function yearTable(facts: KpiFacts, caption: string): FigureTable {
  const { years } = facts;
  const [first, last] = [years.at(0), years.at(-1)];
  const pair =
    years.length === 2 && first !== undefined && last !== undefined
      ? changeFacts(facts, first, last).changes
      : undefined;
  return tableOf(facts, caption, {
    columns: [...years.map(String), ...(pair === undefined ? [] : [columnText.change])],
    cells: (area) => [
      ...years.map((year) => valueCell(facts, area, year)),
      ...(pair === undefined ? [] : [differenceCell(pair.find((one) => one.area === area))]),
    ],
  });
}

/** Women, men and the gap between them in one year. */
export function genderTable(facts: KpiFacts, caption: string, year: number): FigureTable {
  const gaps = genderGaps(facts, year);
  return tableOf(facts, caption, {
    columns: [genderLabel('K'), genderLabel('M'), columnText.gap],
    cells: (area) => [
      cellOf(facts, area, year, 'K'),
      cellOf(facts, area, year, 'M'),
      differenceCell(gaps.find((gap) => gap.area === area)),
    ],
  });
}

/** @param build column headings after the first, and the cells of one area's row */
export function tableOf(
  facts: Pick<KpiFacts, 'areas' | 'focus'>,
  caption: string,
  build: {
    readonly columns: readonly string[];
    readonly cells: (area: Area) => readonly Cell[];
  },
): FigureTable {
  return {
    caption,
    columns: [areaColumn(facts.areas), ...build.columns],
    rows: facts.areas.map((area) => ({
      area: area.id,
      name: area.name,
      isFocus: area === facts.focus,
      cells: build.cells(area),
    })),
  };
}

export function valueCell(facts: KpiFacts, area: Area, year: number): Cell {
  return cellOf(facts, area, year, facts.gender);
}

function cellOf(facts: KpiFacts, area: Area, year: number, gender: KpiFacts['gender']): Cell {
  const observation = facts.cell(area.id, year, gender);
  return { text: cellText(observation, facts.kpi.form), value: observation?.value ?? null };
}

function differenceCell(difference: Difference | undefined): Cell {
  if (difference === undefined) return { text: missingText, value: null };
  const { amount, exact, text } = difference;
  return { text: amount === 0 ? '±0' : `${amount > 0 ? '+' : '−'}${text}`, value: exact };
}
