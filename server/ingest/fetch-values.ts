import type { IngestSource } from './catalogue.ts';
import { IngestError, throwIfAborted } from './errors.ts';
import type { PlanPart } from './plan.ts';
import type { StagedValues } from './staged-values.ts';
import { createStagedValues } from './staged-values.ts';

/** One part of the plan, completely fetched. */
export interface FetchedPart {
  readonly staged: StagedValues;
  /** Rows that were refused: whatever is missing may be among them. */
  readonly rejected: number;
  /** Whether all that there is has come; otherwise what has changed, and absence says nothing. */
  readonly isWhole: boolean;
}

interface Options {
  readonly signal?: AbortSignal | undefined;
  /** Share of the whole plan that has come, 0–1. */
  readonly onShare: (share: number) => void;
}

/** So many parts are fetched at once: the end of one, when connections fall idle, overlaps the next. */
const partsAtOnce = 2;

/**
 * Fetches the parts and yields each when all its values have come, in the order of the plan.
 * Throws what the client throws: a part is whole, or the run is given up.
 */
export async function* fetchParts(
  client: IngestSource,
  parts: readonly PlanPart[],
  options: Options,
): AsyncGenerator<FetchedPart> {
  const stop = new AbortController();
  const signals = options.signal ? [options.signal, stop.signal] : [stop.signal];
  const signal = AbortSignal.any(signals);
  const shares = parts.map(() => 0);
  const begin = (index: number) => {
    const part = parts[index];
    if (part === undefined) return undefined;
    const promise = fetchPart(client, part, {
      signal,
      onShare: (share) => {
        shares[index] = share;
        options.onShare(shares.reduce((sum, each) => sum + each, 0) / parts.length);
      },
    });
    // It is awaited in its turn; until then a failure must not count as unhandled.
    promise.catch(() => undefined);
    return promise;
  };
  const running = Array.from({ length: partsAtOnce }, (_, index) => begin(index));
  try {
    for (let index = 0; index < parts.length; index++) {
      throwIfAborted(options.signal);
      const fetched = await running.shift();
      if (fetched === undefined) throw new IngestError('answer', `part ${index} was not fetched`);
      running.push(begin(index + partsAtOnce));
      yield fetched;
    }
  } finally {
    stop.abort();
  }
}

async function fetchPart(
  client: IngestSource,
  part: PlanPart,
  options: { readonly signal: AbortSignal; readonly onShare: (share: number) => void },
): Promise<FetchedPart> {
  const staged = createStagedValues(part.kpis, part.areas);
  let rejected = 0;
  for await (const page of client.values(part, options.signal)) {
    staged.add(page.values);
    rejected += page.rejected;
    options.onShare(page.total === 0 ? 0 : page.done / page.total);
  }
  throwIfAborted(options.signal);
  options.onShare(1);
  return { staged, rejected, isWhole: true };
}
