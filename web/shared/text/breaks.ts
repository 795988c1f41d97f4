/** A year from which a KPI is defined otherwise than before, so that the years do not compare. */
export interface DefinitionBreak {
  /** First year of the new definition. */
  readonly year: number;
  readonly text: string;
}

const monthsToMedian: DefinitionBreak = {
  year: 2021,
  text: 'Från 2021 bygger antalet hemtjänsttagare på en median för varje kommun, tidigare på årets genomsnitt. Värden före och efter 2021 går därför inte att jämföra rakt av.',
};

/** Known breaks by KPI, as told in Kolada's descriptions. */
export const definitionBreaks: Readonly<Record<string, readonly DefinitionBreak[]>> = {
  N21006: [monthsToMedian],
  N21701: [monthsToMedian],
  N21704: [monthsToMedian],
  N21826: [monthsToMedian],
};

/** Breaks that fall inside the years shown. */
export function breaksWithin(kpi: string, years: readonly number[]): readonly DefinitionBreak[] {
  const [first, last] = [years.at(0), years.at(-1)];
  if (first === undefined || last === undefined) return [];
  return (definitionBreaks[kpi] ?? []).filter(({ year }) => first < year && year <= last);
}

/** Years in which a survey was not made at all, by KPI. */
export const surveysNotMade: Readonly<Record<string, readonly number[]>> = { U21468: [2021] };
