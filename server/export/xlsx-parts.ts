import { exportText, type AboutLine } from '../../web/shared/text/export.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Excel's own limit for a cell. */
const maxCellLength = 32_767;

/** Characters wide, one per column of the data sheet. */
const widths = [11, 58, 10, 18, 12, 7, 6, 14, 11, 16, 46];

/** Indexes into the styles part. */
export const style = { number: 0, header: 1, text: 2, label: 3, wrapped: 4, link: 5 } as const;

/** The parts that are the same for every workbook but for the number of rows. */
export function workbookParts(rowCount: number): readonly (readonly [string, string])[] {
  const { dataSheet, aboutSheet } = exportText;
  const filtered = `'${dataSheet}'!$A$1:$${columnLetter(widths.length - 1)}$${rowCount + 1}`;
  return [
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentTypes}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentTypes}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${contentTypes}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${contentTypes}.worksheet+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${declaration}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${officeRelations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${declaration}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${officeRelations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${officeRelations}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${officeRelations}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${declaration}<workbook xmlns="${main}" xmlns:r="${officeRelations}"><sheets><sheet name="${dataSheet}" sheetId="1" r:id="rId1"/><sheet name="${aboutSheet}" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${filtered}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">'${dataSheet}'!$1:$1</definedName></definedNames></workbook>`,
    ],
    ['xl/styles.xml', styles],
  ];
}

const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><u/><sz val="11"/><color rgb="FF0B5394"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDEFF2"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">${[
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>',
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top"/></xf>',
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
  '<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
].join(
  '',
)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** Up to the first row. */
export const dataSheetStart = `${declaration}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths
  .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
  .join('')}</cols><sheetData>`;

/** From the last row on. Codes such as 0180 are text on purpose, so Excel need not point it out. */
export function dataSheetEnd(rowCount: number): string {
  const last = columnLetter(widths.length - 1);
  const codes = `E2:E${rowCount + 1}`;
  const ignored =
    rowCount === 0
      ? ''
      : `<ignoredErrors><ignoredError sqref="${codes}" numberStoredAsText="1"/></ignoredErrors>`;
  return `</sheetData><autoFilter ref="A1:${last}${rowCount + 1}"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>${ignored}</worksheet>`;
}

/** The sheet "Om uppgifterna", and its links where a line is an address. */
export function aboutSheetParts(
  lines: readonly AboutLine[],
): readonly (readonly [string, string])[] {
  const rows = lines.map(({ label, text }, at) => {
    const kind = isAddress(text) ? style.link : style.wrapped;
    const cells = cell(`A${at + 1}`, label, style.label) + cell(`B${at + 1}`, text, kind);
    return `<row r="${at + 1}">${cells}</row>`;
  });
  const links = lines.flatMap(({ text }, at) => (isAddress(text) ? [{ text, row: at + 1 }] : []));
  const hyperlinks = links.map(({ row }) => `<hyperlink ref="B${row}" r:id="rId${row}"/>`).join('');
  const sheet = `${declaration}<worksheet xmlns="${main}" xmlns:r="${officeRelations}"><cols><col min="1" max="1" width="28" customWidth="1"/><col min="2" max="2" width="100" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData>${hyperlinks === '' ? '' : `<hyperlinks>${hyperlinks}</hyperlinks>`}</worksheet>`;
  const relations = links.map(
    ({ text, row }) =>
      `<Relationship Id="rId${row}" Type="${officeRelations}/hyperlink" Target="${escapeXml(text)}" TargetMode="External"/>`,
  );
  return [
    ['xl/worksheets/sheet2.xml', sheet],
    [
      'xl/worksheets/_rels/sheet2.xml.rels',
      `${declaration}<Relationships xmlns="${packageRelations}">${relations.join('')}</Relationships>`,
    ],
  ];
}

/** One cell; null and empty text give none. Text stands in the cell itself and is never a formula. */
export function cell(reference: string, value: string | number | null, kind: number): string {
  if (value === null || value === '') return '';
  const attributes = kind === 0 ? '' : ` s="${kind}"`;
  if (typeof value === 'number') return `<c r="${reference}"${attributes}><v>${value}</v></c>`;
  return `<c r="${reference}"${attributes} t="inlineStr"><is><t xml:space="preserve">${escapeText(value)}</t></is></c>`;
}

/** `A` for 0. Twenty-six columns are enough here. */
export function columnLetter(index: number): string {
  return String.fromCodePoint(65 + index);
}

/** Excel reads `_x0041_` as a character, so a text that happens to hold that is written with `_` escaped. */
function escapeText(text: string): string {
  return escapeXml(text.slice(0, maxCellLength).replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_'));
}

function escapeXml(text: string): string {
  if (!/[^ !#-%'-;=?-~\u00a0-\ud7ff]/.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text);
}
