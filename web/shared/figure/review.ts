import type { Area, Kpi, KpiReview } from '../api.ts';
import { joinSome } from '../text/list.ts';
import { nameUnderReviewNote, underReviewNote } from '../text/notes.ts';
import { isRename } from './renamed.ts';

interface Shown {
  readonly areas: readonly Pick<Area, 'id' | 'name'>[];
  /** Ascending. */
  readonly years: readonly number[];
  /** Whether a year after the last would be shown too, were it not held; every one when left out. */
  readonly asksFor?: (year: number) => boolean;
}

type Reviewed = Pick<Kpi, 'underReview'>;

/** Says that values are held where that concerns what is shown, or what would be; else empty. */
export function reviewNote(
  { underReview }: Reviewed,
  { areas, years, asksFor = () => true }: Shown,
): string {
  if (underReview === undefined) return '';
  const last = years.at(-1) ?? 0;
  const seen = underReview.faults.filter(
    ({ municipality, year }) =>
      (municipality === undefined || areas.some(({ id }) => id === municipality)) &&
      (year === undefined || (year > last && asksFor(year)) || years.includes(year)),
  );
  return noteOf(underReview, seen, (id) => areas.find((area) => area.id === id));
}

/** As `reviewNote`, where every area and year is shown. */
export function wholeReviewNote({ underReview }: Reviewed, find: FindArea): string {
  return underReview === undefined ? '' : noteOf(underReview, underReview.faults, find);
}

type FindArea = (id: string) => Pick<Area, 'id' | 'name'> | undefined;

function noteOf(review: KpiReview, seen: KpiReview['faults'], find: FindArea): string {
  if (isRename(review)) return nameUnderReviewNote(review.state);
  return underReviewNote(
    review.state,
    seen.map(({ municipality, year }) => ({
      ...(municipality !== undefined && { area: find(municipality) }),
      ...(year !== undefined && { year }),
    })),
  );
}

const mostNames = 4;

/** The same for several measures, each named, those of which the same is to be said together. */
export function reviewNotes<One extends Reviewed>(
  kpis: readonly One[],
  nameOf: (kpi: One) => string,
  shownOf: (kpi: One) => Shown,
): string[] {
  const noted = kpis.map((kpi) => ({ name: nameOf(kpi), note: reviewNote(kpi, shownOf(kpi)) }));
  const together = Map.groupBy(
    noted.filter(({ note }) => note !== ''),
    ({ note }) => note,
  );
  return [...together].map(([note, of]) => {
    const names = of.map(({ name }) => name);
    return `${joinSome(names, mostNames)}: ${note}`;
  });
}
