/** The years in which each area has a value, by area. */
export type ReportedYears = ReadonlyMap<string, ReadonlySet<number>>;

/**
 * What `senaste` means for one KPI: the latest year in which at least two thirds of the areas
 * that have ever reported have a value. An area without any value is not counted.
 *
 * @returns undefined when no area has a value, or no year is common enough
 */
export function latestCommonYear(reported: ReportedYears): number | undefined {
  const areasByYear = new Map<number, number>();
  let reporting = 0;
  for (const years of reported.values()) {
    if (years.size > 0) reporting += 1;
    for (const year of years) areasByYear.set(year, (areasByYear.get(year) ?? 0) + 1);
  }
  const common = [...areasByYear].filter(([, areas]) => areas * 3 >= reporting * 2);
  return common.length === 0 ? undefined : Math.max(...common.map(([year]) => year));
}
