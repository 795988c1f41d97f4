/** `print`: fixed colours for a picture on white. `page`: CSS variables, so an inline chart follows the page. */
export type Palette = 'print' | 'page';

/** What a colour is for; a chart names roles, never colours. */
export type ColorRole = keyof typeof lightColors;

/** On white paper. Marks ≥ 3:1, text and the five series ≥ 4.5:1; distances are tested. */
export const lightColors = {
  focus: '#005f73',
  other: '#8b949c',
  ink: '#1c2126',
  soft: '#525c66',
  rule: '#d5dade',
  shade: '#eceff0',
  paper: '#ffffff',
  'series-2': '#a8440a',
  'series-3': '#5f4690',
  'series-4': '#5e4a00',
  'series-5': '#2a6fdb',
} as const;

/** The same roles on dark paper. */
export const darkColors: Readonly<Record<ColorRole, string>> = {
  focus: '#3fb8cc',
  other: '#7d8790',
  ink: '#eef1f3',
  soft: '#b3bcc4',
  rule: '#3a434b',
  shade: '#262d34',
  paper: '#171c21',
  'series-2': '#f08a4b',
  'series-3': '#b79cf0',
  'series-4': '#ecd98a',
  'series-5': '#5b95ff',
};

export const colorRoles = [
  'focus',
  'other',
  'ink',
  'soft',
  'rule',
  'shade',
  'paper',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
] as const satisfies readonly ColorRole[];

export type Colors = Readonly<Record<ColorRole, string>>;

/** The custom properties that a page must define for inline charts: `--chart-focus`, … */
export const chartVariables: readonly string[] = colorRoles.map((role) => `--chart-${role}`);

export function chartColors(palette: Palette): Colors {
  return palette === 'print' ? lightColors : pageColors;
}

const pageColors: Colors = {
  focus: 'var(--chart-focus)',
  other: 'var(--chart-other)',
  ink: 'var(--chart-ink)',
  soft: 'var(--chart-soft)',
  rule: 'var(--chart-rule)',
  shade: 'var(--chart-shade)',
  paper: 'var(--chart-paper)',
  'series-2': 'var(--chart-series-2)',
  'series-3': 'var(--chart-series-3)',
  'series-4': 'var(--chart-series-4)',
  'series-5': 'var(--chart-series-5)',
};

export interface SeriesStyle {
  readonly color: ColorRole;
  readonly dash: readonly number[];
  readonly shape: string;
}

/** Colour, dash and marker together: a series is told apart without its colour too. */
export const seriesStyles: readonly SeriesStyle[] = [
  { color: 'focus', dash: [], shape: 'circle' },
  { color: 'series-2', dash: [8, 4], shape: 'square' },
  { color: 'series-3', dash: [2, 4], shape: 'diamond' },
  { color: 'series-4', dash: [10, 4, 2, 4], shape: 'triangle-up' },
  { color: 'series-5', dash: [5, 3], shape: 'triangle-down' },
];
