import type { ComparedKpi, ComparisonAnswer } from '../../web/shared/api.ts';
import { effectiveGenders, type Gender } from '../../web/shared/comparison/comparison.ts';
import { kpiWords, shortName } from '../../web/shared/text/kpi-names.ts';
import { briefNoun } from '../../web/shared/text/kpi-words.ts';
import { latestSharedYear } from '../../web/shared/comparison/latest-year.ts';
import { joinAnd } from '../../web/shared/text/list.ts';
import { genderWord } from '../../web/shared/text/measure.ts';
import { formatNumber, valueSuffix } from '../../web/shared/text/number.ts';
import { reportText } from '../../web/shared/text/report.ts';
import { areaColumn, gapText } from '../../web/shared/text/table-text.ts';

/** One row per area, one column per KPI, year and gender shown. */
export interface ReportTable {
  readonly caption: string;
  /** The first is the area's. */
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly isFocus: boolean;
    /** One per column after the first; a number without unit, as that stands in the heading. */
    readonly cells: readonly string[];
  }[];
}

interface Column {
  readonly kpi: ComparedKpi;
  readonly year: number;
  readonly gender: Gender;
}

/** More years than this are for the line charts; the table then holds one. */
const mostYears = 4;
/** What an upright A4 page has room for beside the names. */
const mostColumns = 5;

/** The values in figures: one table, or several where they would not fit a page beside each other. */
export function reportTables(answer: ComparisonAnswer): ReportTable[] {
  const values = new Map(answer.observations.map((row) => [keyOf(row), row]));
  const cell = ({ kpi, year, gender }: Column, municipality: string) => {
    const row = values.get(keyOf({ kpi: kpi.id, municipality, year, gender }));
    if (row === undefined) return reportText.gap;
    if (row.value !== null) return formatNumber(row.value, kpi.form);
    const why = gapText(row.status);
    return why === gapText('') ? reportText.gap : why;
  };
  return chunks(columnsOf(answer)).map((columns) => ({
    caption: reportText.table(
      joinAnd([...new Set(columns.map(({ kpi }) => briefNoun(kpiWords(kpi))))]),
    ),
    columns: [areaColumn(answer.municipalities), ...columns.map(heading)],
    rows: answer.municipalities.map((area) => ({
      name: area.name,
      isFocus: area.id === answer.query.focus,
      cells: columns.map((column) => cell(column, area.id)),
    })),
  }));
}

function columnsOf(answer: ComparisonAnswer): Column[] {
  const { kpis, query } = answer;
  const genders = query.view === 'kon' ? effectiveGenders(query) : query.genders;
  return kpis.flatMap((kpi) =>
    yearsInTable(answer, kpi).flatMap((year) =>
      genders
        .filter((gender) => gender === 'T' || kpi.genderSplit)
        .map((gender) => ({ kpi, year, gender })),
    ),
  );
}

/** The years asked when they are few, else what `senaste` means. */
function yearsInTable(answer: ComparisonAnswer, kpi: ComparedKpi): readonly number[] {
  if (kpi.years.length <= mostYears) return kpi.years;
  const latest = latestSharedYear(answer, kpi);
  return latest === undefined ? [] : [latest];
}

function heading({ kpi, year, gender }: Column): string {
  const parts = [shortName(kpi), genderWord(gender), String(year)];
  const unit = valueSuffix(kpi.form);
  const name = parts.filter((part) => part !== '').join(', ');
  return unit === '' ? name : `${name} (${unit})`;
}

function chunks(columns: readonly Column[]): Column[][] {
  const tables = Math.ceil(columns.length / mostColumns);
  const each = Math.ceil(columns.length / Math.max(1, tables));
  return Array.from({ length: tables }, (_, i) => columns.slice(i * each, (i + 1) * each));
}

function keyOf(row: {
  readonly kpi: string;
  readonly municipality: string;
  readonly year: number;
  readonly gender: Gender;
}): string {
  return `${row.kpi} ${row.municipality} ${row.year} ${row.gender}`;
}
