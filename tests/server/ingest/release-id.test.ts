import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareReleaseIds, nextReleaseId } from '../../../server/ingest/release-id.ts';

test('a release is named by the day in Sweden, not in UTC', () => {
  expect(nextReleaseId(new Date('2026-11-22T23:30:00Z'), [])).toBe('2026-11-23.1');
  expect(nextReleaseId(new Date('2026-06-30T21:59:59Z'), [])).toBe('2026-06-30.1');
  expect(nextReleaseId(new Date('2026-06-30T22:00:00Z'), [])).toBe('2026-07-01.1');
});

test('numbers are counted, not sorted as text', () => {
  const used = ['2026-11-22.9', '2026-11-22.10', '2026-11-21.30'];
  expect(nextReleaseId(new Date('2026-11-22T12:00:00Z'), used)).toBe('2026-11-22.11');
});

test('ids grow whatever the clock does', () => {
  const time = fc.date({
    min: new Date('2020-01-01'),
    max: new Date('2040-01-01'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(fc.array(time, { maxLength: 20 }), (times) => {
      const used: string[] = [];
      for (const now of times) used.push(nextReleaseId(now, used));
      expect(used).toEqual(used.toSorted(compareReleaseIds));
      expect(new Set(used).size).toBe(used.length);
    }),
  );
});
