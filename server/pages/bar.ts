import { html } from 'hono/html';
import type { Html } from './html.ts';

const width = 100;
const height = 8;

/** A bar from zero for a table's cell, beside the number that it draws; hidden from assistive technology. */
export function barHtml(value: number, [low, high]: readonly [number, number]): Html {
  const [from, to] = [Math.min(0, low), Math.max(0, high)];
  const at = (x: number) => (to === from ? 0 : ((x - from) / (to - from)) * width);
  const start = Math.min(at(0), at(value));
  const length = Math.max(0.5, Math.abs(at(value) - at(0)));
  const zero = from < 0 ? html`<line x1="${at(0)}" x2="${at(0)}" y1="0" y2="${height}" />` : '';
  return html`<svg
    viewBox="0 0 ${width} ${height}"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    <rect x="${round(start)}" y="0" width="${round(length)}" height="${height}" />
    ${zero}
  </svg>`;
}

function round(x: number): number {
  return Math.round(x * 100) / 100;
}
