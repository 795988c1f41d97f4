/** One measured figure, with what it is held against. */
export interface BenchFigure {
  readonly bench: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same work done as barely as it can be, measured in the same run. */
  readonly yardstick?: { readonly name: string; readonly value: number };
  /** `value`, or `value / yardstick` where `ratio` is true, must be at least or at most `limit`. */
  readonly target?: {
    readonly kind: 'least' | 'most';
    readonly limit: number;
    readonly ratio: boolean;
  };
  readonly note?: string;
}

export type Target = NonNullable<BenchFigure['target']>;

export const least = (limit: number): Target => ({ kind: 'least', limit, ratio: false });
export const most = (limit: number): Target => ({ kind: 'most', limit, ratio: false });
export const ratioLeast = (limit: number): Target => ({ kind: 'least', limit, ratio: true });
export const ratioMost = (limit: number): Target => ({ kind: 'most', limit, ratio: true });

/** Undefined without a yardstick. */
export function ratioOf({ value, yardstick }: BenchFigure): number | undefined {
  return yardstick === undefined ? undefined : value / yardstick.value;
}

/** Undefined without a target. */
export function isMet(figure: BenchFigure): boolean | undefined {
  const { target } = figure;
  if (target === undefined) return undefined;
  const found = target.ratio ? ratioOf(figure) : figure.value;
  if (found === undefined) return false;
  return target.kind === 'least' ? found >= target.limit : found <= target.limit;
}

const headings = ['bench', 'figure', 'value', 'yardstick', 'ratio', 'target', '', 'note'];

/** All figures as a table in Markdown. */
export function toTable(figures: readonly BenchFigure[]): string {
  const rows = figures.map(toCells);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
    '\n',
  );
}

function toCells(figure: BenchFigure): string[] {
  const { bench, name, value, unit, yardstick, target, note = '' } = figure;
  const ratio = ratioOf(figure);
  const met = isMet(figure);
  return [
    bench,
    name,
    `${shown(value)} ${unit}`.trim(),
    yardstick === undefined ? '' : `${shown(yardstick.value)} (${yardstick.name})`,
    ratio === undefined ? '' : ratio.toFixed(2),
    target === undefined
      ? ''
      : `${target.kind === 'least' ? '≥' : '≤'} ${target.limit}${target.ratio ? ' ×' : ''}`,
    met === undefined ? '' : met ? 'met' : 'MISSED',
    note,
  ];
}

function shown(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
