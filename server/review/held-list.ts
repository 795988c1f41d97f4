import { reviewText } from '../../web/shared/text/review.ts';
import { swedishDay } from '../../web/shared/swedish-day.ts';
import type { HeldEntry } from '../store/held.ts';
import { catalogueId } from '../ingest/held-kpi.ts';

/** What things are called in the newest release. */
export interface Names {
  readonly kpi: (id: string) => Promise<string>;
  readonly area: (id: string) => string;
}

/** One answer that is held, for a terminal: why, and old beside new. */
export async function describeHeld(entry: HeldEntry, names: Names): Promise<string> {
  const { kpi, unit, titles, gone = [] } = entry;
  const title = kpi === catalogueId ? reviewText.catalogueTitle : await names.kpi(kpi);
  const isRefused = entry.state === 'refused';
  const head = [
    reviewText.heading(kpi, title),
    reviewText.since(swedishDay(new Date(entry.since)), entry.values, isRefused),
  ];
  // It has been looked at: nothing more is asked.
  if (isRefused) return head.join('\n');
  const left = entry.values - entry.sample.length;
  return [
    ...head,
    ...entry.faults.map(({ code, area, year, values, of }) => {
      const place = [area === undefined ? undefined : names.area(area), year];
      const text = place.filter((part) => part !== undefined).join(' ');
      return reviewText.fault(code, text, values, of);
    }),
    ...(titles === undefined ? [] : [reviewText.titles(titles.before.title, titles.after.title)]),
    ...(gone.length === 0 ? [] : [reviewText.gone(gone.join(', '))]),
    ...entry.sample.map(({ area, ...cell }) =>
      reviewText.value({ ...cell, unit, area: names.area(area) }),
    ),
    ...(left > 0 && entry.sample.length > 0 ? [reviewText.more(left)] : []),
  ].join('\n');
}
