import type { ChartInput } from '../figure/figure.ts';
import { chartText } from '../text/chart.ts';
import type { Frame } from './frame.ts';
import type { RectRow, RuleRow, TextRow } from './layer.ts';
import { shorten, textWidth } from './text-width.ts';

/** A named moment or span above the plot: `from` and `to` are pixels. */
interface Note {
  readonly at: number;
  readonly text: string;
  readonly isEvent: boolean;
}

interface Placed extends Note {
  readonly start: number;
  readonly width: number;
  readonly lane: number;
}

/** What stands above a time series: events and unmeasured years, in lanes that never collide. */
export interface Notes {
  /** Height of the lanes above the plot; 0 when there is nothing to name. */
  readonly height: number;
  readonly draw: (plot: { readonly top: number; readonly bottom: number }) => {
    readonly rects: readonly RectRow[];
    readonly rules: readonly RuleRow[];
    readonly texts: readonly TextRow[];
  };
}

const laneHeight = 18;
const besideLine = 5;

/** @param toX year (with decimals) → pixel; `span` the years drawn */
export function lineNotes(
  input: Pick<ChartInput, 'events' | 'unmeasuredYears'>,
  frame: Frame,
  { toX, span: [first, last] }: { toX: (year: number) => number; span: readonly [number, number] },
): Notes {
  const gaps = runs(input.unmeasuredYears.filter((year) => year > first && year < last));
  const events = input.events.filter(({ at }) => at >= first - 0.5 && at <= last + 0.5);
  const style = { size: frame.sizes.small };
  const placed = inLanes(
    [
      ...gaps.map(([from, to]) => ({
        at: toX((from + to) / 2),
        text: chartText.unmeasured,
        isEvent: false,
      })),
      ...events.map(({ at, label }) => ({
        at: Math.min(frame.right, Math.max(frame.left, toX(at))),
        text: shorten(label, frame.right - frame.left - 2 * besideLine, style),
        isEvent: true,
      })),
    ],
    frame,
  );
  const lanes = Math.max(0, ...placed.map(({ lane }) => lane + 1));
  const { colors } = frame;
  return {
    height: lanes * laneHeight + (lanes > 0 ? 6 : 0),
    draw: ({ top, bottom }) => {
      const laneY = (lane: number) => top - 6 - (lane + 0.5) * laneHeight;
      return {
        rects: gaps.map(([from, to]) => ({
          x: toX(from - 0.5),
          x2: toX(to + 0.5),
          y: top,
          y2: bottom,
          color: colors.shade,
        })),
        rules: placed
          .filter(({ isEvent }) => isEvent)
          .map(({ at, lane }) => ({
            x: at,
            x2: at,
            y: laneY(lane) - laneHeight / 2 + 3,
            y2: bottom,
            color: colors.soft,
            dash: [2, 3],
          })),
        texts: placed.map(({ start, lane, text }) => ({
          ...style,
          x: start,
          y: laneY(lane),
          text,
          color: colors.soft,
          halo: colors.paper,
        })),
      };
    },
  };
}

/**
 * A name stands to the right of its line where it fits, else to the left, in the lane where it meets
 * no other name and as few lines as possible rise through names. From the right to the left, so that
 * lines rise clear of the names before them.
 */
function inLanes(notes: readonly Note[], { left, right, sizes }: Frame): Placed[] {
  const sized = notes.map((note) => {
    const width = textWidth(note.text, { size: sizes.small });
    const after = note.isEvent ? note.at + besideLine : note.at - width / 2;
    const fits = after + width <= right;
    const before = note.isEvent ? note.at - besideLine - width : right - width;
    const start = Math.max(left, Math.min(fits ? after : before, right - width));
    return { ...note, width, start, fits };
  });
  const placed: Placed[] = [];
  for (const note of sized.toSorted((a, b) => Number(b.fits) - Number(a.fits) || b.at - a.at)) {
    const { at, text, isEvent, width, start } = note;
    const tries = Array.from({ length: notes.length + 1 }, (_, lane) => {
      const one = { at, text, isEvent, width, start, lane };
      return { one, cost: lane + placed.reduce((sum, other) => sum + clash(one, other), 0) };
    });
    const best = tries.toSorted((a, b) => a.cost - b.cost)[0];
    if (best !== undefined) placed.push(best.one);
  }
  const lanes = [...new Set(placed.map(({ lane }) => lane))].toSorted((a, b) => a - b);
  return placed.map((note) => ({ ...note, lane: lanes.indexOf(note.lane) }));
}

/** Names that meet are never wanted; a line through a name only where it would cost three lanes. */
function clash(one: Placed, other: Placed): number {
  if (one.lane === other.lane) {
    const meet =
      one.start < other.start + other.width + 10 && one.start + one.width > other.start - 10;
    return meet ? 1000 : 0;
  }
  const [upper, lower] = one.lane > other.lane ? [one, other] : [other, one];
  const crossed =
    upper.isEvent && upper.at > lower.start - 4 && upper.at < lower.start + lower.width + 4;
  return crossed ? 3 : 0;
}

/** Consecutive years as spans: 2020, 2021, 2023 → [2020, 2021], [2023, 2023]. */
function runs(years: readonly number[]): (readonly [number, number])[] {
  const spans: [number, number][] = [];
  for (const year of [...new Set(years)].toSorted((a, b) => a - b)) {
    const open = spans.at(-1);
    if (open !== undefined && open[1] === year - 1) open[1] = year;
    else spans.push([year, year]);
  }
  return spans;
}
