import { expect, test } from 'vitest';
import { nextTurn, ReaderGoneError, within } from '../../server/work.ts';

test('the cheapest goes on first, and one whose reader has gone does not', async () => {
  const reader = new AbortController();
  const order: string[] = [];
  const part = (name: string, cost: number, { signal } = new AbortController()) =>
    within({ signal, cost: () => cost, claim: () => Promise.resolve() }, async () => {
      await nextTurn();
      order.push(name);
    });
  const gone = part('gone', 1, reader).catch((error: unknown) => error);
  const others = [part('large', 1000), part('small', 5)];
  reader.abort(new ReaderGoneError('gone'));
  await Promise.all(others);
  expect(order).toEqual(['small', 'large']);
  expect(await gone).toBeInstanceOf(ReaderGoneError);
});

test('of all long works one goes on in each round of the event loop', async () => {
  let round = 0;
  let isOver = false;
  const count = () => {
    round += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const rounds: number[] = [];
  const longWork = async () => {
    for (let part = 0; part < 5; part++) {
      await nextTurn();
      rounds.push(round);
    }
  };
  await Promise.all([longWork(), longWork(), longWork()]);
  isOver = true;
  expect(rounds).toHaveLength(15);
  expect(new Set(rounds).size).toBe(15);
});
