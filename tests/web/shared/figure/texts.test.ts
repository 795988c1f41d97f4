import { describe, expect, test } from 'vitest';
import type { Area, ComparisonAnswer, KpiDetail, Observation } from '../../../../web/shared/api.ts';
import type { Gender, View } from '../../../../web/shared/comparison/comparison.ts';
import { figurePage } from '../../../../web/shared/figure/figure-page.ts';
import type { FigurePage } from '../../../../web/shared/figure/figure.ts';
import {
  answerOf,
  blankKpi,
  costKpi,
  kommuner,
  manyKommuner,
  reformEvents,
  satisfactionKpi,
  today,
  type AnswerParts,
} from '../../../support/answers.ts';
import { plain } from '../../../support/plain-text.ts';

/** One situation, told in every view. Values are by area, then by year from 2019 to 2024. */
interface Situation {
  readonly name: string;
  readonly values: readonly (readonly [Area, readonly (number | null)[]])[];
  readonly kpi?: KpiDetail;
  readonly compared?: AnswerParts['compared'];
  readonly focus?: string;
}

const firstYear = 2019;
const { bracke, boras, eskilstuna, pitea, sundsvall } = kommuner;
const seven = Object.values(kommuner);

const normal: Situation['values'] = [
  [bracke, [88.1, 90.3, null, 91.2, 90.8, 92.4]],
  [boras, [84.2, 84.4, null, 86.1, 87.3, 86.1]],
  [eskilstuna, [85.3, 82.2, null, 77.4, 83.1, 83.2]],
  [pitea, [87.2, 88.3, null, null, 86.2, 86.7]],
  [sundsvall, [84.4, 85.1, null, 83.7, 83.9, 82.6]],
];
const scaled = (change: (value: number) => number): Situation['values'] =>
  normal.map(([area, values]) => [
    area,
    values.map((value) => (value === null ? null : change(value))),
  ]);

const situations: readonly Situation[] = [
  { name: 'vanligt', values: normal },
  { name: 'en kommun', values: normal.slice(0, 1) },
  {
    name: '60 kommuner',
    values: manyKommuner().map((area, i) => [
      area,
      [0, 1, 2, 3, 4, 5].map((year) => 70.1 + ((i * 7 + year * 3) % 60) / 3),
    ]),
    focus: '9931',
  },
  {
    name: 'lika värden',
    values: normal.map(([area], i) => [area, Array<number>(6).fill(i < 3 ? 88.2 : 86.2)]),
  },
  {
    name: 'allt saknas',
    values: normal.map(([area]) => [area, [null, null, null, null, null, null]]),
  },
  {
    name: 'ett enda år',
    values: normal.map(([area, values]) => [
      area,
      [null, null, null, null, null, values[5] ?? null],
    ]),
  },
  {
    name: 'negativa värden',
    kpi: {
      ...blankKpi('N20900', 'Nettokostnadsavvikelse äldreomsorg, (%)'),
      form: '%',
      set: 'cost',
      genderSplit: true,
    },
    values: scaled((value) => value - 88.5),
  },
  {
    name: 'noll',
    kpi: {
      ...blankKpi('U00001', 'Klagomål på hemtjänsten, antal'),
      form: 'antal',
      genderSplit: true,
    },
    values: normal.map(([area], i) => [area, [3, 2, 1, 1, 0, i < 2 ? 0 : i]]),
  },
  {
    name: 'mycket stort',
    kpi: { ...costKpi, genderSplit: true },
    values: scaled((value) => value * 12_345_678.9),
  },
  { name: 'preliminärt', values: normal, compared: { preliminaryYear: 2024 } },
  {
    name: 'nedlagt',
    kpi: {
      ...blankKpi(
        'U21401',
        'Personalkontinuitet, antal personal som en hemtjänsttagare med minst 2 besök dagligen möter under 14 dagar, medelvärde (- 2024)',
      ),
      form: 'antal',
      goodDirection: 'lower',
      genderSplit: true,
      discontinued: true,
    },
    values: scaled((value) => Math.round((100 - value) * 1.1)),
  },
];

interface Telling {
  readonly file: string;
  readonly view: View;
  /** Years shown, from the values' six. */
  readonly years: readonly number[];
  readonly genders?: readonly Gender[];
}

const tellings: readonly Telling[] = [
  { file: 'stapel', view: 'stapel', years: [2024] },
  { file: 'stapel-tva-ar', view: 'stapel', years: [2022, 2024] },
  { file: 'linje', view: 'linje', years: [2019, 2020, 2021, 2022, 2023, 2024] },
  { file: 'tabell', view: 'tabell', years: [2022, 2023, 2024] },
  { file: 'samband', view: 'samband', years: [2024] },
  { file: 'spridning', view: 'spridning', years: [2024] },
  { file: 'kon', view: 'kon', years: [2024], genders: ['T', 'K', 'M'] },
];

describe.each(tellings)('The texts of $file', (telling) => {
  test('read as committed, in every situation.', async () => {
    const told = situations.map((situation) => {
      const { answer, spread } = tell(situation, telling);
      const page = figurePage(answer, { events: reformEvents(), today, spread });
      return `=== ${situation.name} ===\n${asText(page)}`;
    });
    await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot(`./texts/${telling.file}.txt`);
  });

  test('never say undefined, NaN or null, double a space or a full stop, or end a heading with one.', () => {
    for (const situation of situations) {
      const { answer, spread } = tell(situation, telling);
      const page = figurePage(answer, { events: reformEvents(), today, spread });
      expect(asText(page)).not.toMatch(/undefined|NaN|null|\[object|Infinity/);
      for (const { heading, summary, alternative, notes } of page.figures) {
        expect(heading).toMatch(/^[^a-zåäö].*[^.\s]$/u);
        for (const text of [heading, summary, alternative, ...notes])
          expect(text).not.toMatch(/ {2}|\.\.|\s[.,;]|,,/);
      }
    }
  });
});

function tell(
  situation: Situation,
  { view, years, genders = ['T'] }: Telling,
): { answer: ComparisonAnswer; spread: Record<string, Observation[]> } {
  const kpi = situation.kpi ?? satisfactionKpi;
  const observations = genders.flatMap((gender) => rowsFor(situation, kpi.id, gender));
  const shown = observations.filter(({ year }) => years.includes(year));
  const second = view === 'samband' ? [secondOf(kpi.id)] : [];
  const answer = answerOf({
    kpis: [kpi, ...second.map((other) => other.kpi)],
    areas: situation.values.map(([area]) => area),
    observations: [
      ...shown,
      ...second.flatMap((other) =>
        shown.map((row) => ({
          ...row,
          kpi: other.kpi.id,
          value: row.value === null ? null : other.value(row.value),
        })),
      ),
    ],
    view,
    source: 'kolada',
    ...(situation.focus === undefined ? {} : { focus: situation.focus }),
    ...(situation.compared === undefined ? {} : { compared: situation.compared }),
  });
  return { answer, spread: { [kpi.id]: spreadOf(kpi, shown) } };
}

/** The seven's values and 280 invented kommuner spread evenly around them. */
function spreadOf(
  { id: kpi }: { readonly id: string },
  shown: readonly Observation[],
): Observation[] {
  const [first] = shown.filter(({ value }) => value !== null);
  if (first === undefined) return [];
  const step = Math.max(1, Math.abs(first.value ?? 0) / 90);
  const others = Array.from({ length: 280 }, (_, i) => ({
    ...first,
    municipality: `8${String(i).padStart(3, '0')}`,
    value: Math.max(spreadFloor(kpi), (first.value ?? 0) + ((i - 180) / 20) * step),
  }));
  return [...shown, ...others];
}

function spreadFloor(kpi: string): number {
  return kpi === 'N20900' ? Number.NEGATIVE_INFINITY : 0;
}

/** The KPI that is set against the first, and its value beside one of the first's. */
function secondOf(kpi: string): {
  readonly kpi: KpiDetail;
  readonly value: (first: number) => number;
} {
  if (kpi === 'N21006')
    return { kpi: satisfactionKpi, value: (first) => 50.3 + first / 30_000_000 };
  return { kpi: costKpi, value: (first) => Math.round(600_000 - first * 2000) };
}

function rowsFor({ values }: Situation, kpi: string, gender: Gender): Observation[] {
  const shift = { T: 0, K: 0.6, M: -0.7 }[gender];
  return values.flatMap(([area, byYear]) =>
    byYear.map((value, i) => ({
      kpi,
      municipality: area.id,
      year: firstYear + i,
      gender,
      value: value === null ? null : value + (value === 0 ? 0 : shift),
      status: value === null ? 'Missing' : '',
    })),
  );
}

/** The chart's own notes, on where its axis begins and which names fit, are tested with the charts. */
function isOurs(note: string): boolean {
  return !/axeln börjar|får inte plats/i.test(note);
}

function asText({ heading, lede, figures }: FigurePage): string {
  const parts = figures.map((figure) =>
    [
      `## ${figure.heading}`,
      `(${figure.measure})`,
      figure.summary,
      ...figure.notes.filter(isOurs).map((note) => `! ${note}`),
      ...figure.events.map((event) => `* ${event}`),
      `Alt: ${figure.alternative}`,
      figure.source,
      `${figure.table.columns.join(' | ')}`,
      ...figure.table.rows
        .slice(0, 7)
        .map(({ name, cells }) => `${name} | ${cells.map(({ text }) => text).join(' | ')}`),
    ]
      .filter((line) => line !== '')
      .join('\n'),
  );
  return plain([`# ${heading}`, lede, ...parts].filter((part) => part !== '').join('\n'));
}

test('Every chosen area has one row in the table, whatever it lacks.', () => {
  const page = figurePage(answerOf({ kpis: [costKpi], areas: seven, observations: [] }), {
    events: [],
    today,
  });
  expect(page.figures[0]?.table.rows.map(({ name }) => name)).toEqual(
    seven.map(({ name }) => name),
  );
  expect(page.figures[0]?.chart).toBeUndefined();
});
