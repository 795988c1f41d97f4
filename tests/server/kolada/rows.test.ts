import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRows } from '../../../server/kolada/rows.ts';

const value = { gender: 'T', count: 1, status: '', value: 86.1, isdeleted: false };
const row = { kpi: 'U21468', municipality: '1490', period: 2024, values: [value] };
const expected = {
  kpis: new Set(['U21468']),
  areas: new Set(['1490']),
  areaField: 'municipality',
} as const;

test('a row is flattened, a gap stays null with its status', () => {
  const missing = { ...value, gender: 'K', count: 0, status: ' Missing\u0000', value: null };
  const { values } = readRows([{ ...row, values: [value, missing] }], expected);
  const common = { kpi: 'U21468', area: '1490', year: 2024, isDeleted: false };
  expect(values).toEqual([
    { ...common, gender: 'T', count: 1, status: '', value: 86.1 },
    { ...common, gender: 'K', count: 0, status: 'Missing', value: null },
  ]);
});

test.each([
  ['kpi', { ...row, kpi: 'N21006' }],
  ['municipality', { ...row, municipality: '2305' }],
  ['municipality', { ...row, municipality: 1490 }],
  ['period', { ...row, period: '2024' }],
  ['period', { ...row, period: 20_241 }],
  ['period', { ...row, period: 2101 }],
  ['period', { ...row, period: 2024.5 }],
  ['values', { ...row, values: null }],
  ['gender', { ...row, values: [value, { ...value, gender: 'X' }] }],
  ['count', { ...row, values: [{ ...value, count: '1' }] }],
  ['count', { ...row, values: [{ ...value, count: 1.5 }] }],
  ['count', { ...row, values: [{ ...value, count: -1 }] }],
  ['count', { ...row, values: [{ ...value, count: 2 ** 32 + 1 }] }],
  ['status', { ...row, values: [{ ...value, status: 3 }] }],
  ['value', { ...row, values: [{ ...value, value: '86,1' }] }],
  ['value', { ...row, values: [{ ...value, value: undefined }] }],
  ['isdeleted', { ...row, values: [{ ...value, isdeleted: 'no' }] }],
  ['object', 17],
])('a row with a wrong %s is left out whole, its neighbours kept', (field, wrong) => {
  const result = readRows([row, wrong, row], expected);
  expect(result.values).toHaveLength(2);
  expect(result.rejected).toBe(1);
  expect(result.reason).toContain(field);
});

test('whatever JSON comes, every value that passes is of the type it says', () => {
  const anyValue = fc.record(
    {
      gender: fc.constantFrom('T', 'K', 'X', null),
      count: fc.oneof(fc.integer(), fc.double(), fc.string()),
      status: fc.oneof(fc.string(), fc.constant(null)),
      value: fc.oneof(fc.double(), fc.constant(null), fc.string()),
      isdeleted: fc.oneof(fc.boolean(), fc.string()),
    },
    { requiredKeys: [] },
  );
  const anyRow = fc.record(
    {
      kpi: fc.constantFrom('U21468', 'N1', 4),
      municipality: fc.constantFrom('1490', '2305', null),
      period: fc.oneof(fc.integer({ min: 1890, max: 2210 }), fc.double()),
      values: fc.oneof(fc.array(anyValue), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(anyRow, fc.jsonValue())), (rows) => {
      const result = readRows(rows, expected);
      for (const each of result.values) {
        expect(each.kpi).toBe('U21468');
        expect(each.area).toBe('1490');
        expect(Number.isInteger(each.year)).toBe(true);
        expect(each.value === null || Number.isFinite(each.value)).toBe(true);
        expect(typeof each.isDeleted).toBe('boolean');
        // What it is kept in.
        expect(new Int32Array([each.count])[0] === each.count).toBe(true);
      }
      expect(result.rejected).toBeLessThanOrEqual(rows.length);
    }),
    { seed: 1, numRuns: 300 },
  );
});
