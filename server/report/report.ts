import type { ComparisonAnswer, ComparedKpi, ReformEvent } from '../../web/shared/api.ts';
import type { Figure, FigurePage } from '../../web/shared/figure/figure.ts';
import { formatNumber, valueSuffix } from '../../web/shared/text/number.ts';
import { reportText } from '../../web/shared/text/report.ts';

/** The finished comparison, before it becomes a page or a Word file. */
export interface Report {
  /** Release id. */
  readonly release: string;
  readonly title: string;
  readonly question: string;
  readonly lede: string;
  readonly summaries: readonly string[];
  readonly table: ReportTable;
  readonly figures: readonly Figure[];
  readonly events: readonly ReformEvent[];
  readonly guidance: readonly { readonly question: string; readonly answer: string }[];
  readonly definitions: readonly {
    readonly id: string;
    readonly title: string;
    readonly text: string;
  }[];
  readonly sources: readonly string[];
  readonly releaseLine: string;
  /** Absolute, with the release locked. */
  readonly permanentUrl: string;
  readonly invented: boolean;
}

/** One row per area, one column per KPI and year shown. */
export interface ReportTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly isFocus: boolean;
    readonly cells: readonly string[];
  }[];
}

export interface ReportInput {
  readonly answer: ComparisonAnswer;
  readonly page: FigurePage;
  readonly events: readonly ReformEvent[];
  readonly guidance: Report['guidance'];
  /** How a KPI is called in running text: `kostnad per hemtjänsttagare`. */
  readonly measureName: (kpi: ComparedKpi) => string;
  readonly permanentUrl: string;
}

export function composeReport(input: ReportInput): Report {
  const { answer, page } = input;
  const measures = listed(answer.kpis.map(input.measureName));
  const focus = answer.municipalities.find((area) => area.id === answer.query.focus);
  const others = answer.municipalities.filter((area) => area !== focus).map((area) => area.name);
  return {
    release: answer.release.id,
    title: page.heading,
    question: reportText.questionText(listed(others), measures, focus?.name ?? ''),
    lede: page.lede,
    summaries: page.figures.map((figure) => figure.summary).filter((text) => text !== ''),
    table: reportTable(answer, reportText.table(measures), input.measureName),
    figures: page.figures,
    events: input.events,
    guidance: input.guidance,
    definitions: answer.kpis.map((kpi) => ({
      id: kpi.id,
      title: kpi.title,
      text: kpi.description ?? reportText.noDefinition,
    })),
    sources: [...new Set(page.figures.map((figure) => figure.source))],
    releaseLine: reportText.release(answer.release.id),
    permanentUrl: input.permanentUrl,
    invented: answer.release.source === 'simulated',
  };
}

function reportTable(
  answer: ComparisonAnswer,
  caption: string,
  measureName: ReportInput['measureName'],
): ReportTable {
  const gender = answer.query.genders[0] ?? 'T';
  const columns = answer.kpis.flatMap((kpi) => kpi.years.map((year) => ({ kpi, year })));
  const values = new Map(
    answer.observations.map((row) => [
      `${row.kpi} ${row.municipality} ${row.year} ${row.gender}`,
      row.value,
    ]),
  );
  const cell = ({ kpi, year }: (typeof columns)[number], area: string) => {
    const value = values.get(`${kpi.id} ${area} ${year} ${gender}`) ?? null;
    return value === null ? reportText.gap : formatNumber(value, kpi.unit);
  };
  return {
    caption,
    columns: columns.map(({ kpi, year }) => {
      const unit = valueSuffix(kpi.unit);
      return `${capitalised(measureName(kpi))} ${year}${unit === '' ? '' : `, ${unit}`}`;
    }),
    rows: answer.municipalities.map((area) => ({
      name: area.name,
      isFocus: area.id === answer.query.focus,
      cells: columns.map((column) => cell(column, area.id)),
    })),
  };
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat('sv', { type: 'conjunction' }).format(names);
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('sv') + text.slice(1);
}
