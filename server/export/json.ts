import type { Kpi } from '../../web/shared/api.ts';
import type { ExportRows } from './export-rows.ts';

interface JsonAbout {
  /** The comparison's query string in canonical form. */
  readonly query: string;
  readonly kpis: readonly Pick<Kpi, 'id' | 'title' | 'unit' | 'description'>[];
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
    kpis: kpis.map(({ id: kpi, title, unit, description }) => ({
      id: kpi,
      title,
      unit,
      description,
    })),
    rowCount,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`;
  let before = '\n';
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield before + batch.map((row) => JSON.stringify(row)).join(',\n');
    before = ',\n';
  }
  yield '\n]}\n';
}
