import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { ReformEvent } from '../../web/shared/api.ts';
import type { Figure } from '../../web/shared/figure/figure.ts';
import { reportText } from '../../web/shared/text/report.ts';
import type { Report, ReportTable } from './report.ts';

/** A chart as a picture: PNG bytes and its size on paper, in points of 1/96 inch. */
export interface ReportPicture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface ReportDocxInput {
  readonly report: Report;
  /** One per figure, in order; undefined where there is nothing to draw. */
  readonly pictures: readonly (ReportPicture | undefined)[];
  readonly eventSentence: (event: ReformEvent) => string;
}

const font = 'Calibri';
/** The text width of an A4 page with 25 mm margins, in 1/96 inch. */
const textWidth = 604;

/** The report as a Word file: real headings, header rows, page numbers, Swedish as its language. */
export async function reportDocx(input: ReportDocxInput): Promise<Uint8Array> {
  const { report } = input;
  const document = new Document({
    title: report.title,
    creator: reportText.creator,
    description: report.lede,
    styles: documentStyles,
    features: { updateFields: false },
    sections: [
      {
        properties: { page: { size: { width: 11_906, height: 16_838 }, margin: pageMargin } },
        footers: { default: footer(report) },
        children: [
          ...(report.invented ? [strong(reportText.invented)] : []),
          new Paragraph({ text: report.title, heading: HeadingLevel.TITLE }),
          heading(reportText.question),
          paragraph(report.question),
          heading(reportText.summary),
          paragraph(report.lede),
          ...report.summaries.map(paragraph),
          heading(report.table.caption),
          wordTable(report.table),
          small(reportText.tableNote),
          heading(reportText.figures),
          ...report.figures.flatMap((figure, i) => figureParagraphs(figure, input.pictures[i])),
          heading(reportText.events),
          ...eventParagraphs(input),
          ...guidanceParagraphs(report),
          heading(reportText.definitions),
          ...report.definitions.flatMap(({ id, title, text }) => [
            strong(`${title} (${id})`),
            paragraph(text),
          ]),
          heading(reportText.sources),
          ...report.sources.map(bullet),
          paragraph(report.releaseLine),
          permanentLink(report),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

const pageMargin = { top: 1417, bottom: 1417, left: 1417, right: 1417 };

const headingStyle = (size: number, before: number) => ({
  run: { font, size, bold: true, color: '1C2126' },
  paragraph: { spacing: { before, after: 120 }, keepNext: true },
});

const documentStyles = {
  default: {
    document: {
      run: { font, size: 22, language: { value: 'sv-SE' } },
      paragraph: { spacing: { after: 140, line: 288 } },
    },
    title: headingStyle(40, 0),
    heading1: headingStyle(28, 360),
    heading2: headingStyle(24, 280),
  },
};

function heading(text: string): Paragraph {
  return new Paragraph({ text, heading: HeadingLevel.HEADING_1 });
}

function paragraph(text: string): Paragraph {
  return new Paragraph({ text });
}

function strong(text: string): Paragraph {
  return new Paragraph({ keepNext: true, children: [new TextRun({ text, bold: true })] });
}

function small(text: string): Paragraph {
  return new Paragraph({ children: [new TextRun({ text, size: 18, color: '525C66' })] });
}

function bullet(text: string): Paragraph {
  return new Paragraph({ text, bullet: { level: 0 } });
}

function figureParagraphs(figure: Figure, picture: ReportPicture | undefined): Paragraph[] {
  return [
    new Paragraph({ text: figure.heading, heading: HeadingLevel.HEADING_2 }),
    new Paragraph({ keepNext: true, children: [new TextRun({ text: figure.measure })] }),
    ...(picture === undefined ? [] : [pictureParagraph(figure, picture)]),
    ...figure.notes.map(small),
    small(figure.source),
  ];
}

function pictureParagraph(figure: Figure, { png, width, height }: ReportPicture): Paragraph {
  const scale = Math.min(1, textWidth / width);
  return new Paragraph({
    keepNext: true,
    children: [
      new ImageRun({
        type: 'png',
        data: png,
        transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
        altText: { name: figure.kpi.id, title: figure.heading, description: figure.alternative },
      }),
    ],
  });
}

function wordTable({ columns, rows }: ReportTable): Table {
  const cell = (text: string, alignRight: boolean, bold: boolean) =>
    new TableCell({
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      children: [
        new Paragraph({
          spacing: { after: 0 },
          alignment: alignRight ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [new TextRun({ text, bold })],
        }),
      ],
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: [reportText.municipality, ...columns].map((text, i) => cell(text, i > 0, true)),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: [row.name, ...row.cells].map((text, i) => cell(text, i > 0, row.isFocus)),
          }),
      ),
    ],
  });
}

function eventParagraphs({ report, eventSentence }: ReportDocxInput): Paragraph[] {
  if (report.events.length === 0) return [paragraph(reportText.noEvents)];
  return [
    paragraph(reportText.eventsLede),
    ...report.events.map((event) => bullet(eventSentence(event))),
  ];
}

function guidanceParagraphs({ guidance }: Report): Paragraph[] {
  if (guidance.length === 0) return [];
  return [
    heading(reportText.guidance),
    ...guidance.flatMap(({ question, answer }) => [strong(question), paragraph(answer)]),
  ];
}

function permanentLink({ permanentUrl }: Report): Paragraph {
  return new Paragraph({
    children: [
      new TextRun(`${reportText.permanent}: `),
      new ExternalHyperlink({
        link: permanentUrl,
        children: [new TextRun({ text: permanentUrl, style: 'Hyperlink' })],
      }),
    ],
  });
}

function footer(report: Report): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [
          new TextRun({
            size: 18,
            color: '525C66',
            children: [
              `${report.invented ? `${reportText.invented} ` : ''}${reportText.page} `,
              PageNumber.CURRENT,
              ` ${reportText.of} `,
              PageNumber.TOTAL_PAGES,
            ],
          }),
        ],
      }),
    ],
  });
}
