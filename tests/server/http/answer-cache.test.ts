import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createAnswerCache, type Answer } from '../../../server/http/answer-cache.ts';

const answer = (body: string): Answer => ({ body, contentType: 'text/plain' });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('an answer is made once, then kept', async () => {
  const cache = createAnswerCache({ maxBytes: 10_000, maxAnswerBytes: 5000 });
  let made = 0;
  const make = async () => answer(`made ${++made}`);
  const all = await Promise.all(Array.from({ length: 20 }, () => cache.get('a', make)));
  const later = await cache.get('a', make);
  expect(made).toBe(1);
  expect([...all, later].map((one) => text(one.plain))).toEqual(Array(21).fill('made 1'));
});

test('what is longest unused goes first when it is full', async () => {
  const cache = createAnswerCache({ maxBytes: 3000, maxAnswerBytes: 2000 });
  const make = (name: string) => async () => answer(name.repeat(1000));
  await cache.get('a', make('a'));
  await cache.get('b', make('b'));
  await cache.get('a', make('never'));
  await cache.get('c', make('c'));
  let again = 0;
  const count = async () => answer(String(++again));
  await cache.get('a', count);
  expect(again).toBe(0);
  await cache.get('b', count);
  expect(again).toBe(1);
  expect(cache.size().bytes).toBeLessThanOrEqual(3000);
});

test('what is too large is given and not kept', async () => {
  const cache = createAnswerCache({ maxBytes: 10_000, maxAnswerBytes: 100 });
  const large = await cache.get('a', async () => answer('x'.repeat(500)));
  expect(large.plain).toHaveLength(500);
  expect(cache.size()).toEqual({ entries: 0, bytes: 0 });
});

test('a failure is told to everyone who waits, and tried anew by the next', async () => {
  const cache = createAnswerCache({ maxBytes: 10_000, maxAnswerBytes: 1000 });
  const fail = () => Promise.reject(new Error('no'));
  const both = await Promise.allSettled([cache.get('a', fail), cache.get('a', fail)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(text((await cache.get('a', async () => answer('well'))).plain)).toBe('well');
});

test('compressed forms hold the same bytes, and each is made once', async () => {
  const cache = createAnswerCache({ maxBytes: 10_000, maxAnswerBytes: 5000 });
  const kept = await cache.get('a', async () => answer('åäö'.repeat(100)));
  expect(gunzipSync(await kept.bytes('gzip')).toString()).toBe('åäö'.repeat(100));
  const [one, same] = await Promise.all([kept.bytes('br'), kept.bytes('br')]);
  expect(brotliDecompressSync(one).toString()).toBe('åäö'.repeat(100));
  expect(same).toBe(one);
  expect(await kept.bytes('identity')).toBe(kept.plain);
});

test('compressed forms count as what they are, and make room for themselves', async () => {
  const cache = createAnswerCache({ maxBytes: 5000, maxAnswerBytes: 5000 });
  const noise = (seed: number) => {
    let state = seed;
    const letter = () =>
      String.fromCharCode(33 + ((state = (state * 48_271) % 2_147_483_647) % 90));
    return Array.from({ length: 1500 }, letter).join('');
  };
  const first = await cache.get('a', async () => answer(noise(7)));
  await cache.get('b', async () => answer(noise(11)));
  const before = cache.size();
  expect(before.entries).toBe(2);
  const compressed = await first.bytes('gzip');
  expect(cache.size()).toEqual({ entries: 2, bytes: before.bytes + compressed.byteLength });
  const more = await first.bytes('br');
  expect(compressed.byteLength + more.byteLength).toBeGreaterThan(5000 - before.bytes);
  expect(cache.size().entries).toBe(1);
  expect(cache.size().bytes).toBeLessThanOrEqual(5000);
});

test('what has left the cache no longer counts, though somebody compresses it', async () => {
  const cache = createAnswerCache({ maxBytes: 1500, maxAnswerBytes: 1500 });
  const gone = await cache.get('a', async () => answer('a'.repeat(1000)));
  await cache.get('b', async () => answer('b'.repeat(1000)));
  const before = cache.size();
  await gone.bytes('gzip');
  expect(cache.size()).toEqual(before);
});
