import { AsyncLocalStorage } from 'node:async_hooks';
import { createWaitingLine } from './waiting-line.ts';

/** One answer in the making, for as long as somebody waits for it. */
export interface Work {
  /** Aborts, with a `ReaderGoneError`, when the last reader has gone. */
  readonly signal: AbortSignal;
  /** Rough milliseconds of a processor: of two that stand in line, the cheaper goes first. */
  readonly cost: () => number;
  /**
   * Resolves when so much work may begin; it is counted until the answer is made.
   * @throws {ProblemError} 503 `busy`
   */
  readonly claim: (cost: number) => Promise<void>;
}

const underway = new AsyncLocalStorage<Work>();

/** What most pages, embeds and pictures cost at most. */
export const smallCost = 60;

/** Whether a work is one that a small one must not wait for. Where nobody waits, nothing is in a hurry. */
export function isLarge(work: Work | undefined): boolean {
  return work === undefined || work.cost() > smallCost;
}

/** What is called within `make`, however deep, belongs to this work. */
export function within<T>(work: Work, make: () => T): T {
  return underway.run(work, make);
}

/** Undefined where no reader waits: a refresh, a test, what is made at the start. */
export function currentWork(): Work | undefined {
  return underway.getStore();
}

/**
 * Says what the answer under way will cost, before anything is read for it, and waits its turn.
 * @throws {ProblemError} 503 `busy`
 */
export async function claim(cost: number): Promise<void> {
  await currentWork()?.claim(cost);
}

/** Nobody waits any longer for what was being made; nobody will see this either. */
export class ReaderGoneError extends Error {
  override readonly name = 'ReaderGoneError';
}

/** No turn of the event loop should be longer than a few of these. */
const turnMs = 10;

/**
 * For a long work, to be called between any two parts of it: lets others have the event loop when
 * this work has had it for some time.
 * @throws {ReaderGoneError} when nobody waits for it any longer
 */
export function createBreather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < turnMs) return;
    await nextTurn();
    since = performance.now();
  };
}

const line = createWaitingLine<undefined, undefined>(Infinity);
let isMoving = false;

/**
 * Resolves in a later round of the event loop. Of all long works one goes on in each round, so that
 * what waits for a file, a thread or a connection never waits for more than a part of one of them.
 * @throws {ReaderGoneError} when nobody waits for the work any longer
 */
export function nextTurn(): Promise<void> {
  const turn = line.add(undefined, currentWork());
  if (!isMoving) {
    isMoving = true;
    setImmediate(move);
  }
  return turn;
}

function move(): void {
  line.shift()?.resolve(undefined);
  isMoving = line.size() > 0;
  if (isMoving) setImmediate(move);
}
