import { describe, expect, test } from 'vitest';
import { beforeAfter } from '../../../../web/shared/statistics/before-after.ts';
import { spearman } from '../../../../web/shared/statistics/correlation.ts';
import { isLogarithmic, nearest } from '../../../../web/shared/statistics/likeness.ts';
import { inPrices, priceFactor } from '../../../../web/shared/statistics/price.ts';
import { median, quartiles } from '../../../../web/shared/statistics/quantile.ts';
import { rankBand, shareMargin } from '../../../../web/shared/statistics/rank-band.ts';
import { rank } from '../../../../web/shared/statistics/ranking.ts';
import { mannKendall, theilSen, trendOf } from '../../../../web/shared/statistics/trend.ts';

// Expected values were computed with SciPy 1.17 and NumPy, or by hand where the test says so.

const years = [2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2022, 2023, 2024, 2025];
const eskilstuna = [88, 88, 88, 89, 86, 88, 82, 85, 82, 77, 83, 83.19604613, 82.05521472];
const boras = [90, 91, 89, 88, 89, 85, 85, 84, 84, 86, 87, 86.08786611, 85.98726115];
const seriesOf = (values: readonly number[], from?: number) =>
  values.map((value, i) => ({ year: from === undefined ? (years[i] ?? 0) : from + i, value }));

describe('trend', () => {
  test('Theil–Sen gives the slopes that SciPy gives, gaps and all.', () => {
    expect(theilSen(seriesOf(eskilstuna))).toBeCloseTo(-0.5, 10);
    expect(theilSen(seriesOf(boras))).toBeCloseTo(-0.3493827486805563, 10);
  });

  test('Mann–Kendall with ties is the normal approximation with continuity correction.', () => {
    expect(mannKendall(eskilstuna).s).toBe(-41);
    expect(mannKendall(eskilstuna).p).toBeCloseTo(0.012937719697648752, 6);
    expect(mannKendall(boras).p).toBeCloseTo(0.0369803288, 6);
  });

  test('Mann–Kendall is exact for few values without ties.', () => {
    expect(mannKendall([3, 1, 4, 5, 6, 2, 9]).p).toBeCloseTo(0.1361111111, 9);
    expect(mannKendall([1, 2, 3, 4, 5]).p).toBeCloseTo(2 / 120, 12);
  });

  test('A level series has no trend, and four years say nothing.', () => {
    expect(mannKendall([4, 4, 4, 4, 4, 4])).toEqual({ s: 0, p: 1 });
    expect(trendOf(seriesOf([4, 4, 4, 4, 4, 4], 2015))?.direction).toBe('none');
    expect(trendOf(seriesOf([1, 2, 3, 4], 2015))).toBeUndefined();
    expect(trendOf(seriesOf([1, 2, 3, 4, 5], 2015))?.direction).toBe('up');
    expect(trendOf(seriesOf([5, 4, 3, 2, 1].toReversed(), 2015).toReversed())?.direction).toBe(
      'up',
    );
  });
});

describe('quantiles', () => {
  test('Quartiles interpolate as NumPy does.', () => {
    const costs = [377225, 381281, 387392, 401816, 421844, 450951, 491467, 400000];
    expect(quartiles(costs)).toEqual({ low: 385864.25, median: 400908, high: 429120.75 });
  });

  test('An empty list has no median; one value is its own.', () => {
    expect(median([])).toBeUndefined();
    expect(median([7])).toBe(7);
  });
});

describe('rank', () => {
  const items = [
    { id: 'a', value: 10 },
    { id: 'b', value: 20 },
    { id: 'c', value: 20 },
    { id: 'd', value: 30 },
  ];

  test('Equal values share a place, and the next place is skipped.', () => {
    const ranking = rank(items, 'antal');
    expect(ranking.standing('b')).toEqual({ n: 4, fromLow: 2, fromHigh: 2, same: ['c'] });
    expect(ranking.standing('d')).toMatchObject({ fromLow: 4, fromHigh: 1 });
    expect(ranking.lowest).toEqual(['a']);
  });

  test('Values that are shown alike are alike.', () => {
    const close = [
      { id: 'a', value: 86.04 },
      { id: 'b', value: 86.01 },
      { id: 'c', value: 90.2 },
    ];
    expect(rank(close, '%').lowest).toEqual(['a', 'b']);
  });

  test('A whole share is not put before a decimal that rounds to it, where both kinds are common.', () => {
    const mixed = [
      { id: 'sundsvall', value: 83 },
      { id: 'eskilstuna', value: 83.196 },
      { id: 'pitea', value: 86 },
      { id: 'kungsbacka', value: 87.873 },
    ];
    expect(rank(mixed, '%').lowest).toEqual(['sundsvall', 'eskilstuna']);
    expect(rank(mixed, 'kr').lowest).toEqual(['sundsvall', 'eskilstuna']);
    expect(rank(mixed, 'timmar').lowest).toEqual(['sundsvall']);
  });

  test('A band holds every place that the margins leave open.', () => {
    const shares = [80, 84, 85, 86, 95].map((value, i) => ({ id: String(i), value }));
    expect(rankBand(shares, '2', { margin: 1, unit: '%' })).toEqual({ low: 2, high: 4, n: 5 });
    expect(rankBand(shares, '2', { margin: 0, unit: '%' })).toEqual({ low: 3, high: 3, n: 5 });
    expect(rankBand(shares, 'x', { margin: 0, unit: '%' })).toBeUndefined();
  });

  test('A share of 92 % among 50 answers is known to 7,5 percentage points, or 4,6 of 80 asked.', () => {
    expect(shareMargin(92, 50)).toBeCloseTo(7.519725708606473, 9);
    expect(shareMargin(92, 50, 80)).toBeCloseTo(4.633925861062815, 9);
  });
});

test('Spearman equals SciPy, with and without ties; a side that does not vary has none.', () => {
  const cost = [401816, 377225, 491467, 381281, 387392, 450951, 421844];
  const satisfaction = [92, 86.08786611, 83.19604613, 91, 87.87346221, 86, 83];
  expect(spearman(cost.map((x, i) => [x, satisfaction[i] ?? 0]))).toBeCloseTo(-0.5714285714, 9);
  const tied = [5, 6, 7, 8, 7];
  expect(spearman([1, 2, 2, 4, 5].map((x, i) => [x, tied[i] ?? 0]))).toBeCloseTo(0.7631578947, 9);
  expect(
    spearman([
      [1, 5],
      [2, 5],
      [3, 5],
    ]),
  ).toBeUndefined();
});

test('Likeness is a weighted distance in standard deviations, and says why.', () => {
  const variables = [
    {
      id: 'population',
      weight: 2,
      values: new Map([
        ['a', 10],
        ['b', 12],
        ['c', 10],
        ['d', 30],
      ]),
    },
    {
      id: 'density',
      weight: 1,
      values: new Map([
        ['a', 200],
        ['b', 210],
        ['c', 400],
        ['d', 190],
        ['e', 50],
      ]),
    },
  ];
  const found = nearest('a', variables);
  expect(found.map(({ area }) => area)).toEqual(['b', 'c', 'd']);
  // The deviation of density includes e, which lacks the other variable and is not compared.
  const [population, density] = found[1]?.because ?? [];
  expect(population).toEqual({ variable: 'population', share: 0, apart: 0 });
  expect(density).toMatchObject({ variable: 'density', share: 1 });
  expect(density?.apart).toBeCloseTo(1.7931631503020817, 10);
  expect(nearest('e', variables)).toEqual([]);
});

test('Values that span more than a hundredfold are compared by their logarithms.', () => {
  const population = new Map([
    ['own', 5000],
    ['twice', 10_000],
    ['city', 990_000],
    ['half', 2400],
  ]);
  expect(isLogarithmic(population.values())).toBe(true);
  expect(isLogarithmic([1, 100])).toBe(false);
  expect(isLogarithmic([0, 1000])).toBe(false);
  const found = nearest('own', [{ id: 'population', weight: 1, values: population }]);
  const apart = new Map(found.map(({ area, because }) => [area, because[0]?.apart]));
  expect(apart.get('twice')).toBeCloseTo(0.2948827551102071, 10);
  expect(apart.get('city')).toBeCloseTo(2.2497656998473725, 10);
  expect(apart.get('half')).toBeCloseTo(-0.31224948839692723, 10);
});

test('Likeness distances equal those computed with NumPy.', () => {
  const variables = [
    {
      id: 'x',
      weight: 2,
      values: new Map([
        ['a', 10],
        ['b', 12],
        ['c', 10],
        ['d', 30],
      ]),
    },
    {
      id: 'y',
      weight: 1,
      values: new Map([
        ['a', 200],
        ['b', 210],
        ['c', 400],
        ['d', 190],
      ]),
    },
  ];
  const distances = nearest('a', variables).map(({ distance }) => distance);
  expect(distances[0]).toBeCloseTo(0.2051984714527046, 10);
  expect(distances[1]).toBeCloseTo(1.3289109883701908, 10);
  expect(distances[2]).toBeCloseTo(1.9425640725436601, 10);
});

describe('before and after', () => {
  const own = seriesOf([80, 82, 81, 85, 88, 90], 2019);
  const others = [
    [70, 71, 72, 75, 73, 74],
    [60, 62, 61, 60, 63, 62],
    [90, 90, 90, 90, 90, 90],
    [80, 81, 80, 80, 84, 85],
    [75, 74, 76, 70, 75, 70],
  ].map((values) => seriesOf(values, 2019));

  test('The effect is the own change minus the mean of the others, beside their spread.', () => {
    const result = beforeAfter(own, others, 2022);
    expect(result?.own).toBeCloseTo(8, 10);
    expect(result?.effect).toBeCloseTo(6.866666666666665, 10);
    expect(result?.spread).toEqual({ low: 0, median: 1.5, high: 2.5 });
    expect(result?.asFar).toBe(0);
  });

  test('Four comparison areas are too few, and so is a reform in the last year.', () => {
    expect(beforeAfter(own, others.slice(1), 2022)).toBeUndefined();
    expect(beforeAfter(own, others, 2024)).toBeUndefined();
  });
});

test('A sum follows the price index, and is not carried past its last year.', () => {
  const index = new Map([
    [2019, 334.26],
    [2023, 403.7],
  ]);
  const factor = priceFactor({ from: 2019, to: 2023 }, index);
  expect(300_000 * (factor ?? 0)).toBeCloseTo(362322.74277508527, 6);
  expect(inPrices(300_000, factor)).toBe(362_300);
  expect(priceFactor({ from: 2019, to: 2024 }, index)).toBeUndefined();
  expect(inPrices(300_000, undefined)).toBeNull();
  expect(inPrices(null, factor)).toBeNull();
});
