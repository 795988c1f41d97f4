import { parse, View, type Loader, type LoggerInterface } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';

import type { Gender } from '../comparison/comparison.ts';
import { pointsLayer } from './frame.ts';
import { tenth } from './layer.ts';

/** Where a value was drawn, in the coordinates of the SVG's viewBox. */
export interface PlacedPoint {
  readonly area: string;
  readonly year: number;
  readonly gender: Gender;
  /** Name and value, as a tooltip says them. */
  readonly label: string;
  /** Where the value is: a bar's end, a marker's middle. */
  readonly x: number;
  readonly y: number;
  /** What a focus ring goes around. */
  readonly box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

export interface RenderedChart {
  readonly svg: string;
  readonly points: readonly PlacedPoint[];
}

/** The chart as SVG: hidden from assistive technology, scaling with its container, without style attributes. */
export function renderChart(spec: TopLevelSpec): Promise<string> {
  return drawn(spec, (_view, svg) => svg);
}

/** As `renderChart`, with the place of every value for tooltips and focus. */
export function renderChartWithPoints(spec: TopLevelSpec): Promise<RenderedChart> {
  return drawn(spec, (view, svg) => ({ svg, points: placedPoints(view) }));
}

async function drawn<T>(spec: TopLevelSpec, take: (view: View, svg: string) => T): Promise<T> {
  const { logger, failures } = failureLog();
  const { background, ...compiled } = compile(spec, { logger }).spec;
  // Vega-Lite paints white where a specification names no background; forced colours need none.
  const opaque = spec.background === undefined || background === undefined ? {} : { background };
  const view = new View(parse({ ...compiled, ...opaque }, undefined, { ast: true }), {
    renderer: 'none',
    expr: expressionInterpreter,
    loader: noLoader,
    logger,
  });
  try {
    const svg = await view.toSVG();
    if (failures.length > 0) throw new Error(`chart: ${failures.join('; ')}`);
    return take(view, tidied(svg));
  } finally {
    view.finalize();
  }
}

const noLoader: Loader = {
  load: refuse,
  sanitize: refuse,
  http: refuse,
  file: refuse,
};

function refuse(uri: string): Promise<never> {
  return Promise.reject(new Error(`charts load nothing: ${uri}`));
}

/** Vega logs a failure and draws half a chart; here a failure is one. */
function failureLog(): { readonly logger: LoggerInterface; readonly failures: readonly string[] } {
  const failures: string[] = [];
  const logger: LoggerInterface = {
    level: () => logger,
    error: fail,
    warn: fail,
    info: () => logger,
    debug: () => logger,
  };
  return { logger, failures };

  function fail(...messages: readonly unknown[]): LoggerInterface {
    failures.push(messages.map(String).join(' '));
    return logger;
  }
}

/**
 * Vega writes a fixed size, English roles and empty background paths. Only tags are touched:
 * in texts `<` and `>` are escaped, so what a kommun or a measure is called stays as it is.
 */
function tidied(svg: string): string {
  return svg
    .replace(/<path class="(?:back|fore)ground"[^>]*\/>/g, '')
    .replace(/<[^>]+>/g, tidiedTag)
    .replace(/<(g)><\/\1>/g, '');
}

function tidiedTag(tag: string): string {
  if (tag.startsWith('<svg')) {
    const viewBox = /viewBox="([^"]*)"/.exec(tag)?.[1] ?? '';
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}" aria-hidden="true" focusable="false">`;
  }
  return tag
    .replace(/ (?:(?:role|aria-[a-z]+|class|style)="[^"]*"|stroke-dasharray="")/g, '')
    .replace(/-?\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))));
}

function placedPoints(view: View): PlacedPoint[] {
  const found: PlacedPoint[] = [];
  const visit = (node: unknown): void => {
    if (!isRecord(node) || !Array.isArray(node['items'])) return;
    for (const item of node['items']) {
      const point = node['name'] === `${pointsLayer}_marks` ? toPoint(item) : undefined;
      if (point !== undefined) found.push(point);
      visit(item);
    }
  };
  const scene: unknown = view.scenegraph();
  visit(isRecord(scene) ? scene['root'] : undefined);
  return found;
}

const reach = 9;

function toPoint(item: unknown): PlacedPoint | undefined {
  if (!isRecord(item) || !isRecord(item['datum'])) return undefined;
  const { area, year, gender, label, value } = item['datum'];
  const { x, y, width = 0, height = 0 } = item;
  if (typeof area !== 'string' || typeof year !== 'number' || typeof label !== 'string')
    return undefined;
  if (gender !== 'T' && gender !== 'K' && gender !== 'M') return undefined;
  if (![x, y, width, height].every((part) => typeof part === 'number')) return undefined;
  const [left, top, wide, high] = [Number(x), Number(y), Number(width), Number(height)];
  const isBar = high > 0;
  const end = typeof value === 'number' && value < 0 ? left : left + wide;
  const box = isBar
    ? { x: left, y: top, width: wide, height: high }
    : { x: left - reach, y: top - reach, width: 2 * reach, height: 2 * reach };
  return {
    area,
    year,
    gender,
    label,
    x: tenth(end),
    y: tenth(top + high / 2),
    box: { x: tenth(box.x), y: tenth(box.y), width: tenth(box.width), height: tenth(box.height) },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
