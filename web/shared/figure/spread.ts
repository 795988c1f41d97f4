import type { Area, Observation } from '../api.ts';
import { inPrices } from '../statistics/price.ts';
import { quartiles } from '../statistics/quantile.ts';
import { rank } from '../statistics/ranking.ts';
import {
  placeText,
  spreadAlternative,
  spreadHeading,
  spreadSummary,
  type SpreadFacts,
} from '../text/finding-spread.ts';
import { fewestRanked } from '../text/finding.ts';
import { measureText } from '../text/measure.ts';
import { mixedPrecision, spreadFewNote, spreadNotHeld } from '../text/notes.ts';
import { formatValue } from '../text/number.ts';
import { sourceLine } from '../text/source.ts';
import { columnText, missingText } from '../text/table-text.ts';
import { barFigure } from './bars.ts';
import { cautionsOf } from './cautions.ts';
import type { KpiFacts } from './facts.ts';
import type { FigureInput } from './figure-context.ts';
import type { ChartPoint, Figure } from './figure.ts';
import { chartOf, pointsOf } from './points.ts';
import { tableOf, valueCell } from './table.ts';

/** All kommuner (or regions) as a strip with quartiles, the chosen ones marked and placed. */
export function spreadFigure(facts: KpiFacts, input: FigureInput): Figure {
  const year = facts.years.at(-1);
  const all = spreadRows(facts, input, year);
  if (year === undefined || all.length < fewestRanked) {
    const figure = barFigure(facts, input);
    const isEmpty = figure.chart === undefined;
    return isEmpty ? figure : { ...figure, notes: [spreadNotHeld, ...figure.notes] };
  }
  const spread = spreadFacts(facts, all, year);
  const measure = measureText(facts.kpi, [year], facts.gender);
  const points = [...pointsOf(facts, [year]), ...otherPoints(facts, input, all)];
  const chart = chartOf(facts, 'spridning', points);
  return {
    kpi: facts.kpi,
    heading: spreadHeading(spread),
    measure,
    summary: spreadSummary(spread),
    alternative: spreadAlternative(spread),
    notes: [
      ...(isFew(spread) ? [spreadFewNote(spread.n, spread.kind)] : []),
      ...cautionsOf({ ...facts, years: [year] }, input).filter((note) => note !== mixedPrecision),
    ],
    source: sourceLine([facts.kpi], input.answer.release, 'computed'),
    events: [],
    chart: chart && {
      ...chart,
      marked: facts.areas.map((area) => area.id),
      quartiles: spread.quartiles,
    },
    table: placeTable(spread, measure),
  };
}

interface Row {
  readonly area: string;
  readonly value: number;
}

function spreadRows(
  facts: KpiFacts,
  { context }: FigureInput,
  year: number | undefined,
): readonly Row[] {
  const rows: readonly Observation[] = context.spread?.[facts.kpi.id] ?? [];
  const { prices } = facts.kpi;
  return rows.flatMap(({ municipality, ...row }) => {
    const value = prices ? inPrices(row.value, prices.factors[row.year]) : row.value;
    return row.year === year && row.gender === facts.gender && value !== null
      ? [{ area: municipality, value }]
      : [];
  });
}

function spreadFacts(facts: KpiFacts, all: readonly Row[], year: number): SpreadFacts {
  const ranking = rank(
    all.map(({ area, value }) => ({ id: area, value })),
    facts.kpi.form,
  );
  const none = { low: 0, median: 0, high: 0 };
  return {
    facts,
    year,
    n: all.length,
    kind: facts.focus?.kind === 'region' ? 'region' : 'municipality',
    quartiles: quartiles(all.map(({ value }) => value)) ?? none,
    standings: facts.areas.flatMap((area) => {
      const standing = ranking.standing(area.id);
      return standing === undefined ? [] : [{ area, standing }];
    }),
  };
}

/** Fewer than half of the country's kommuner or regions. */
function isFew({ n, kind }: SpreadFacts): boolean {
  return n < (kind === 'region' ? 11 : 145);
}

function otherPoints(
  facts: KpiFacts,
  { context }: FigureInput,
  all: readonly Row[],
): readonly ChartPoint[] {
  const chosen = new Set(facts.areas.map((area) => area.id));
  const year = facts.years.at(-1) ?? 0;
  return all
    .filter(({ area }) => !chosen.has(area))
    .map(({ area, value }) => ({
      area,
      name: context.areaName?.(area) ?? area,
      year,
      gender: facts.gender,
      value,
      label: formatValue(value, facts.kpi.form),
    }));
}

function placeTable(spread: SpreadFacts, caption: string) {
  const { facts, year, standings, n } = spread;
  const place = (area: Area) => {
    const standing = standings.find((one) => one.area === area)?.standing;
    if (standing === undefined) return { text: missingText, value: null };
    const text = `${placeText(spread, standing).replace('plats ', '')} av ${n}`;
    return { text, value: standing.fromLow };
  };
  return tableOf(facts, caption, {
    columns: [String(year), columnText.place],
    cells: (area) => [valueCell(facts, area, year), place(area)],
  });
}
