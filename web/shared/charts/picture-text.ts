import type { Drawing, Frame } from './frame.ts';
import { cleanText, textLayers, type TextRow } from './layer.ts';
import { wrapText } from './text-width.ts';

/** What a picture that stands alone must say about itself. */
export interface PictureText {
  readonly title: string;
  readonly subtitle: string;
  /** Source, release and cautions, a paragraph each. */
  readonly footer: readonly string[];
}

const title = { size: 21, line: 27, weight: 'semibold' } as const;
const narrowTitle = { size: 18, line: 23, weight: 'semibold' } as const;

export function pictureHeader({ title: text, subtitle }: PictureText, frame: Frame): Drawing {
  const { left, right, top, colors, sizes } = frame;
  const width = right - left;
  const large = width < 420 ? narrowTitle : title;
  const headings = paragraph(text, { ...large, left, width, top, color: colors.ink });
  const under = paragraph(subtitle, {
    size: sizes.label,
    line: sizes.line + 1,
    left,
    width,
    top: headings.bottom + 2,
    color: colors.soft,
  });
  return { layers: textLayers([...headings.rows, ...under.rows]), bottom: under.bottom + 14 };
}

export function pictureFooter({ footer }: PictureText, frame: Frame): Drawing {
  const { left, right, colors, sizes } = frame;
  const rows: TextRow[] = [];
  let top = frame.top + 16;
  for (const text of footer) {
    const block = paragraph(text, {
      size: sizes.small,
      line: sizes.line,
      left,
      width: right - left,
      top,
      color: colors.soft,
    });
    rows.push(...block.rows);
    top = block.bottom;
  }
  return { layers: textLayers(rows), bottom: top };
}

interface ParagraphStyle {
  readonly size: number;
  readonly line: number;
  readonly weight?: 'semibold';
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly color: string;
}

function paragraph(text: string, style: ParagraphStyle) {
  const { size, line, weight, left, top, width, color } = style;
  const font = weight === undefined ? { size } : { size, weight };
  const lines = wrapText(cleanText(text), width, font);
  const rows = lines.map((row, i): TextRow => ({
    ...font,
    x: left,
    y: top + (i + 0.5) * line,
    text: row,
    color,
  }));
  return { rows, bottom: top + lines.length * line };
}
