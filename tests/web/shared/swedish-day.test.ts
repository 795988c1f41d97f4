import { expect, test } from 'vitest';
import { swedishDay } from '../../../web/shared/swedish-day.ts';

test('the day is the one in Sweden, summer and winter', () => {
  expect(swedishDay(new Date('2026-06-30T21:59:59Z'))).toBe('2026-06-30');
  expect(swedishDay(new Date('2026-06-30T22:00:00Z'))).toBe('2026-07-01');
  expect(swedishDay(new Date('2026-12-31T22:59:59Z'))).toBe('2026-12-31');
  expect(swedishDay(new Date('2026-12-31T23:00:00Z'))).toBe('2027-01-01');
});
