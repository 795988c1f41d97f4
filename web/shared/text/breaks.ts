import type { MeasureBreak } from '../measure/measure-types.ts';

/** Breaks that fall inside the years shown. */
export function breaksWithin(
  kpi: { readonly breaks: readonly MeasureBreak[] },
  years: readonly number[],
): readonly MeasureBreak[] {
  const [first, last] = [years.at(0), years.at(-1)];
  if (first === undefined || last === undefined) return [];
  return kpi.breaks.filter(({ year }) => first < year && year <= last);
}

/** What changed, as a sentence: `IB-elever räknas inte med från 2021.` */
export function breakText({ text }: MeasureBreak): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}

/** Years in which a survey was not made at all, by KPI. */
export const surveysNotMade: Readonly<Record<string, readonly number[]>> = { U21468: [2021] };
