/** Tables as a reader sees them, out of HTML and Word, without the code that wrote them. */
import { strFromU8, unzipSync } from 'fflate';

export interface ReadCell {
  readonly text: string;
  /** Of `data-value` in HTML. */
  readonly exact?: number;
}

export interface ReadTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly area: string; readonly cells: readonly ReadCell[] }[];
}

/** The first table of a page; `area` is the row's `data-area`. */
export function readHtmlTable(html: string): ReadTable {
  const [, table = ''] = /<table>(.*?)<\/table>/s.exec(html) ?? [];
  const columns = [...table.matchAll(/<th scope="col"[^>]*>(.*?)<\/th>/gs)].map(([, text]) =>
    plain(text),
  );
  const rows = [...table.matchAll(/<tr class="[^"]*" data-area="([^"]*)">(.*?)<\/tr>/gs)].map(
    ([, area = '', row = '']) => ({
      area,
      cells: [...row.matchAll(/<td class="([^"]*)"([^>]*)>(.*?)<\/td>/gs)].map(
        ([, , attributes = '', text]) => {
          const [, exact] = /data-value="([^"]*)"/.exec(attributes) ?? [];
          return { text: plain(text), ...(exact !== undefined && { exact: Number(exact) }) };
        },
      ),
    }),
  );
  return { columns, rows };
}

/** All tables of a Word file; `area` is the text of a row's first cell. */
export function readWordTables(bytes: Uint8Array): readonly ReadTable[] {
  const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
  return [...xml.matchAll(/<w:tbl>(.*?)<\/w:tbl>/gs)].map(([, table = '']) => {
    const [columns = [], ...rows] = [...table.matchAll(/<w:tr[ >](.*?)<\/w:tr>/gs)].map(
      ([, row = '']) =>
        [...row.matchAll(/<w:tc>(.*?)<\/w:tc>/gs)].map(([, cell = '']) =>
          [...cell.matchAll(/<w:t[^>]*>(.*?)<\/w:t>/gs)].map(([, text]) => plain(text)).join(''),
        ),
    );
    return {
      columns,
      rows: rows.map(([area = '', ...cells]) => ({ area, cells: cells.map((text) => ({ text })) })),
    };
  });
}

/**
 * What a Swedish number with or without a unit says, and to how many decimals; undefined where the
 * cell says that there is none.
 */
export function readSwedish(text: string): { value: number; decimals: number } | undefined {
  const [number] = /^[−-]?[\d\u00a0\u202f ]*\d(?:,\d+)?/.exec(text) ?? [];
  if (number === undefined) return undefined;
  const ascii = number
    .replaceAll(/[\u00a0\u202f ]/g, '')
    .replace('−', '-')
    .replace(',', '.');
  return { value: Number(ascii), decimals: ascii.split('.')[1]?.length ?? 0 };
}

function plain(text = ''): string {
  return text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/[\n\t ]+/g, ' ')
    .trim();
}
