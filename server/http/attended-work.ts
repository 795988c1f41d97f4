import type { MiddlewareHandler } from 'hono';
import { ProblemError } from '../errors.ts';
import { currentWork, ReaderGoneError, within, type Work } from '../work.ts';
import type { Answer, AnswerCache, StoredAnswer } from './answer-cache.ts';
import type { Budget } from './budget.ts';

/** Work that takes part of the budget, and gives it back when it ends. */
interface AttendedWork extends Work {
  readonly end: () => void;
}

function createWork(signal: () => AbortSignal, budget: Budget): AttendedWork {
  let cost: number | undefined;
  let hasEnded = false;
  let letGo = () => {};
  const work: AttendedWork = {
    get signal() {
      return signal();
    },
    cost: () => cost ?? 0,
    claim: async (claimed) => {
      if (cost !== undefined) return;
      cost = claimed;
      letGo = await within(work, () => budget.take(claimed));
      if (hasEnded) letGo();
    },
    end: () => {
      hasEnded = true;
      letGo();
    },
  };
  return work;
}

/** What is done for one request is done for its reader, and only as long as the connection holds. */
export function attendReaders(budget: Budget): MiddlewareHandler {
  return async (c, next) => {
    const work = createWork(() => signalOf(c.req.raw), budget);
    try {
      await within(work, next);
    } finally {
      work.end();
    }
  };
}

const signals = new WeakMap<Request, AbortSignal>();

/** Made when first asked for: most answers are kept ones, and need none. */
function signalOf(request: Request): AbortSignal {
  const known = signals.get(request);
  if (known !== undefined) return known;
  const controller = new AbortController();
  const stop = () => controller.abort(new ReaderGoneError('the connection was closed'));
  if (request.signal.aborted) stop();
  else request.signal.addEventListener('abort', stop, { once: true });
  signals.set(request, controller.signal);
  return controller.signal;
}

interface Flight {
  readonly answer: Promise<StoredAnswer>;
  readonly work: AttendedWork;
  readonly controller: AbortController;
  /** False while it is not known that anything must be made; a kept answer needs nobody's attention. */
  readonly hasBegun: boolean;
  readers: number;
}

/** A connection on which nothing has moved for a minute is cut; better to be told before that. */
const standardDeadlineMs = 45_000;

/**
 * The same cache, in which an answer is made only as long as one of those who asked for it is still
 * there, and the budget is given back when it is made.
 * @param deadlineMs for an answer; whoever waits for one that takes longer is told to come back
 */
export function attendedCache(
  cache: AnswerCache,
  budget: Budget,
  deadlineMs = standardDeadlineMs,
): AnswerCache {
  const flights = new Map<string, Flight>();

  const begin = (key: string, make: () => Promise<Answer>): Flight => {
    const controller = new AbortController();
    const work = createWork(() => controller.signal, budget);
    const begun = { hasBegun: false };
    const answer = cache.get(key, () => {
      begun.hasBegun = true;
      return within(work, make);
    });
    const flight: Flight = { ...begun, answer, work, controller, readers: 0 };
    flights.set(key, flight);
    const late = () => controller.abort(new ProblemError(503, 'busy', { headers: comeBack }));
    const deadline = flight.hasBegun ? setTimeout(late, deadlineMs).unref() : undefined;
    const end = () => {
      clearTimeout(deadline);
      work.end();
      if (flights.get(key) === flight) flights.delete(key);
    };
    answer.then(end, end);
    return flight;
  };

  const get: AnswerCache['get'] = async (key, make) => {
    const known = flights.get(key);
    if (known?.controller.signal.aborted === true) {
      // Its readers have gone and it is on its way down: nobody new is to share its fate.
      await known.answer.catch(() => undefined);
      return get(key, make);
    }
    const flight = known ?? begin(key, make);
    return flight.hasBegun ? attend(flight, currentWork()) : flight.answer;
  };
  return { ...cache, get };
}

const comeBack = { 'Retry-After': '30' };

/** The answer, unless the reader goes first; the last one to go puts out the light. */
function attend(flight: Flight, reader: Work | undefined): Promise<StoredAnswer> {
  flight.readers += 1;
  const signal = reader?.signal;
  if (signal === undefined) return flight.answer;
  return new Promise((resolve, reject) => {
    const leave = () => {
      flight.readers -= 1;
      if (flight.readers === 0) flight.controller.abort(signal.reason);
      reject(signal.reason);
    };
    const stay = () => signal.removeEventListener('abort', leave);
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    flight.answer.then(resolve, reject).finally(stay);
  });
}
