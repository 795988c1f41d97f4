import { withoutFormat } from '../../web/shared/plain-text.ts';

/** With the two letters that XML, and so SVG, Word and Excel, cannot hold. */
const controls = /[\p{Cc}\ufffe\uffff]/gu;
const escapedBreaks = /\\r\\n|\\n|\\r/g;

/**
 * One line: format characters go, control characters and literal `\n` become spaces, runs of white
 * space one space, and half a surrogate pair U+FFFD.
 */
export function cleanLine(text: string): string {
  return withoutFormat(text.toWellFormed())
    .replace(escapedBreaks, ' ')
    .replace(controls, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Paragraphs separated by one `\n`: literal `\n` in the text counts as a break, empty ones go. */
export function cleanParagraphs(text: string): string {
  return withoutFormat(text)
    .replace(escapedBreaks, '\n')
    .split(/[\r\n]+/)
    .map(cleanLine)
    .filter((paragraph) => paragraph !== '')
    .join('\n');
}
