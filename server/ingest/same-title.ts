/**
 * Whether two titles say the same: case, white space, punctuation and the mark of a last year,
 * "(- 2024)", are no matter. Signs that mean something (%, ‰, +, =) are, and so is what stands
 * between two digits: 1–5 is not 15.
 */
export function isSameTitle(before: string, after: string): boolean {
  return before === after || plainTitle(before) === plainTitle(after);
}

/** A title without what is no matter. */
export function plainTitle(title: string): string {
  return title
    .normalize('NFC')
    .toLocaleLowerCase('sv')
    .replace(/\(\s*[-–]\s*\d{4}\s*\)/gu, '')
    .replace(/(?<=\p{N})\s*\p{P}\s*(?=\p{N})/gu, '~')
    .replace(/[^\p{L}\p{N}\p{S}%‰]/gu, '');
}
