import {
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import type { ReformEvent } from '../../web/shared/api.ts';
import type { Figure } from '../../web/shared/figure/figure.ts';
import { reportText } from '../../web/shared/text/report.ts';
import {
  bulletList,
  documentStyles,
  numbering,
  pageMargin,
  pageSize,
  softColor,
} from './docx-styles.ts';
import { docxTable } from './docx-table.ts';
import { settleDocx } from './settle-docx.ts';
import type { Report } from './report.ts';

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

/** What an A4 page has room for below a heading and a measure, in 1/96 inch. */
const mostHeight = 800;

/**
 * The report as a Word file: real headings, header rows, page numbers, Swedish as its language.
 * The same report gives the same bytes.
 */
export async function reportDocx(input: ReportDocxInput): Promise<Uint8Array<ArrayBuffer>> {
  const { report } = input;
  const document = new Document({
    title: report.title,
    creator: reportText.creator,
    lastModifiedBy: reportText.creator,
    description: report.lede,
    styles: documentStyles,
    numbering,
    compatibility: { version: 15 },
    features: { updateFields: false },
    sections: [
      {
        properties: { page: { size: pageSize, margin: pageMargin } },
        footers: { default: footer(report) },
        children: [
          ...(report.invented ? [strong(reportText.invented)] : []),
          new Paragraph({ text: report.title, heading: HeadingLevel.TITLE }),
          ...leftOutParagraphs(report),
          heading(reportText.question),
          paragraph(report.question),
          heading(reportText.summary),
          ...report.summary.map(paragraph),
          ...report.tables.flatMap((table) => [heading(table.caption), docxTable(table)]),
          report.tables.length === 0 ? paragraph(reportText.noValues) : tableNote(),
          heading(reportText.figures),
          ...report.figures.flatMap((figure, i) => figureParagraphs(figure, i, input.pictures[i])),
          heading(reportText.events),
          ...eventParagraphs(input),
          ...guidanceParagraphs(report),
          heading(reportText.definitions),
          ...report.definitions.flatMap(({ id, title, text }) => [
            strong(`${title} (${id})`),
            ...lines(text).map(paragraph),
          ]),
          heading(reportText.sources),
          ...report.sources.map(bullet),
          heading(reportText.cite),
          paragraph(report.releaseLine),
          paragraph(report.citations.short),
          permanentLink(report),
        ],
      },
    ],
  });
  return settleDocx(await Packer.toBuffer(document), report.publishedAt);
}

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
  return new Paragraph({
    spacing: { after: 60 },
    children: [new TextRun({ text, size: 18, color: softColor })],
  });
}

function tableNote(): Paragraph {
  return new Paragraph({
    spacing: { before: 80 },
    children: [new TextRun({ text: reportText.tableNote, size: 18, color: softColor })],
  });
}

function bullet(text: string): Paragraph {
  return new Paragraph({ text, numbering: { reference: bulletList, level: 0 } });
}

/** Kolada's definitions hold line breaks; in Word they are paragraphs. */
function lines(text: string): string[] {
  return text.split(/\s*\n\s*/).filter((line) => line !== '');
}

function figureParagraphs(
  figure: Figure,
  i: number,
  picture: ReportPicture | undefined,
): Paragraph[] {
  return [
    new Paragraph({ text: figure.heading, heading: HeadingLevel.HEADING_2 }),
    new Paragraph({ keepNext: true, children: [new TextRun({ text: figure.measure })] }),
    ...(picture === undefined ? [] : [pictureParagraph(figure, i, picture)]),
    ...figure.notes.map(small),
    small(figure.source),
  ];
}

function pictureParagraph(
  figure: Figure,
  i: number,
  { png, width, height }: ReportPicture,
): Paragraph {
  return new Paragraph({
    keepNext: true,
    children: [
      new ImageRun({
        type: 'png',
        data: png,
        transformation: onOnePage(width, height),
        altText: {
          id: String(i + 1),
          name: figure.kpi.id,
          title: figure.heading,
          description: figure.alternative,
        },
      }),
    ],
  });
}

/** A picture taller than the page would be cut at its foot; it is set smaller instead. */
function onOnePage(width: number, height: number) {
  const scale = Math.min(1, mostHeight / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
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
  return linkParagraph(reportText.permanent, permanentUrl);
}

function linkParagraph(label: string, link: string): Paragraph {
  return new Paragraph({
    children: [
      new TextRun(`${label}: `),
      new ExternalHyperlink({
        link,
        children: [new TextRun({ text: link, style: 'Hyperlink' })],
      }),
    ],
  });
}

function leftOutParagraphs({ leftOut }: Report): Paragraph[] {
  if (leftOut === undefined) return [];
  return [
    paragraph(reportText.wordLeftOut(leftOut.shown, leftOut.names)),
    linkParagraph(reportText.wordWhole, leftOut.pageUrl),
    linkParagraph(reportText.wordData, leftOut.dataUrl),
  ];
}

function footer(report: Report): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: 'right',
        children: [
          new TextRun({
            size: 18,
            color: softColor,
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
