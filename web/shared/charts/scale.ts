/** A nice axis: its ends are ticks. */
export interface Axis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly step: number;
}

/** Maps a domain onto pixels in a straight line; an empty domain maps to the middle. */
export function linear(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
): (value: number) => number {
  const span = to - from;
  return (value) =>
    span === 0 ? (start + end) / 2 : start + ((value - from) / span) * (end - start);
}

/**
 * An axis of about `count` ticks that holds every value. It begins at zero when the values reach
 * down to a third of their maximum, else it is cut (and `cutStart` says where, for the words).
 * Shares in per cent never leave 0–100 when the values do not.
 */
export function niceAxis(values: readonly number[], unit: string, count = 4): Axis {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const nearZero = low >= 0 && low <= high / 3;
  const [from, to] = widened(nearZero ? 0 : low, high);
  const step = niceStep((to - from) / count);
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => rounded((first + i) * step));
  const kept = unit === '%' && low >= 0 && high <= 100 ? ticks.filter(isShare) : ticks;
  return { domain: [kept[0] ?? from, kept.at(-1) ?? to], ticks: kept, step };
}

/** Where a cut axis begins, or undefined when it holds zero. */
export function cutStart({ domain: [from, to] }: Axis): number | undefined {
  return from > 0 ? from : to < 0 ? to : undefined;
}

/**
 * 1, 2 or 5 times a power of ten (2.5 where that is a whole number), at least `raw`, so that ticks
 * are few rather than many.
 */
export function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor =
    (power >= 10 ? [1, 2, 2.5, 5] : [1, 2, 5]).find(
      (candidate) => raw <= candidate * power * 1.001,
    ) ?? 10;
  return factor * power;
}

/** Values that are one, or as good as, get an axis around them. */
function widened(low: number, high: number): readonly [number, number] {
  const magnitude = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > Math.max(1e-9, magnitude * 1e-9)) return [low, high];
  const margin = magnitude < 1e-9 ? 1 : magnitude / 10;
  return [low === 0 ? 0 : low - margin, high + margin];
}

function isShare(tick: number): boolean {
  return tick >= 0 && tick <= 100;
}

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
