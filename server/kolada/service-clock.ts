/** What the clock of a service says, from the headers of its answers. */
export interface ServiceClock {
  /** @param date milliseconds since 1970 that an answer was made; undefined where it did not say */
  readonly hear: (date: number | undefined) => void;
  /** Undefined until an answer has told. */
  readonly now: () => Date | undefined;
}

/** @param monotonic milliseconds that no change of this machine's clock touches */
export function createServiceClock(monotonic: () => number): ServiceClock {
  let ahead: number | undefined;
  return {
    hear: (date) => {
      if (date !== undefined) ahead = date - monotonic();
    },
    now: () => (ahead === undefined ? undefined : new Date(ahead + monotonic())),
  };
}

/**
 * @param date `Date` (RFC 9110, 6.6.1)
 * @param age `Age`, in seconds, where a cache has kept the answer (RFC 9111, 5.1)
 * @returns milliseconds since 1970; undefined when the header is missing or says no time
 */
export function answerTime(date: string | undefined, age: string | undefined): number | undefined {
  const made = Date.parse(date ?? '');
  if (Number.isNaN(made)) return undefined;
  return made + (/^\d{1,9}$/.test(age?.trim() ?? '') ? Number(age) * 1000 : 0);
}
