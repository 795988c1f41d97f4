import { expect, test } from 'vitest';
import { createTokenBucket } from '../../../server/kolada/token-bucket.ts';

/** A clock that only moves when somebody sleeps; sleepers wake in the order of their times. */
function createClock() {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
}

async function sendTimes(requestsPerSecond: number, requests: number) {
  const clock = createClock();
  const bucket = createTokenBucket({ requestsPerSecond, ...clock });
  const times: number[] = [];
  for (let sent = 0; sent < requests; sent += 1) {
    await bucket.take(new AbortController().signal);
    times.push(clock.now());
  }
  return times;
}

test('five a second means that no second holds more than five requests', async () => {
  const times = await sendTimes(5, 20);
  for (const start of times) {
    expect(times.filter((time) => time >= start && time < start + 1000).length).toBeLessThan(6);
  }
  expect(times.at(-1)).toBe(19 * 200);
});

test('requests that ask at the same moment are spaced like the others', async () => {
  const waits: number[] = [];
  const bucket = createTokenBucket({
    requestsPerSecond: 10,
    now: () => 0,
    sleep: async (ms) => void waits.push(ms),
  });
  const { signal } = new AbortController();
  await Promise.all([bucket.take(signal), bucket.take(signal), bucket.take(signal)]);
  expect(waits).toEqual([100, 200]);
});

test('an idle spell saves up nothing at polite rates', async () => {
  let now = 0;
  const waits: number[] = [];
  const bucket = createTokenBucket({
    requestsPerSecond: 5,
    now: () => now,
    sleep: async (ms) => void waits.push(ms),
  });
  const { signal } = new AbortController();
  await bucket.take(signal);
  now = 60_000;
  await bucket.take(signal);
  await bucket.take(signal);
  expect(waits).toEqual([200]);
});

test('a hold that the server asked for delays every later request', async () => {
  const waits: number[] = [];
  const bucket = createTokenBucket({
    requestsPerSecond: 1000,
    now: () => 0,
    sleep: async (ms) => void waits.push(ms),
  });
  bucket.hold(3000);
  await bucket.take(new AbortController().signal);
  expect(waits).toEqual([3000]);
});
