import type { ComparedKpi, ComparisonAnswer, ReformEvent } from '../../web/shared/api.ts';
import type { Figure, FigurePage } from '../../web/shared/figure/figure.ts';
import { citations, type Citations } from '../../web/shared/text/citation.ts';
import type { Guidance } from '../../web/shared/text/guidance.ts';
import { kpiWords } from '../../web/shared/text/kpi-names.ts';
import { subjectOf } from '../../web/shared/text/kpi-words.ts';
import { joinAnd, joinSome } from '../../web/shared/text/list.ts';
import { reportText } from '../../web/shared/text/report.ts';
import { reportTables, type ReportTable } from './report-table.ts';

/** The finished comparison, before it becomes a page or a Word file. */
export interface Report {
  /** Release id. */
  readonly release: string;
  /** ISO instant. */
  readonly publishedAt: string;
  readonly title: string;
  readonly question: string;
  readonly lede: string;
  /** Paragraphs: what each figure says, else the lede. */
  readonly summary: readonly string[];
  readonly tables: readonly ReportTable[];
  readonly figures: readonly Figure[];
  readonly events: readonly ReformEvent[];
  readonly guidance: readonly Guidance[];
  readonly definitions: readonly {
    readonly id: string;
    readonly title: string;
    readonly text: string;
  }[];
  readonly sources: readonly string[];
  readonly releaseLine: string;
  /** Absolute, with the release locked. */
  readonly permanentUrl: string;
  readonly citations: Citations;
  readonly invented: boolean;
  /** What a document had no room for, and where it is. */
  readonly leftOut?: LeftOut | undefined;
}

export interface LeftOut {
  /** Measures that there was room for. */
  readonly shown: number;
  /** Of the measures that there was not. */
  readonly names: readonly string[];
  /** Absolute, of the whole comparison with the release locked. */
  readonly pageUrl: string;
  readonly dataUrl: string;
}

interface ReportInput {
  readonly answer: ComparisonAnswer;
  readonly page: FigurePage;
  /** In time order. */
  readonly events: readonly ReformEvent[];
  readonly guidance: readonly Guidance[];
  readonly permanentUrl: string;
  /** ISO day on which the figures are read. */
  readonly today: string;
}

export function composeReport(input: ReportInput): Report {
  const { answer, page, events, permanentUrl } = input;
  const { release } = answer;
  const sources = [...new Set(page.figures.map(({ source }) => source))];
  return {
    release: release.id,
    publishedAt: release.publishedAt,
    title: page.heading,
    question: question(answer),
    lede: page.lede,
    summary: summaryOf(page),
    tables: reportTables(answer),
    figures: page.figures,
    events,
    guidance: input.guidance,
    definitions: answer.kpis.map(({ id, title, description }) => ({
      id,
      title,
      text: description ?? reportText.noDefinition,
    })),
    sources: [...sources, ...eventSources(events)],
    releaseLine: reportText.release(release.id, release.publishedAt.slice(0, 10)),
    permanentUrl,
    citations: citations({
      heading: page.heading,
      measures: page.figures.map(({ measure }) => measure),
      sources,
      day: input.today,
      link: permanentUrl,
    }),
    invented: release.source === 'simulated',
  };
}

function summaryOf({ figures, lede }: FigurePage): string[] {
  const told = [...new Set(figures.map(({ summary }) => summary))].filter((text) => text !== '');
  return told.length > 0 ? told : [lede];
}

const mostNames = 12;

function question({ kpis, municipalities, query }: ComparisonAnswer): string {
  const focus = municipalities.find(({ id }) => id === query.focus);
  const others = municipalities.filter((area) => area !== focus).map(({ name }) => name);
  return reportText.questionText({
    focus: focus?.name ?? '',
    measures: joinAnd([...new Set(kpis.map(measureName))]),
    others: joinSome(others, mostNames),
  });
}

function measureName(kpi: ComparedKpi): string {
  const words = kpiWords(kpi);
  return words.general === true ? subjectOf(words) : words.bare;
}

function eventSources(events: readonly ReformEvent[]): string[] {
  const named = [...new Set(events.map(({ source }) => source.trim().replace(/\.$/, '')))];
  return named.filter((source) => source !== '').map(reportText.eventSource);
}
