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
  expect([...all, later].map((one) => text(one.bytes('identity')))).toEqual(
    Array(21).fill('made 1'),
  );
});

test('what is longest unused goes first when it is full', async () => {
  const cache = createAnswerCache({ maxBytes: 4000, maxAnswerBytes: 2000 });
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
  expect(cache.size().bytes).toBeLessThanOrEqual(4000);
});

test('what is too large is given and not kept', async () => {
  const cache = createAnswerCache({ maxBytes: 10_000, maxAnswerBytes: 100 });
  const large = await cache.get('a', async () => answer('x'.repeat(500)));
  expect(large.bytes('identity')).toHaveLength(500);
  expect(cache.size()).toEqual({ entries: 0, bytes: 0 });
});

test('a failure is told to everyone who waits, and tried anew by the next', async () => {
  const cache = createAnswerCache({ maxBytes: 10_000, maxAnswerBytes: 1000 });
  const fail = () => Promise.reject(new Error('no'));
  const both = await Promise.allSettled([cache.get('a', fail), cache.get('a', fail)]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(text((await cache.get('a', async () => answer('well'))).bytes('identity'))).toBe('well');
});

test('compressed forms hold the same bytes', async () => {
  const cache = createAnswerCache({ maxBytes: 10_000, maxAnswerBytes: 5000 });
  const kept = await cache.get('a', async () => answer('åäö'.repeat(100)));
  expect(gunzipSync(kept.bytes('gzip')).toString()).toBe('åäö'.repeat(100));
  expect(brotliDecompressSync(kept.bytes('br')).toString()).toBe('åäö'.repeat(100));
  expect(kept.bytes('br')).toBe(kept.bytes('br'));
});
