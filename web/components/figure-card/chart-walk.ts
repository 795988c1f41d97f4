import type { PlacedPoint } from '../../shared/charts/render-chart.ts';
import { chartWalkText } from '../../shared/text/chart-walk.ts';

/** How near, in CSS pixels, the pointer must be for a value to show. */
const reachPx = 48;

/**
 * Lets a chart's values be walked with arrow keys from one tab stop, and shown under the pointer.
 * The chart's table holds the same values, so nothing depends on this.
 * @param chart the positioned element around the drawing
 * @param points places in the drawing's viewBox; drawn when first wanted
 */
export function walkChart(chart: HTMLElement, points: () => Promise<readonly PlacedPoint[]>): void {
  if (chart.dataset['walk'] !== undefined) return;
  chart.dataset['walk'] = '';
  const mark = marker('chart-mark');
  const tip = marker('chart-tip');
  let placed: readonly PlacedPoint[] = [];
  let current = -1;

  const hide = () => {
    mark.hidden = true;
    tip.hidden = true;
  };
  const show = (index: number) => {
    const point = placed[index];
    const scale = scaleOf(chart);
    if (point === undefined || scale === undefined) return;
    current = index;
    const [x, y] = [point.x * scale.by + scale.left, point.y * scale.by + scale.top];
    mark.style.insetInlineStart = `${x}px`;
    mark.style.top = `${y}px`;
    tip.textContent = point.label;
    mark.hidden = false;
    tip.hidden = false;
    const half = tip.offsetWidth / 2;
    tip.style.insetInlineStart = `${Math.min(Math.max(x, half), chart.clientWidth - half)}px`;
    tip.style.top = `${y}px`;
    chart.setAttribute('aria-valuenow', String(index + 1));
    chart.setAttribute('aria-valuetext', point.label);
  };
  const prepare = async (thenShow?: number) => {
    placed = await points();
    if (placed.length > 0) chart.setAttribute('aria-valuemax', String(placed.length));
    if (thenShow !== undefined) show(thenShow);
  };

  describe(chart);
  chart.append(mark, tip);
  chart.addEventListener('focus', () => void prepare());
  chart.addEventListener('blur', hide);
  chart.addEventListener('pointerenter', () => void prepare());
  chart.addEventListener('pointerleave', hide);
  chart.addEventListener('pointermove', (event) => {
    const nearest = nearestPoint(placed, chart, event);
    if (nearest === undefined) hide();
    else show(nearest);
  });
  chart.addEventListener('keydown', (event) => {
    const next = nextIndex(event.key, current, placed.length);
    if (event.key === 'Escape') hide();
    if (next === undefined) return;
    event.preventDefault();
    if (placed.length > 0) show(next);
    else void prepare(next);
  });
}

function marker(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.hidden = true;
  element.setAttribute('aria-hidden', 'true');
  return element;
}

/** A slider is the one role whose value is read out while arrow keys are left to the page. */
function describe(chart: HTMLElement): void {
  const attributes = {
    tabindex: '0',
    role: 'slider',
    'aria-label': chartWalkText.label,
    'aria-valuemin': '0',
    'aria-valuemax': '0',
    'aria-valuenow': '0',
    'aria-valuetext': chartWalkText.start,
  };
  for (const [name, value] of Object.entries(attributes)) chart.setAttribute(name, value);
}

function nextIndex(key: string, current: number, count: number): number | undefined {
  const last = Math.max(count - 1, 0);
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: Math.min(current + 1, last),
    ArrowDown: Math.min(current + 1, last),
    ArrowLeft: Math.max(current - 1, 0),
    ArrowUp: Math.max(current - 1, 0),
    Home: 0,
    End: last,
  };
  return moves[key];
}

/** The drawing that is shown, in the chart's pixels. */
function scaleOf(chart: HTMLElement) {
  const svg = [...chart.querySelectorAll('svg')].find((one) => one.getClientRects().length > 0);
  const viewBoxWidth = svg?.viewBox.baseVal.width ?? 0;
  if (svg === undefined || viewBoxWidth === 0) return undefined;
  const drawn = svg.getBoundingClientRect();
  const around = chart.getBoundingClientRect();
  return {
    by: drawn.width / viewBoxWidth,
    left: drawn.left - around.left,
    top: drawn.top - around.top,
  };
}

function nearestPoint(
  placed: readonly PlacedPoint[],
  chart: HTMLElement,
  event: PointerEvent,
): number | undefined {
  const scale = scaleOf(chart);
  if (scale === undefined) return undefined;
  const around = chart.getBoundingClientRect();
  const x = (event.clientX - around.left - scale.left) / scale.by;
  const y = (event.clientY - around.top - scale.top) / scale.by;
  const distances = placed.map(({ box }) =>
    Math.hypot(outside(x, box.x, box.width), outside(y, box.y, box.height)),
  );
  const least = Math.min(...distances);
  return least * scale.by <= reachPx ? distances.indexOf(least) : undefined;
}

function outside(at: number, from: number, length: number): number {
  return Math.max(from - at, 0, at - from - length);
}
