/** Words of a text as search compares them: lower case, å ä ö as a a o, common endings cut off. */
export function searchWords(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !unimportant.has(word))
    .map(stem);
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();
}

/** Swedish words that tell nothing of what is looked for. */
const unimportant = new Set(
  'alla and av att de den det dem en ett ej for fran har hur i inom med och om pa per som till ur vad vid ar'.split(
    ' ',
  ),
);

const ending = /(?:arnas|ernas|ornas|arna|erna|orna|ens|ets|ar|er|or|en|(?<!it|h)et|an|s)$/;

/** `kostnader`, `kostnaden` → `kostnad`; what is left is never shorter than four letters. */
function stem(word: string): string {
  const cut = word.replace(ending, '');
  return cut.length >= 4 && !/\d/.test(word) ? cut : word;
}
