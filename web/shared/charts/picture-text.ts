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

/** Lines are broken early, since a picture may be shown in a wider font than ours. */
const fallbackShare = 0.93;
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
  return { layers: textLayers([...headings.rows, ...under.rows]), bottom: under.bottom };
}

export function pictureFooter({ footer }: PictureText, frame: Frame): Drawing {
  const { left, right, colors, sizes } = frame;
  const rows: TextRow[] = [];
  let top = frame.top;
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
  const wrap = (share: number) => wrapText(cleanText(text), width * fallbackShare * share, font);
  const full = wrap(1);
  // A heading's lines are made about as long as each other, so that no single word is left over.
  const even = [0.55, 0.65, 0.75, 0.85].map(wrap).find((rows) => rows.length === full.length);
  const lines = weight === undefined ? full : (even ?? full);
  const rows = lines.map((row, i): TextRow => ({
    ...font,
    x: left,
    y: top + (i + 0.5) * line,
    text: row,
    color,
  }));
  return { rows, bottom: top + lines.length * line };
}
