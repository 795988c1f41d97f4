import { createTestSource, kpi, value, type TestSource } from './ingest-source.ts';

const codes = Array.from({ length: 60 }, (_, index) => String(1000 + index * 7));
const years = Array.from({ length: 12 }, (_, index) => 2013 + index);

/**
 * A Kolada whose answers are known for each number: revision `n` says otherwise than `n - 1` of
 * some values, of one title and of one new year.
 */
export function revisedSource(revision: number): TestSource {
  const source = createTestSource();
  const others = codes.map((id) => ({ id, title: `Kommun ${id}`, type: 'K' as const }));
  source.municipalityList = [...source.municipalityList, ...others];
  source.kpiList = source.kpiList.map((listed) =>
    listed.id === 'N00003' ? kpi('N00003', { title: `Andel i omgång ${revision} (%)` }) : listed,
  );
  source.valueList = [
    ...source.valueList,
    value(`N21006 2305 ${1950 + (revision % 60)}`, revision),
    ...codes.flatMap((area, place) =>
      years.map((year) => {
        const changes = place % 5 === revision % 5;
        return value(`N21006 ${area} ${year}`, place * 100 + year + (changes ? revision * 7 : 0));
      }),
    ),
  ];
  return source;
}

/** What a release made of these answers says of the KPIs they list, as `linesIn` reads a file. */
export function linesOf(source: Pick<TestSource, 'kpiList' | 'valueList'>): string[] {
  return [
    ...source.kpiList.map(({ id, title }) => `${id} ${title}`),
    ...source.valueList.map(
      (row) => `${row.kpi} ${row.area} ${row.year} ${row.gender}=${row.value ?? row.status}`,
    ),
  ].toSorted();
}
