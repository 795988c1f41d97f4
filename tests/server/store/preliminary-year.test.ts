import { expect, test } from 'vitest';
import { preliminaryYear } from '../../../server/store/preliminary-year.ts';

const kpi = {
  preliminaryPublicationDate: '2026-04-01',
  publicationDate: '2026-08-28',
  publicationPeriod: '2025',
};

test('a year is preliminary from its first publication until the day before the final one', () => {
  expect(preliminaryYear(kpi, '2026-03-31')).toBeNull();
  expect(preliminaryYear(kpi, '2026-04-01')).toBe(2025);
  expect(preliminaryYear(kpi, '2026-08-27')).toBe(2025);
  expect(preliminaryYear(kpi, '2026-08-28')).toBeNull();
});

test('nothing is called preliminary when a date or the year is not known', () => {
  expect(preliminaryYear({ ...kpi, preliminaryPublicationDate: null }, '2026-05-01')).toBeNull();
  expect(preliminaryYear({ ...kpi, publicationDate: null }, '2026-05-01')).toBeNull();
  expect(preliminaryYear({ ...kpi, publicationPeriod: null }, '2026-05-01')).toBeNull();
  expect(preliminaryYear({ ...kpi, publicationPeriod: 'ht' }, '2026-05-01')).toBeNull();
});
