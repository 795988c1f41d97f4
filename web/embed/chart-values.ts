import type { EmbedValues } from '../shared/api.ts';
import { walkChart } from '../components/figure-card/chart-walk.ts';

/** Lets the values of each chart be walked with arrow keys and shown under the pointer. */
export function showValues(): void {
  let values: Promise<EmbedValues> | undefined;
  const load = () => {
    values ??= fetch(`/inbaddat.json${location.search}`).then((response) => readValues(response));
    values.catch(() => (values = undefined));
    return values;
  };
  for (const [i, chart] of document.querySelectorAll<HTMLElement>('.chart').entries()) {
    walkChart(chart, async () => {
      const { charts } = await load().catch(() => ({ charts: [] as EmbedValues['charts'] }));
      const narrow = chart.querySelector('.chart-narrow');
      const isNarrow = narrow !== null && narrow.getClientRects().length > 0;
      return charts[i]?.[isNarrow ? 'narrow' : 'wide'] ?? [];
    });
    // The pointer or the focus that asked for this came before anybody listened.
    if (chart.matches(':hover')) chart.dispatchEvent(new PointerEvent('pointerenter'));
  }
}

/** Our own server answers, and is trusted to keep its shape. */
async function readValues(response: Response): Promise<EmbedValues> {
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return (await response.json()) as EmbedValues;
}
