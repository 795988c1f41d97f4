import type { ChartInput, ChartPoint } from '../figure/figure.ts';
import { niceAxis, type Axis } from './scale.ts';

/** An area with its value of both measures. */
export interface ScatterPair {
  readonly point: ChartPoint;
  readonly second: ChartPoint;
  readonly x: number;
  readonly y: number;
}

/** Areas that have both values; each has one point of each measure, whose years may differ. */
export function scatterPairs(input: Pick<ChartInput, 'points' | 'secondPoints'>): ScatterPair[] {
  const seconds = new Map((input.secondPoints ?? []).map((point) => [point.area, point]));
  return input.points.flatMap((point): ScatterPair[] => {
    const second = seconds.get(point.area);
    if (second === undefined || point.value === null || second.value === null) return [];
    return [{ point, second, x: point.value, y: second.value }];
  });
}

/** Both axes, or undefined when no area has both values. */
export function scatterAxes(
  input: Pick<ChartInput, 'points' | 'secondPoints' | 'unit' | 'secondUnit'>,
): { readonly x: Axis; readonly y: Axis } | undefined {
  const pairs = scatterPairs(input);
  if (pairs.length === 0) return undefined;
  return {
    x: roomyAxis(
      pairs.map(({ x }) => x),
      input.unit,
    ),
    y: roomyAxis(
      pairs.map(({ y }) => y),
      input.secondUnit ?? '',
    ),
  };
}

/** With a little room past the extremes, so that no point lies on the frame; never past zero. */
function roomyAxis(values: readonly number[], unit: string): Axis {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low) / 25;
  const least = low >= 0 ? Math.max(0, low - room) : low - room;
  const isShare = unit === '%' && low >= 0 && high <= 100;
  return niceAxis([least, isShare ? Math.min(100, high + room) : high + room], unit);
}
