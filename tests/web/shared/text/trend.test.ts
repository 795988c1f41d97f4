import { expect, test } from 'vitest';
import type { ComparisonAnswer } from '../../../../web/shared/api.ts';
import { factsOf } from '../../../../web/shared/figure/facts.ts';
import { trendNote, trendText } from '../../../../web/shared/text/trend.ts';
import { answerOf, costKpi, kommuner, satisfactionKpi } from '../../../support/answers.ts';
import { plain } from '../../../support/plain-text.ts';

function told(kpi: typeof costKpi, values: readonly number[], from = 2019) {
  const answer: ComparisonAnswer = answerOf({
    kpis: [kpi],
    areas: [kommuner.bracke],
    observations: values.map((value, i) => ({
      kpi: kpi.id,
      municipality: kommuner.bracke.id,
      year: from + i,
      gender: 'T' as const,
      value,
      status: '',
    })),
    view: 'linje',
  });
  const [compared] = answer.kpis;
  if (compared === undefined) throw new Error('no KPI');
  const facts = factsOf(answer, compared, 'T');
  return { text: plain(trendText(facts)), note: plain(trendNote(facts)) };
}

test('a steady rise over six years is a trend, told as worked out here', () => {
  const { text, note } = told(satisfactionKpi, [80, 81, 82, 83, 84, 85]);
  expect(text).toContain('har en stigande trend, ungefär 1 procentenhet per år över sex mätta år');
  expect(note).toContain('stigande trend');
  expect(note).toContain('egen bearbetning av data från Kolada');
});

test('ups and downs are none, and the chart is silent of it', () => {
  const { text, note } = told(satisfactionKpi, [80, 83, 79, 84, 80, 82]);
  expect(text).toContain('visar ingen säkerställd trend över sex år');
  expect(note).toBe('');
});

test('four years are too few to say', () => {
  const { text, note } = told(satisfactionKpi, [80, 81, 82, 83]);
  expect(text).toContain('det kräver minst fem år, och här finns fyra');
  expect(note).toBe('');
});

test('a series over a break in definition is never called a trend', () => {
  const { text, note } = told(costKpi, [300_000, 310_000, 320_000, 330_000, 340_000, 350_000]);
  expect(text).toContain('nyckeltalet räknas på ett annat sätt från 2021');
  expect(note).toBe('');
});
