/**
 * Runs up to `limit` sources at once and yields what they give as it comes, in no set order.
 * Each source is at most one item ahead, so no more than `limit` items are held.
 * The first failure is thrown and ends the others; so does leaving the loop early.
 */
export async function* merge<T>(
  sources: readonly (() => AsyncIterator<T>)[],
  limit: number,
): AsyncGenerator<T, void, void> {
  const running = new Map<AsyncIterator<T>, Promise<Arrival<T>>>();
  const upcoming = sources.values();

  const advance = (source: AsyncIterator<T>) => {
    const arrival = source.next().then((result) => ({ source, result }));
    arrival.catch(() => {});
    running.set(source, arrival);
  };
  const startNext = () => {
    const next = upcoming.next();
    if (!next.done) advance(next.value());
  };

  try {
    for (let started = 0; started < limit; started += 1) startNext();
    while (running.size > 0) {
      const { source, result } = await Promise.race(running.values());
      if (result.done) {
        running.delete(source);
        startNext();
      } else {
        advance(source);
        yield result.value;
      }
    }
  } finally {
    for (const source of running.keys()) void source.return?.().catch(() => {});
  }
}

interface Arrival<T> {
  readonly source: AsyncIterator<T>;
  readonly result: IteratorResult<T, unknown>;
}
