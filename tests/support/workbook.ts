/** Reads an XLSX file by its XML, knowing nothing of how it was written. */
import { strFromU8, unzipSync } from 'fflate';

export type CellValue = string | number | null;

export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly (readonly CellValue[])[];
  readonly xml: string;
}

/** @throws {Error} when a part is missing or a cell is a formula */
export function readWorkbook(bytes: Uint8Array): readonly ReadSheet[] {
  const files = unzipSync(bytes);
  const part = (path: string) => {
    const file = files[path];
    if (file === undefined) throw new Error(`no part ${path}`);
    return strFromU8(file);
  };
  const relations = new Map(
    [...part('xl/_rels/workbook.xml.rels').matchAll(/<Relationship [^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  );
  return [...part('xl/workbook.xml').matchAll(/<sheet [^>]*>/g)].map(([tag]) => {
    const xml = part(`xl/${relations.get(attribute(tag, 'r:id'))}`);
    return { name: attribute(tag, 'name'), rows: readRows(xml), xml };
  });
}

function readRows(xml: string): CellValue[][] {
  if (/<f[\s>]/.test(xml)) throw new Error('a cell holds a formula');
  return [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, cells = '']) => {
    const row: CellValue[] = [];
    for (const [, attributes = '', content = ''] of cells.matchAll(/<c ([^>]*)>(.*?)<\/c>/gs)) {
      const column = attribute(`<c ${attributes}>`, 'r').codePointAt(0) ?? 65;
      while (row.length < column - 65) row.push(null);
      row.push(readCell(attributes, content));
    }
    return row;
  });
}

function readCell(attributes: string, content: string): CellValue {
  const [, inline] = /<t[^>]*>(.*?)<\/t>/s.exec(content) ?? [];
  if (/t="inlineStr"/.test(attributes)) return unescapeXml(inline ?? '');
  const [, number] = /<v>(.*?)<\/v>/.exec(content) ?? [];
  return Number(number);
}

function attribute(tag: string, name: string): string {
  return unescapeXml(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)));
}
