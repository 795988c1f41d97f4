import type { ReformEvent } from '../api.ts';
import { eventLabel, eventSentence } from '../text/events.ts';
import type { KpiFacts } from './facts.ts';
import type { ChartEvent } from './figure.ts';

/** Year with two decimals: `2023` → 2023, `2023-03` → 2023.17, `2025-05-09` → 2025.36. */
export function eventAt(day: string): number {
  const [year = '', month = '1', date = '1'] = day.split('-');
  const at = Number(year) + (Number(month) - 1) / 12 + (Number(date) - 1) / 365;
  return Math.round(at * 100) / 100;
}

/** Events of the chosen areas that were under way within the years shown, earliest first. */
export function eventsWithin(
  facts: Pick<KpiFacts, 'areas' | 'years'>,
  events: readonly ReformEvent[],
): { readonly drawn: ChartEvent[]; readonly told: string[] } {
  const [first, last] = [facts.years.at(0), facts.years.at(-1)];
  if (first === undefined || last === undefined) return { drawn: [], told: [] };
  const chosen = new Set(facts.areas.map((area) => area.id));
  const within = events
    .filter((event) => chosen.has(event.municipality))
    .filter(({ from, to }) => eventAt(from) < last + 1 && eventAt(to ?? from) >= first)
    .toSorted((a, b) => eventAt(a.from) - eventAt(b.from));
  return {
    drawn: within
      .filter(({ from }) => eventAt(from) >= first && eventAt(from) <= last)
      .map((event) => ({
        at: eventAt(event.from),
        label: eventLabel(event),
        area: event.municipality,
      })),
    told: within.map(eventSentence),
  };
}
