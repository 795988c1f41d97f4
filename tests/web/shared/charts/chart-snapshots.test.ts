import { describe, expect, it } from 'vitest';
import { chartSpec } from '../../../../web/shared/charts/chart-spec.ts';
import { renderChart } from '../../../../web/shared/charts/render-chart.ts';
import type { ChartInput, ChartPoint } from '../../../../web/shared/figure/figure.ts';
import {
  areas,
  costBars,
  costs,
  input,
  manyAreas,
  point,
  satisfactionLines,
  series,
  shareBars,
  shares,
} from './inputs.ts';

type Area = readonly [string, string];
type Make = (areas: readonly Area[], value: (index: number) => number | null) => ChartInput;

/** One chart of each kind, from areas and what each has. */
const kinds: Record<string, Make> = {
  bar: (list, value) => input({ points: list.map((area, i) => point(area, value(i))) }),
  'grouped-bar': (list, value) =>
    input({
      points: list.flatMap((area, i) => [
        point(area, plus(value(i), -3), { year: 2022 }),
        point(area, value(i), { year: 2024 }),
      ]),
    }),
  line: (list, value) =>
    input({
      view: 'linje',
      unmeasuredYears: [2021],
      points: list.flatMap((area, i) =>
        series(area, 2019, [
          plus(value(i), 1),
          plus(value(i), 2),
          null,
          value(i),
          plus(value(i), -1),
        ]),
      ),
    }),
  scatter: (list, value) =>
    input({
      view: 'samband',
      axisTitle: 'Nöjdhet, hemtjänst',
      secondAxisTitle: 'Kontinuitet',
      secondUnit: 'antal',
      points: list.map((area, i) => point(area, value(i))),
      secondPoints: list.map((area, i) =>
        point(area, plus(value(i), (i * 7) % 11), { unit: 'antal' }),
      ),
      medians: { first: value(0) ?? 0, second: value(0) ?? 0 },
    }),
  spread: (list, value) =>
    input({
      view: 'spridning',
      marked: list.slice(0, 3).map(([id]) => id),
      points: list.map((area, i) => point(area, value(i))),
    }),
  'gender-gap': (list, value) =>
    input({
      view: 'kon',
      points: list.flatMap((area, i): ChartPoint[] => [
        point(area, plus(value(i), (i % 5) - 2), { gender: 'K' }),
        point(area, value(i), { gender: 'M' }),
      ]),
    }),
};

const sixty = manyAreas(60);
const cases: Record<string, (make: Make) => ChartInput> = {
  usual: (make) => make(areas, (i) => shares[i] ?? null),
  'one-area': (make) => make(areas.slice(0, 1), () => 92),
  'sixty-areas': (make) => make(sixty, (i) => 40 + ((i * 37) % 55)),
  tie: (make) => make(areas, () => 86),
  negative: (make) => make(areas, (i) => i * 4 - 13),
  zero: (make) => make(areas, () => 0),
  'very-large': (make) => make(areas, (i) => 1_234_567_890_123 * (i + 1)),
  'one-missing': (make) => make(areas, (i) => (i === 2 ? null : (shares[i] ?? null))),
};

describe.each(Object.entries(kinds))('%s', (kind, make) => {
  it.each(Object.entries(cases))('is drawn as committed: %s', async (name, of) => {
    const spec = chartSpec(of(make), { width: 720, palette: 'print' });
    const svg = spec === undefined ? '' : await renderChart(spec);
    await expect(readable(svg)).toMatchFileSnapshot(`snapshots/${kind}-${name}.svg`);
  });

  it('is no chart when every value is missing', () => {
    expect(
      chartSpec(
        make(areas, () => null),
        { width: 720, palette: 'print' },
      ),
    ).toBeUndefined();
  });

  it.each([280, 320, 480, 1100, 1600])(
    'writes no text outside a picture %i wide',
    async (width) => {
      for (const of of Object.values(cases)) {
        const spec = chartSpec(of(make), { width, palette: 'page' });
        if (spec === undefined) throw new Error('nothing to draw');
        expect(textsOutside(await renderChart(spec), width)).toEqual([]);
      }
    },
  );
});

describe('the model case', () => {
  it.each([
    ['cost', costBars],
    ['satisfaction', shareBars],
    ['satisfaction-lines', satisfactionLines],
  ])('is drawn as committed on page and phone: %s', async (name, chart) => {
    for (const width of [320, 720]) {
      const spec = chartSpec(chart, { width, palette: 'page' });
      const svg = spec === undefined ? '' : await renderChart(spec);
      await expect(readable(svg)).toMatchFileSnapshot(`snapshots/model-${name}-${width}.svg`);
    }
  });

  it('draws one year of a time series as points', async () => {
    const points = areas.map((area, i) => point(area, costs[i] ?? null, { unit: 'kr' }));
    const spec = chartSpec(input({ view: 'linje', unit: 'kr', points }), {
      width: 720,
      palette: 'print',
    });
    const svg = spec === undefined ? '' : await renderChart(spec);
    await expect(readable(svg)).toMatchFileSnapshot('snapshots/line-one-year.svg');
  });
});

function plus(value: number | null, more: number): number | null {
  return value === null ? null : value + more;
}

/** One element a line, so that a difference can be read. */
function readable(svg: string): string {
  return `${svg.replaceAll('><', '>\n<')}\n`;
}

/** Texts whose anchor lies outside, or that by their estimated width would be cut. */
function textsOutside(svg: string, width: number): string[] {
  const found = svg.matchAll(
    /<text text-anchor="(\w+)" transform="translate\(([-\d.]+),([-\d.]+)\)"[^>]*font-size="([\d.]+)px"[^>]*>([^<]*)</g,
  );
  const height = Number(/viewBox="0 0 \d+ (\d+)"/.exec(svg)?.[1]);
  return [...found].flatMap(([, anchor, x, y, size, text = '']) => {
    const wide = text.length * Number(size) * 0.42;
    const left = Number(x) - (anchor === 'end' ? wide : anchor === 'middle' ? wide / 2 : 0);
    const isInside = left > -1 && left + wide < width + 1 && Number(y) > 0 && Number(y) < height;
    return isInside ? [] : [text];
  });
}
