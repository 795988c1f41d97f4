import type { ChartInput, ChartPoint } from '../../../../web/shared/figure/figure.ts';
import { formatValue } from '../../../../web/shared/text/number.ts';

/** The figures of Bräcke's answer to the motion, as a chart gets them. */
export const areas = [
  ['2305', 'Bräcke'],
  ['1490', 'Borås'],
  ['0484', 'Eskilstuna'],
  ['1401', 'Härryda'],
  ['1384', 'Kungsbacka'],
  ['2581', 'Piteå'],
  ['2281', 'Sundsvall'],
] as const;

export const costs = [401_816, 377_225, 491_467, 381_281, 387_392, 450_951, 421_844] as const;
export const shares = [92, 86.08786611, 83.19604613, 91, 87.87346221, 86, 83] as const;

export function point(
  area: readonly [string, string],
  value: number | null,
  other: Partial<ChartPoint> & { readonly unit?: string } = {},
): ChartPoint {
  const { unit = '%', ...rest } = other;
  const label = value === null ? '' : formatValue(value, unit);
  return { area: area[0], name: area[1], year: 2024, gender: 'T', value, label, ...rest };
}

export function input(change: Partial<ChartInput>): ChartInput {
  return {
    view: 'stapel',
    unit: '%',
    axisTitle: '',
    focus: '2305',
    points: [],
    events: [],
    unmeasuredYears: [],
    ...change,
  };
}

/** As many invented areas as asked; the first is Bräcke. */
export function manyAreas(count: number): [string, string][] {
  return Array.from({ length: count }, (_, i) => [
    i === 0 ? '2305' : String(3000 + i),
    i === 0 ? 'Bräcke' : `Kommun ${i}`,
  ]);
}

const eskilstuna = [88, 88, 88, 89, 86, 88, 82, 85, 82, null, 77, 83, 83.19604613, 82.05521472];
const kungsbacka = [90, 90, 91, 91, 92, 91, 88, 89, 88, null, 90, 91, 87.87346221, 87.67395626];
const boras = [90, 91, 89, 88, 89, 85, 85, 84, 84, null, 86, 87, 86.08786611, 85.98726115];

export const satisfaction = [
  ...series(['1384', 'Kungsbacka'], 2012, kungsbacka),
  ...series(['1490', 'Borås'], 2012, boras),
  ...series(['0484', 'Eskilstuna'], 2012, eskilstuna),
];

export function series(
  area: readonly [string, string],
  first: number,
  values: readonly (number | null)[],
  unit = '%',
): ChartPoint[] {
  return values.map((value, i) => point(area, value, { year: first + i, unit }));
}

/** The model case as bars, and the three known series as lines. */
export const costBars = input({
  unit: 'kr',
  order: 'ascending',
  points: areas.map((area, i) => point(area, costs[i] ?? null, { unit: 'kr' })),
});
export const shareBars = input({ points: areas.map((area, i) => point(area, shares[i] ?? null)) });
export const satisfactionLines = input({
  view: 'linje',
  focus: '1384',
  points: satisfaction,
  unmeasuredYears: [2021],
  events: [
    { at: 2019, label: 'Tillitsresan 2019–2023', area: '1490' },
    { at: 2023.17, label: 'Kungsbackamodellen 2023', area: '1384' },
  ],
});
