import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonInParts } from '../../../server/http/json-in-parts.ts';

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
