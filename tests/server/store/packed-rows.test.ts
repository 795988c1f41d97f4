import { expect, test } from 'vitest';
import { packRows } from '../../../server/store/packed-rows.ts';

interface Row {
  readonly area: number;
  readonly year: number;
  readonly gender: number;
  readonly value: number | null;
  readonly status: string;
  readonly source: number;
}

const row: Row = { area: 1, year: 2024, gender: 1, value: 1, status: '', source: 0 };

test('rows come by area as asked, year and T K M, in whatever order they and the genders were given', async () => {
  const chunks = [
    [
      { ...row, area: 2 },
      { ...row, gender: 3 },
      { ...row, gender: 1 },
    ],
    [
      { ...row, gender: 2 },
      { ...row, year: 2009, gender: 3 },
    ],
  ];
  const packed = await packRows(answer(chunks), ['M', 'T', 'K']);
  expect(rowsOf(packed).map(({ area, year, gender }) => [area, year, gender])).toEqual([
    [0, 2009, 'K'],
    [0, 2024, 'T'],
    [0, 2024, 'K'],
    [0, 2024, 'M'],
    [1, 2024, 'M'],
  ]);
});

test('a value, a zero, a gap and what is said of it stay what they were', async () => {
  const given = [
    { value: 5e-324, status: '', source: 65_535 },
    { value: 0, status: '', source: 0 },
    { value: null, status: 'Private', source: 1 },
    { value: null, status: '', source: 2 },
    { value: null, status: 'Missing', source: 3 },
    { value: null, status: 'Private', source: 4 },
  ];
  const packed = await packRows(
    answer([given.map((rest, index) => ({ ...row, ...rest, year: 2000 + index }))]),
    ['T'],
  );
  expect(rowsOf(packed)).toEqual(
    given.map((rest, index) => ({ area: 0, year: 2000 + index, gender: 'T', ...rest })),
  );
});

test.each([2, 4])('an answer of three rows that said %i is refused', async (rowCount) => {
  const three = { ...answer([[row, row], [row]]), rowCount };
  await expect(packRows(three, ['T'])).rejects.toThrow(`3 of ${rowCount} rows`);
});

function rowsOf({ rowCount, row: at }: Awaited<ReturnType<typeof packRows>>) {
  return Array.from({ length: rowCount }, (_, place) => at(place));
}

/** As DuckDB answers `comparison.sql`. */
function answer(chunks: readonly (readonly Row[])[]): Parameters<typeof packRows>[0] {
  const cellsOf = (rows: readonly Row[]) => {
    const cell =
      <Name extends keyof Row>(name: Name) =>
      (at: number) =>
        (rows[at] ?? row)[name];
    return {
      rowCount: rows.length,
      of: {
        area: cell('area'),
        year: cell('year'),
        gender: cell('gender'),
        value: cell('value'),
        status: cell('status'),
        source: cell('source'),
      },
    };
  };
  return {
    rowCount: chunks.flat().length,
    chunkCount: chunks.length,
    chunk: () => [],
    cells: (index) => cellsOf(chunks[index] ?? []),
  };
}
