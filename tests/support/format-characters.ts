/** Letters of no width that turn, hide or join what stands beside them, by the ranges of Unicode 16. */
const ranges: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x600, 0x605],
  [0x61c, 0x61c],
  [0x6dd, 0x6dd],
  [0x70f, 0x70f],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x206f],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0x1d173, 0x1d17a],
  [0xe0001, 0xe0001],
  [0xe0020, 0xe007f],
];

export const formatCharacters: readonly string[] = ranges.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
);

/** Every such letter, between the letters of a word. */
export function riddled(word: string): string {
  const letters = [...word];
  return formatCharacters
    .map((mark, index) => `${letters[index] ?? ''}${mark}`)
    .concat(letters.slice(formatCharacters.length))
    .join('');
}

const all = new Set(formatCharacters);

/** Those that a text holds, by number. */
export function formatIn(text: string): string[] {
  const found = [...text].filter((letter) => all.has(letter));
  return [...new Set(found)].map((letter) => `U+${letter.codePointAt(0)?.toString(16)}`);
}
