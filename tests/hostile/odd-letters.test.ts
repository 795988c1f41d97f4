import { expect, test } from 'vitest';
import { formatCharacters } from '../support/format-characters.ts';
import { cleanLine, cleanParagraphs } from '../../server/kolada/text.ts';

/** The letters that XML 1.0 allows, and so SVG, Word and Excel. */
const isAllowed = (text: string) =>
  /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u.test(text);

test('whatever letters Kolada sends, what is kept can stand in XML', () => {
  const faults: string[] = [];
  for (let code = 0; code <= 0x10_ffff; code++) {
    const text = `a${String.fromCodePoint(code)}b`;
    if (!isAllowed(cleanLine(text)) || !isAllowed(cleanParagraphs(text))) {
      faults.push(code.toString(16));
    }
  }
  expect(faults).toEqual([]);
});

test('letters of any language are kept as they are', () => {
  const text = 'Åmål, Övertorneå, Čohkkiras, العربية 中文 👩 é e\u0301 75–84 år';
  expect(cleanLine(text)).toBe(text);
});

test('no letter that is not seen is kept, and the word that it stood in is whole', () => {
  const kept = formatCharacters.filter((mark) => {
    const text = `${mark}Hem${mark}tjänst,${mark} andel${mark}\\${mark}nKälla${mark}`;
    return (
      cleanLine(text) !== 'Hemtjänst, andel Källa' ||
      cleanParagraphs(text) !== 'Hemtjänst, andel\nKälla'
    );
  });
  expect(kept.map((mark) => mark.codePointAt(0)?.toString(16))).toEqual([]);
});
