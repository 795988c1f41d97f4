import type { Sizes } from './frame.ts';
import { textWidth } from './text-width.ts';

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A point that wants its name beside it; `radius` is that of its mark. */
export interface NamedPoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly name: string;
  readonly strong: boolean;
}

export interface PlacedName {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly align: 'left' | 'right' | 'center';
}

/**
 * Names beside points, the strong ones first: to the right, left, above, below or at a corner,
 * wherever no mark, name or taken box is met. A name without such a place is left out; it stands
 * in the table.
 */
export function placeNames(
  points: readonly NamedPoint[],
  bounds: Box,
  { sizes, taken }: { readonly sizes: Sizes; readonly taken: readonly Box[] },
): PlacedName[] {
  const marks = points.map(({ x, y, radius }) => around(x, y, radius + 1, radius + 1));
  const boxes = [...taken];
  const order = points
    .map((point, index) => ({ ...point, index }))
    .toSorted((a, b) => Number(b.strong) - Number(a.strong));
  return order.flatMap(({ index, ...point }) => {
    const weight = point.strong ? 'semibold' : 'regular';
    const width = textWidth(point.name, { size: sizes.label, weight });
    const place = candidates(point, width, sizes.label).find(
      ({ box }) =>
        inside(box, bounds) &&
        !boxes.some((other) => meet(box, other)) &&
        !marks.some((mark, i) => i !== index && meet(box, mark)),
    );
    if (place === undefined) return [];
    boxes.push(place.box);
    return [{ index, x: place.x, y: place.y, align: place.align }];
  });
}

function candidates({ x, y, radius }: NamedPoint, width: number, size: number) {
  const half = size * 0.6;
  const beside = radius + 5;
  const over = radius + half + 2;
  const slant = radius * 0.7 + half;
  const at = (dx: number, dy: number, align: 'left' | 'right' | 'center') => {
    const left = align === 'left' ? x + dx : align === 'right' ? x + dx - width : x - width / 2;
    const box = { left, right: left + width, top: y + dy - half, bottom: y + dy + half };
    return { x: x + dx, y: y + dy, align, box };
  };
  return [
    at(beside, 0, 'left'),
    at(-beside, 0, 'right'),
    at(0, -over, 'center'),
    at(0, over, 'center'),
    at(radius, -slant, 'left'),
    at(radius, slant, 'left'),
    at(-radius, -slant, 'right'),
    at(-radius, slant, 'right'),
  ];
}

function around(x: number, y: number, rx: number, ry: number): Box {
  return { left: x - rx, right: x + rx, top: y - ry, bottom: y + ry };
}

function inside(box: Box, bounds: Box): boolean {
  return (
    box.left >= bounds.left &&
    box.right <= bounds.right &&
    box.top >= bounds.top &&
    box.bottom <= bounds.bottom
  );
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}
