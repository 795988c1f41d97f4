import type { Kpi } from '../../web/shared/api.ts';
import type { ExportRecord, ExportRows } from './export-rows.ts';
import { repeated, type TextColumn } from './repeated.ts';

interface JsonAbout {
  /** The comparison's query string in canonical form. */
  readonly query: string;
  readonly kpis: readonly Pick<Kpi, 'id' | 'title' | 'form' | 'description' | 'underReview'>[];
}

/** `{ release, query, kpis, rowCount, rows }`, a line per row, with the machine CSV's columns as keys. */
export async function* writeJson(
  { release, rowCount, batches }: ExportRows,
  { query, kpis }: JsonAbout,
): AsyncGenerator<string> {
  const { id, publishedAt, source } = release;
  const head = {
    release: { id, publishedAt, source },
    query,
    kpis: kpis.map(({ id: kpi, title, form: unit, description, underReview }) => ({
      id: kpi,
      title,
      unit,
      description,
      ...(underReview !== undefined && { underReview }),
    })),
    rowCount,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`;
  const toObject = objects();
  let before = '\n';
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield before + batch.map(toObject).join(',\n');
    before = ',\n';
  }
  yield '\n]}\n';
}

/** Objects as `JSON.stringify` would write the records. */
function objects(): (row: ExportRecord) => string {
  const start = members(['kpi', 'kpi_title', 'unit', 'municipality_id', 'municipality']);
  const gender = members(['gender']);
  const end = members(['status', 'release', 'source']);
  return (row) => {
    const value = JSON.stringify(row.value);
    return `{${start(row)},"year":${row.year},${gender(row)},"value":${value},${end(row)}}`;
  };
}

function members(names: readonly TextColumn[]): (row: ExportRecord) => string {
  return repeated(names, (texts) =>
    texts.map((text, index) => `"${names[index]}":${JSON.stringify(text)}`).join(','),
  );
}
