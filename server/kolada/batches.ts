import { maxIdsPerList, type DataPath } from './endpoints.ts';

/** Consecutive pieces of at most `size`, repeats left out. */
export function chunks<T>(list: readonly T[], size = maxIdsPerList): readonly (readonly T[])[] {
  const unique = [...new Set(list)];
  return Array.from({ length: Math.ceil(unique.length / size) }, (_, index) =>
    unique.slice(index * size, (index + 1) * size),
  );
}

/**
 * Every combination of the lists given, each list at most 25 long; a list not given stays out of
 * the path. An empty list gives no batch at all: nothing asked, nothing fetched.
 */
export function dataBatches(query: DataPath): readonly DataPath[] {
  const kpis = pieces(query.kpis);
  const areas = pieces(query.areas);
  const ous = pieces(query.ous);
  const years = pieces(query.years);
  return kpis.flatMap((kpi) =>
    areas.flatMap((area) =>
      ous.flatMap((ou) =>
        years.map((year) => ({
          ...(kpi && { kpis: kpi }),
          ...(area && { areas: area }),
          ...(ou && { ous: ou }),
          ...(year && { years: year }),
          ...(query.fromDate !== undefined && { fromDate: query.fromDate }),
        })),
      ),
    ),
  );
}

function pieces<T>(list: readonly T[] | undefined): readonly (readonly T[] | undefined)[] {
  return list ? chunks(list) : [undefined];
}
