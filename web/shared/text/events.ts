import type { ReformEvent } from '../api.ts';

const months = [
  'januari',
  'februari',
  'mars',
  'april',
  'maj',
  'juni',
  'juli',
  'augusti',
  'september',
  'oktober',
  'november',
  'december',
];

export const eventsTitle = 'Händelser under tiden';

/** `Kungsbackamodellen 2023`: beside the mark in a time series. */
export function eventLabel(event: Pick<ReformEvent, 'title' | 'from'>): string {
  return `${event.title} ${event.from.slice(0, 4)}`;
}

/** `Kungsbacka, mars 2023 till juni 2025: Kungsbackamodellen. Från strikt minutstyrning …` */
export function eventSentence(event: ReformEvent): string {
  const note = event.note.trim().replace(/\.?$/, '.');
  const head = `${event.name}, ${eventPeriod(event)}: ${event.title}.`;
  return note === '.' ? head : `${head} ${note}`;
}

/** `2019 till juni 2023`, `1 april till 30 september 2022`, `juni 2021`. */
export function eventPeriod({ from, to }: Pick<ReformEvent, 'from' | 'to'>): string {
  if (to === null || to === from) return dateText(from);
  const sameYear = from.slice(0, 4) === to.slice(0, 4) && from.length > 4;
  return `${sameYear ? dateText(from).replace(/ \d{4}$/, '') : dateText(from)} till ${dateText(to)}`;
}

/** As precise as is known: `2023`, `mars 2023`, `9 maj 2025`. */
export function dateText(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-');
  const name = months[Number(month) - 1];
  if (name === undefined) return year ?? '';
  return `${date === undefined ? '' : `${Number(date)} `}${name} ${year}`;
}
