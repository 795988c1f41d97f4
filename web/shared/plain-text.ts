/**
 * Unicode's format characters (general category Cf): marks of direction, joiners and other letters
 * of no width, soft hyphens, byte-order marks, tags. They are not seen, and turn what stands beside
 * them around, hide it, or keep equal words from being equal.
 */
const formatCharacters = /\p{Cf}/gu;

/** @returns the text as it is read; words that a soft hyphen divided are whole */
export function withoutFormat(text: string): string {
  return text.replace(formatCharacters, '');
}
