import type { Frame } from './frame.ts';
import { textWidth, wrapText } from './text-width.ts';

/** A label that wants to stand at `target` (the middle of its block) but must not meet another. */
export interface Block {
  readonly target: number;
  readonly height: number;
}

/**
 * Moves blocks as little as they must be moved so that none overlap and all lie within the limits;
 * answers their middles in the order given. Too many for the room: they are spread evenly.
 * Pool-adjacent-violators on the distances, as in isotonic regression.
 */
export function pushApart(
  blocks: readonly Block[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
): number[] {
  const sorted = blocks
    .map((block, index) => ({ ...block, index }))
    .toSorted((a, b) => a.target - b.target || a.index - b.index);
  let pools: { start: number; height: number; members: typeof sorted }[] = [];
  for (const block of sorted) {
    pools.push({
      start: clamp(block.target - block.height / 2, top, bottom - block.height),
      height: block.height,
      members: [block],
    });
    pools = merged(pools, top, bottom);
  }
  const middles: number[] = blocks.map(() => 0);
  for (const pool of pools) {
    let y = pool.start;
    for (const { index, height } of pool.members) {
      middles[index] = y + height / 2;
      y += height;
    }
  }
  return middles;
}

/** The labels' column: names and values on one line where they fit, else wrapped to three at most. */
export function endLabelLines(
  labels: readonly string[],
  { left, right, sizes }: Pick<Frame, 'left' | 'right' | 'sizes'>,
): { readonly width: number; readonly lines: readonly (readonly string[])[] } {
  const style = { size: sizes.label, weight: 'semibold', maxLines: 3 } as const;
  const most = Math.max(96, (right - left) * 0.34);
  const lines = labels.map((label) => wrapText(label, most, style));
  return { lines, width: Math.max(0, ...lines.flat().map((line) => textWidth(line, style))) };
}

interface Pool {
  start: number;
  height: number;
  members: { target: number; height: number; index: number }[];
}

function merged(pools: Pool[], top: number, bottom: number): Pool[] {
  const last = pools.at(-1);
  const before = pools.at(-2);
  if (last === undefined || before === undefined) return pools;
  if (before.start + before.height <= last.start) return pools;
  const members = [...before.members, ...last.members];
  const height = before.height + last.height;
  let offset = 0;
  let wanted = 0;
  for (const member of members) {
    wanted += member.target - member.height / 2 - offset;
    offset += member.height;
  }
  const start = clamp(wanted / members.length, top, Math.max(top, bottom - height));
  return merged([...pools.slice(0, -2), { start, height, members }], top, bottom);
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
