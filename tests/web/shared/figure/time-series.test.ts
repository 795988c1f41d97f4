import { describe, expect, test } from 'vitest';
import type { Area } from '../../../../web/shared/api.ts';
import { eventAt } from '../../../../web/shared/figure/event-time.ts';
import { figurePage } from '../../../../web/shared/figure/figure-page.ts';
import { guidance } from '../../../../web/shared/text/guidance.ts';
import * as support from '../../../support/answers.ts';
import { plain } from '../../../support/plain-text.ts';

const { kommuner, satisfactionKpi } = support;
const { bracke, boras } = kommuner;
const context = { events: support.reformEvents(), today: support.today };

test('A line that clearly turned is told by its turn, one that drifted by its ends.', () => {
  const heading = (focus: Area) => figurePage(support.lineAnswer(focus), context).heading;
  expect(plain(heading(kommuner.eskilstuna))).toBe(
    'Nöjdheten med hemtjänsten i Eskilstuna var som lägst 77 % 2022 och har sedan stigit till 82,1 % 2025',
  );
  expect(plain(heading(boras))).toBe(
    'Nöjdheten med hemtjänsten i Borås har sjunkit från 90 % 2012 till 86,0 % 2025',
  );
});

test('A fall with a slight upturn is a fall, not a recovery.', () => {
  const values = { 2018: 90.1, 2019: 90.2, 2020: 90.1, 2022: 90.2, 2023: 70.1, 2024: 72.1 };
  const answer = support.answerOf({
    kpis: [satisfactionKpi],
    areas: [bracke],
    observations: support.rowsOf('U21468', { Bräcke: values }),
    view: 'linje',
  });
  expect(plain(figurePage(answer, context).heading)).toBe(
    'Nöjdheten med hemtjänsten i Bräcke har sjunkit från 90,1 % 2018 till 72,1 % 2024',
  );
});

describe('time series', () => {
  const figure = figurePage(support.lineAnswer(), context).figures[0];

  test('A year without any value is unmeasured, and named.', () => {
    expect(figure?.chart?.unmeasuredYears).toEqual([2021]);
    expect(figure?.notes[0]).toBe('Undersökningen gjordes inte 2021.');
  });

  test('Events of the chosen kommuner are drawn and told, and no others.', () => {
    expect(figure?.chart?.events.map(({ at, label }) => [at, label])).toEqual([
      [2019, 'Tillitsresan 2019'],
      [2023.17, 'Kungsbackamodellen 2023'],
    ]);
    expect(figure?.events).toHaveLength(2);
  });

  test('An event stands where its month begins.', () => {
    expect(['2023', '2023-03', '2025-05-09'].map(eventAt)).toEqual([2023, 2023.17, 2025.36]);
  });
});

describe('guidance', () => {
  test('answers the usual objections, in the order they are raised.', () => {
    const told = guidance(support.lineAnswer(), context);
    expect(told.map(({ question }) => question)).toEqual([
      'När är det mätt?',
      'Är definitionen densamma för alla?',
      'Hur många har svarat?',
      'Kan skillnaden bero på slumpen?',
      'Är förändringen en trend?',
      'Är Eskilstuna ett specialfall?',
    ]);
    expect(plain(told[4]?.answer ?? '')).toBe(
      'Nöjdheten med hemtjänsten i Eskilstuna har en sjunkande trend, ungefär 0,5 procentenheter per år över 13 mätta år (Theil–Sens lutning, Mann–Kendalls test på 5-procentsnivån).',
    );
  });

  test('says that a trend cannot be told from few years.', () => {
    const told = guidance(support.changeAnswer(), context);
    const trend = told.find(({ question }) => question === 'Är förändringen en trend?');
    expect(trend?.answer).toBe(
      'Det går inte att säga om nöjdheten med hemtjänsten i Eskilstuna följer en trend: det kräver minst fem år, och här finns två.',
    );
  });
});
