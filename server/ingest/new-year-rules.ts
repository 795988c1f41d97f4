import { genders } from '../../web/shared/comparison/comparison.ts';
import type { Cell, KpiCells } from './judge-cells.ts';
import { isGrown, isSameNumber, isTurned, ratioOf, rowOf } from './judge-cells.ts';
import { leapFactor, levelFactor, limits, ownWay } from './judge-limits.ts';
import type { NewYears } from './new-years.ts';
import { newYearsOf } from './new-years.ts';
import type { Rule } from './rule.ts';

/** Values where there were none, beside the nearest year before them and the KPI's own way. */
export function newYearRules(kpi: KpiCells, isFlag: boolean): Rule[] {
  const news = newYearsOf(kpi);
  if (news === undefined) return [];
  const { cells, earlierOf, isNewYear, wayOf, gapsOf, commonestOf } = news;
  const step = (cell: Cell) => ({ before: earlierOf(cell), after: cell.after });
  const hadSome = (cell: Cell) => (earlierOf(cell) ?? 0) !== 0;
  const ratioWas = (cell: Cell) => ratioOf(step(cell));
  const zero = Math.max(...genders.map((gender) => wayOf(gender).zero));
  const distinct = lazyDistinct(news);
  const rules: readonly Rule[] = [
    {
      limit: limits.newLevel,
      canShow: hadSome,
      shows: (cell) => ratioWas(cell) >= leapFactor,
    },
    ...(['up', 'down'] as const).map((way): Rule => ({
      limit: limits.newMedian,
      canShow: (cell) => hadSome(cell) && isNewYear(cell) && wayOf(cell.gender)[way] < ownWay.leaps,
      shows: (cell) => ratioWas(cell) >= levelFactor && isGrown(step(cell)) === (way === 'up'),
    })),
    {
      // Where half are 0 each year, three quarters may be once.
      limit: { ...limits.newZero, ofPart: (1 + zero) / 2 },
      canShow: (cell) => hadSome(cell) && !isFlag && wayOf(cell.gender).zero <= ownWay.zero,
      shows: ({ after }) => after === 0,
    },
    {
      limit: limits.newSign,
      canShow: hadSome,
      shows: (cell) => isTurned(step(cell)),
    },
    {
      limit: limits.newCopy,
      canShow: (cell) =>
        hadSome(cell) &&
        isNewYear(cell) &&
        wayOf(cell.gender).equalTo(earlierOf(cell) ?? 0) <= ownWay.equal,
      shows: (cell) => isSameNumber(earlierOf(cell) ?? 0, cell.after ?? 0),
    },
    {
      limit: limits.newConstant,
      canShow: (cell) =>
        earlierOf(cell) !== null && isNewYear(cell) && earlierOf(cell) !== commonestOf(cell),
      shows: (cell) =>
        cell.after !== null &&
        cell.after !== 0 &&
        cell.after === commonestOf(cell) &&
        distinct(cell),
    },
    {
      limit: limits.newSwap,
      canShow: (cell) =>
        (gapsOf(cell)?.[0] ?? 0) !== 0 && wayOf(cell.gender).swapped <= ownWay.swaps,
      shows: (cell) => {
        const [before, after] = gapsOf(cell) ?? [0, 1];
        return before * after <= 0;
      },
    },
  ];
  return rules.map((rule) => ({ ...rule, among: cells }));
}

/** Whether the new values of a cell's year and gender stand beside different ones. */
function lazyDistinct({ cells, earlierOf }: NewYears): (cell: Cell) => boolean {
  let rows: ReadonlyMap<number, number> | undefined;
  const make = () =>
    new Map(
      [...Map.groupBy(cells, rowOf)].map(([row, some]) => [row, new Set(some.map(earlierOf)).size]),
    );
  return (cell) => ((rows ??= make()).get(rowOf(cell)) ?? 0) >= ownWay.different;
}
