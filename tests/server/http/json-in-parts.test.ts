import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeInParts } from '../../../server/http/encoding.ts';
import { jsonInParts } from '../../../server/http/json-in-parts.ts';
import { inScript } from '../../../server/pages/template.ts';

test('JSON in parts is the JSON of the whole, whatever is in it', async () => {
  const member = fc.anything({ withNullPrototype: false, withBigInt: false, maxDepth: 3 });
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), member), async (value) => {
      expect(await jsonInParts(value)).toBe(JSON.stringify(value));
    }),
  );
});

test.each([0, 1, 1999, 2000, 2001, 6000])('a list of %i is whole', async (length) => {
  const value = { list: Array.from({ length }, (_, index) => ({ index, text: 'å"' })) };
  expect(await jsonInParts(value)).toBe(JSON.stringify(value));
});

test('in a script element every part is fit for it, names too, and says the same', async () => {
  const texts = ['</script>', '<!--', '\u2028', '<'];
  const value = {
    '</script>': texts,
    list: Array.from({ length: 4001 }, (_, index) => ({ '<': texts[index % texts.length] })),
    alone: '<b>',
  };
  const json = await jsonInParts(value, inScript);
  expect(json).not.toMatch(/[<\u2028]/);
  expect(JSON.parse(json)).toEqual(value);
});

test('a text of any length is encoded in parts as it is in whole, wherever a letter of two halves stands', async () => {
  for (const before of [0, 1, 499_998, 499_999, 500_000, 999_999, 1_200_000]) {
    const text = `${'å'.repeat(before)}🙂\ud83d–${'b'.repeat(before)}`;
    const bytes = await encodeInParts(text);
    expect(Buffer.compare(bytes, new TextEncoder().encode(text))).toBe(0);
  }
});
