import fc from 'fast-check';
import { expect, test } from 'vitest';
import { standardLanes } from '../../../server/http/budget.ts';
import { costOf } from '../../../server/http/comparison-cost.ts';
import { defaultComparison, views } from '../../../web/shared/comparison/comparison.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index));
const comparisons = fc.record({
  kpis: fc.integer({ min: 1, max: 25 }).map(ids),
  areas: fc.integer({ min: 1, max: 60 }).map(ids),
  view: fc.constantFrom(...views),
  genders: fc.constantFrom(['T'], ['T', 'K', 'M'] as const),
  years: fc.constantFrom(
    undefined,
    { kind: 'latest' } as const,
    { kind: 'years', years: [2022, 2024] } as const,
    { kind: 'range', from: 1900, to: 2100 } as const,
  ),
});
const laneOf = (cost: number) => standardLanes.findIndex(({ upTo }) => cost <= upTo);

test('more measures, areas or drawings never cost less', () => {
  fc.assert(
    fc.property(comparisons, fc.constantFrom(0, 1, 2), (more, drawings) => {
      const comparison = { ...defaultComparison, ...more };
      const cost = costOf(comparison, drawings);
      const wider = { ...comparison, areas: [...comparison.areas, 'x'] };
      const longer = { ...comparison, kpis: [...comparison.kpis, 'x'] };
      expect(cost).toBeGreaterThan(0);
      expect(costOf(wider, drawings)).toBeGreaterThanOrEqual(cost);
      expect(costOf(longer, drawings)).toBeGreaterThanOrEqual(cost);
      expect(costOf(comparison, drawings + 1)).toBeGreaterThanOrEqual(cost);
    }),
  );
});

test('the model case passes at once, a page of many measures beside the largest, and those a few at a time', () => {
  const lines = { ...defaultComparison, view: 'linje', kpis: ids(25) } as const;
  expect(laneOf(costOf(defaultComparison, 2))).toBe(0);
  expect(laneOf(costOf(lines, 2))).toBe(1);
  const largest = costOf({ ...lines, areas: ids(60) }, 2);
  expect(laneOf(largest)).toBe(2);
  expect(largest * 3).toBeGreaterThan(standardLanes.at(-1)?.running ?? 0);
});
