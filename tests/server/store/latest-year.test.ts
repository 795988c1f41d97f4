import { expect, test } from 'vitest';
import { latestCommonYear } from '../../../server/store/latest-year.ts';

const reported = (areas: Record<string, number[]>) =>
  new Map(Object.entries(areas).map(([area, years]) => [area, new Set(years)]));

test('the latest year with two thirds of the reporting areas is chosen', () => {
  expect(latestCommonYear(reported({ a: [2024], b: [2024], c: [2023, 2024] }))).toBe(2024);
  expect(latestCommonYear(reported({ a: [2023, 2024], b: [2023, 2024], c: [2023] }))).toBe(2024);
});

test('a newer year with less than two thirds is passed over', () => {
  const years = { a: [2024, 2025], b: [2024, 2025], c: [2024, 2025], d: [2024] };
  expect(latestCommonYear(reported({ ...years, e: [2024], f: [2024], g: [2024] }))).toBe(2024);
  expect(latestCommonYear(reported({ a: [2023, 2024], b: [2023], c: [2023] }))).toBe(2023);
});

test('an area that never reported does not hold the others back', () => {
  expect(latestCommonYear(reported({ a: [2024], b: [2024], c: [], d: [] }))).toBe(2024);
});

test('there is no year without values, nor when every area reported in a year of its own', () => {
  expect(latestCommonYear(reported({}))).toBeUndefined();
  expect(latestCommonYear(reported({ a: [], b: [] }))).toBeUndefined();
  expect(latestCommonYear(reported({ a: [2020], b: [2021], c: [2022] }))).toBeUndefined();
});
