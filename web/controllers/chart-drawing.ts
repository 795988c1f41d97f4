import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RenderedChart } from '../shared/charts/render-chart.ts';
import type { Figure } from '../shared/figure/figure.ts';

type Drawn = RenderedChart & { readonly width: number };

/** Charts are laid out for steps of this width, so that dragging a window's edge redraws seldom. */
const stepPx = 40;
const narrowest = 280;
const widest = 1040;
/** Bars need no more room than this to be compared. */
const widestBars = 720;

/**
 * Draws a figure's chart for a width. Vega comes with the first drawing and not before.
 * Undefined when the figure holds nothing to draw.
 */
export async function drawChart(figure: Figure, width: number): Promise<Drawn | undefined> {
  if (figure.chart === undefined) return undefined;
  const [{ chartSpec }, { renderChartWithPoints }] = await Promise.all([
    import('../shared/charts/chart-spec.ts'),
    import('../shared/charts/render-chart.ts'),
  ]);
  const spec = chartSpec(figure.chart, { width, palette: 'page' });
  return spec === undefined ? undefined : { ...(await renderChartWithPoints(spec)), width };
}

/** The width to lay a chart out for, in a container of so many pixels. */
export function chartWidth(figure: Figure, containerPx: number): number {
  const most =
    figure.chart?.view === 'stapel' || figure.chart?.view === 'kon' ? widestBars : widest;
  const stepped = Math.floor(containerPx / stepPx) * stepPx;
  return Math.min(Math.max(stepped, narrowest), most);
}

/** Tells the host when its container's width has moved to another step. */
export class WidthController implements ReactiveController {
  widthPx: number | undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #observed: () => Element | null;
  #observer: ResizeObserver | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, observed: () => Element | null) {
    this.#host = host;
    this.#observed = observed;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new ResizeObserver(([entry]) => {
      const width = Math.round(entry?.contentRect.width ?? 0);
      if (width === 0 || width === this.widthPx) return;
      this.widthPx = width;
      this.#host.requestUpdate();
    });
    const observed = this.#observed();
    if (observed !== null) this.#observer.observe(observed);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }
}
