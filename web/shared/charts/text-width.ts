import { advances } from './advances.ts';

export interface TextStyle {
  /** Font size in pixels. */
  readonly size: number;
  readonly weight?: 'regular' | 'semibold';
}

/** Room for hinting, and for a reader whose fallback font is a little wider. */
const slack = 1.03;
const unknownAdvance = 600;
const ellipsis = '…';

/** Estimated width in pixels of one line of Source Sans 3; no browser or canvas is asked. */
export function textWidth(text: string, { size, weight = 'regular' }: TextStyle): number {
  const widths = tables[weight];
  let sum = 0;
  for (const character of text.normalize('NFC')) sum += widths.get(character) ?? unknownAdvance;
  return (sum * size * slack) / 1000;
}

/** Cuts at the end with `…` so that the text is at most `width` pixels wide. */
export function shorten(text: string, width: number, style: TextStyle): string {
  if (textWidth(text, style) <= width) return text;
  const characters = [...text];
  while (characters.length > 1) {
    characters.pop();
    const cut = `${characters.join('').trimEnd()}${ellipsis}`;
    if (textWidth(cut, style) <= width) return cut;
  }
  return ellipsis;
}

/** Breaks at spaces into lines of at most `width` pixels; what does not fit in `maxLines` is cut with `…`. */
export function wrapText(
  text: string,
  width: number,
  style: TextStyle & { readonly maxLines?: number },
): string[] {
  const maxLines = style.maxLines ?? 12;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || textWidth(longer, style) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== '') lines.push(line);
  const rest = lines.slice(maxLines - 1).join(' ');
  const kept = lines.length > maxLines ? [...lines.slice(0, maxLines - 1), rest] : lines;
  return kept.map((part) => shorten(part, width, style));
}

const tables = { regular: toTable(advances.regular), semibold: toTable(advances.semibold) };

function toTable(rows: readonly (readonly [number, string])[]): ReadonlyMap<string, number> {
  return new Map(rows.flatMap(([width, characters]) => [...characters].map((c) => [c, width])));
}
