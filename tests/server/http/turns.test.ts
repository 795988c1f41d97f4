import { expect, test } from 'vitest';
import { ProblemError } from '../../../server/errors.ts';
import { createTurns } from '../../../server/http/turns.ts';

/** Work that ends when it is told to. */
function createWork() {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { run: () => promise, end: resolve };
}

test('so many run, so many wait in the order they came, and the rest are told when to come back', async () => {
  const turns = createTurns({ running: 1, waiting: 2, waitMs: 60_000 });
  const works = [createWork(), createWork(), createWork()];
  const done: string[] = [];
  const runs = works.map(({ run }) => turns.run(run).then((name) => void done.push(name)));
  expect(turns.size()).toEqual({ running: 1, waiting: 2 });

  const refused = await turns.take().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ProblemError);
  expect(refused).toMatchObject({ status: 503, code: 'busy', headers: { 'Retry-After': '10' } });

  works.toReversed().forEach(({ end }, index) => end(String(works.length - index)));
  await Promise.all(runs);
  expect(done).toEqual(['1', '2', '3']);
  expect(turns.size()).toEqual({ running: 0, waiting: 0 });
});

test('one who has waited too long is told to come back, and takes no turn', async () => {
  const turns = createTurns({ running: 1, waiting: 5, waitMs: 10 });
  const letGo = await turns.take();
  await expect(turns.take()).rejects.toMatchObject({ code: 'busy' });
  letGo();
  expect(turns.size()).toEqual({ running: 0, waiting: 0 });
});

test('work that fails gives its turn back, and a turn given back twice counts once', async () => {
  const turns = createTurns({ running: 1, waiting: 0, waitMs: 10 });
  await expect(turns.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const letGo = await turns.take();
  letGo();
  letGo();
  const again = await turns.take();
  expect(turns.size()).toEqual({ running: 1, waiting: 0 });
  again();
});

test('so much runs at a time as its weights allow, and what weighs more than all runs alone', async () => {
  const turns = createTurns({ running: 10, waiting: 5, waitMs: 60_000 });
  const first = await turns.take(4);
  const second = await turns.take(6);
  const order: string[] = [];
  const heavy = turns.take(100).then((letGo) => (order.push('heavy'), letGo));
  const light = turns.take(1).then((letGo) => (order.push('light'), letGo));
  first();
  second();
  (await heavy)();
  (await light)();
  expect(order).toEqual(['heavy', 'light']);
  expect(turns.size()).toEqual({ running: 0, waiting: 0 });
});

test('one who gives up waiting is in nobody’s way', async () => {
  const turns = createTurns({ running: 10, waiting: 5, waitMs: 10 });
  const letGo = await turns.take(5);
  const heavy = turns.take(10).catch(() => 'gone');
  const light = turns.take(5);
  expect(await heavy).toBe('gone');
  (await light)();
  letGo();
  expect(turns.size()).toEqual({ running: 0, waiting: 0 });
});
