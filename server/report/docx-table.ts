import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { ownColor, ruleColor, softColor, textWidth } from './docx-styles.ts';
import type { ReportTable } from './report-table.ts';

/** Room for the longest names of kommuner, in twentieths of a point. */
const nameWidth = 2100;

/** A table of more rows than this may go on over a page break. */
const mostKept = 25;

interface CellLook {
  readonly keepNext: boolean;
  readonly alignRight: boolean;
  readonly bold: boolean;
  readonly color?: string;
  readonly width: number;
}

/** A real table: its header row repeats on each page, rows stay whole, numbers are set to the right. */
export function docxTable({ columns, rows }: ReportTable): Table {
  const widths = columnWidths(columns.length);
  const look = (i: number, rest: Pick<CellLook, 'keepNext' | 'bold' | 'color'>): CellLook => ({
    ...rest,
    alignRight: i > 0,
    width: widths[i] ?? nameWidth,
  });
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map((text, i) =>
      cell(text, look(i, { keepNext: true, bold: true, color: softColor })),
    ),
  });
  const keeps = (row: number) => rows.length <= mostKept && row < rows.length - 1;
  const body = rows.map(({ name, cells, isFocus }, row) => {
    const own = { keepNext: keeps(row), bold: isFocus, ...(isFocus && { color: ownColor }) };
    return new TableRow({
      cantSplit: true,
      children: [name, ...cells].map((text, i) => cell(text, look(i, own))),
    });
  });
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    borders: {
      top: line(4),
      bottom: line(4),
      left: noLine,
      right: noLine,
      insideHorizontal: line(2),
      insideVertical: noLine,
    },
    rows: [header, ...body],
  });
}

const noLine = { style: BorderStyle.NONE, size: 0, color: 'auto' };

function line(size: number) {
  return { style: BorderStyle.SINGLE, size, color: ruleColor };
}

function columnWidths(count: number): number[] {
  if (count === 1) return [textWidth];
  const each = Math.floor((textWidth - nameWidth) / (count - 1));
  return [nameWidth, ...Array.from({ length: count - 1 }, () => each)];
}

function cell(text: string, { keepNext, alignRight, bold, color, width }: CellLook): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.BOTTOM,
    margins: { top: 50, bottom: 50, left: 80, right: 80 },
    children: [
      new Paragraph({
        keepNext,
        spacing: { after: 0, line: 252, lineRule: LineRuleType.AUTO },
        alignment: alignRight ? AlignmentType.RIGHT : AlignmentType.LEFT,
        children: [new TextRun({ text, bold, ...(color !== undefined && { color }) })],
      }),
    ],
  });
}
