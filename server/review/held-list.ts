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
  const { kpi, unit, titles, gone = [], changes = [] } = entry;
  const goneLeft = (entry.goneInAll ?? gone.length) - gone.length;
  const changesLeft = (entry.changesInAll ?? changes.length) - changes.length;
  const nameOf = async (id: string) => {
    if (isKpi(id)) return names.kpi(id);
    const name = names.area(id);
    return name === id ? '' : name;
  };
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
    ...(gone.length > 0 ? [reviewText.gone] : []),
    ...(await Promise.all(gone.map(async (id) => reviewText.named(id, await nameOf(id))))),
    ...(goneLeft > 0 ? [reviewText.more(goneLeft)] : []),
    ...(await Promise.all(
      changes.map(async (change) => {
        // Where it is the name that is held, it stands beside the arrow.
        const isOwn = change.field === 'name' || change.field === 'row';
        return reviewText.listChange({ ...change, name: isOwn ? '' : await nameOf(change.id) });
      }),
    )),
    ...(changesLeft > 0 ? [reviewText.more(changesLeft)] : []),
    ...entry.sample.map(({ area, ...cell }) =>
      reviewText.value({ ...cell, unit, area: names.area(area) }),
    ),
    ...(left > 0 && entry.sample.length > 0 ? [reviewText.more(left)] : []),
  ].join('\n');
}

function isKpi(id: string): boolean {
  return /^[A-Z]\d{5}$/.test(id) && !id.startsWith('G');
}
