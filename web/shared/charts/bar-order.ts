import type { ChartInput, ChartPoint } from '../figure/figure.ts';

/** An area with its values in the order of the slots (years or genders); null where one lacks. */
export interface BarGroup {
  readonly area: string;
  readonly name: string;
  readonly points: readonly ChartPoint[];
}

/**
 * Areas ordered by their last slot's value; equal values keep the order asked, and areas without
 * that value stand last.
 */
export function orderedGroups(
  { points, order = 'descending' }: Pick<ChartInput, 'points' | 'order'>,
  slotOf: (point: ChartPoint) => string,
): BarGroup[] {
  const slots = [...new Set(points.map(slotOf))];
  const groups = [...Map.groupBy(points, ({ area }) => area).values()].flatMap((own) => {
    const first = own[0];
    if (first === undefined) return [];
    const bySlot = new Map(own.map((point) => [slotOf(point), point]));
    return [
      {
        area: first.area,
        name: first.name,
        points: slots.map((slot) => bySlot.get(slot) ?? gap(points, slot, first)),
      },
    ];
  });
  const sign = order === 'ascending' ? 1 : -1;
  return groups.toSorted((a, b) => {
    const left = a.points.at(-1)?.value ?? null;
    const right = b.points.at(-1)?.value ?? null;
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });

  function gap(all: readonly ChartPoint[], slot: string, own: ChartPoint): ChartPoint {
    const { year, gender } = all.find((point) => slotOf(point) === slot) ?? own;
    return { ...own, year, gender, value: null, label: '' };
  }
}
