import { expect, test } from 'vitest';
import { latestYear } from '../../../web/shared/comparison/latest-year.ts';
import { answerOf, kommuner, lineAnswer, rowsOf, satisfactionKpi } from '../../support/answers.ts';

const areas = [kommuner.bracke, kommuner.boras, kommuner.pitea];

test('the latest year is the last that two thirds of the reporting areas share', () => {
  const values = {
    Bräcke: { 2023: 90, 2024: 92 },
    Borås: { 2023: 86, 2024: 86, 2025: 87 },
    Piteå: { 2024: null },
  };
  const observations = rowsOf('U21468', values);
  const answer = answerOf({ kpis: [satisfactionKpi], areas, observations, view: 'linje' });
  expect(latestYear(answer)).toBe(2024);
});

test('a year that everyone shares counts, and an answer without values has none', () => {
  expect(latestYear(lineAnswer())).toBe(2025);
  const nothing = answerOf({ kpis: [satisfactionKpi], areas, observations: [], view: 'linje' });
  expect(latestYear(nothing)).toBeUndefined();
});
