import { hash } from 'node:crypto';
import type { Gender } from '../../web/shared/comparison/comparison.ts';
import { displayRounded } from '../../web/shared/text/number.ts';
import type { Decision, listFields } from '../store/held.ts';
import { isSameShown } from './judge-cells.ts';

/** A value that was kept as it is, and what Kolada would have it be. */
export interface HeldCell {
  readonly area: string;
  readonly year: number;
  readonly gender: Gender;
  readonly before: number | null;
  readonly after: number | null;
  /** Where one answer says several things: all of them, sorted. */
  readonly answers?: readonly (number | null)[];
}

/** Where a KPI's answer cannot be believed, and by how many of the values that could show it. */
export interface HeldFault {
  readonly code: string;
  readonly area?: string;
  readonly year?: number;
  readonly values: number;
  readonly of: number;
}

export interface Titles {
  readonly before: { readonly title: string; readonly unit: string };
  readonly after: { readonly title: string; readonly unit: string };
}

export type ListField = (typeof listFields)[number];

/** What one of Kolada's lists says of one id, and what it said before. */
export interface ListChange {
  readonly id: string;
  readonly field: ListField;
  /** As it may be shown; empty where there was, or is, nothing. */
  readonly before: string;
  readonly after: string;
  /** Where the list says several things of one id: all of them, sorted. */
  readonly answers?: readonly string[];
  /** All that came, where `after` tells but a part of it. */
  readonly exact?: string;
}

/** What one run holds of one KPI. */
export interface HeldKpi {
  readonly kpi: string;
  /** In which a reader sees the values; it decides how many decimals matter. */
  readonly unit: string;
  readonly faults: readonly HeldFault[];
  /** Everything kept back, whatever the fault. */
  readonly cells: readonly HeldCell[];
  readonly titles?: Titles;
  /** Ids that a list of Kolada's has lost. */
  readonly gone?: readonly string[];
  /** What a list of Kolada's says otherwise than before. */
  readonly changes?: readonly ListChange[];
}

/** What a human has accepted: one very answer, and with it what the KPI is called there. */
export interface Accepted {
  readonly digest: string;
  readonly title?: string;
  /** Where the answer contradicts itself: which contradiction, and what to take of it. */
  readonly conflict?: string;
  readonly choice?: Choice;
}

/** Of several things that an answer says of one and the same: sorted, the first or the last. */
export type Choice = NonNullable<Decision['choice']>;

/** The name that a list of Kolada's is held under, beside the KPIs. */
export const catalogueId = 'katalog';

/**
 * Tells one answer from another: the cells that differ from what is held, and the values that a
 * reader would see there, so that digits nobody is shown make no new answer.
 */
export function digestOf({
  unit,
  cells,
  titles,
  gone = [],
  changes = [],
}: Omit<HeldKpi, 'faults' | 'kpi'>): string {
  const shown = (value: number | null) =>
    value === null ? 'null' : String(displayRounded(value, unit));
  // Where an answer contradicts itself there is nothing to accept; the rest of it can be.
  const plain = cells.filter(({ answers }) => answers === undefined);
  const lines = (plain.length > 0 ? plain : cells).map(
    ({ area, year, gender, after, answers }) =>
      `${area} ${year} ${gender} ${answers === undefined ? shown(after) : answers.map(shown).join(' | ')}`,
  );
  const title = titles === undefined ? '' : `${titles.after.title}\t${titles.after.unit}`;
  const told = changes.map(
    ({ id, field, after, answers, exact }) =>
      `${id} ${field} ${answers?.join(' | ') ?? exact ?? after}`,
  );
  return shortHash([title, ...lines.sort(), ...gone.toSorted(), ...told.sort()]);
}

/** Tells one contradiction from another; undefined where the answer holds none. */
export function conflictOf({
  unit,
  cells,
  changes = [],
}: Pick<HeldKpi, 'unit' | 'cells' | 'changes'>): string | undefined {
  const own = cells.filter(({ answers }) => answers !== undefined);
  const told = changes.filter(({ answers }) => answers !== undefined);
  if (own.length + told.length === 0) return undefined;
  return digestOf({ unit, cells: own, changes: told });
}

function shortHash(lines: readonly string[]): string {
  return hash('sha256', lines.join('\n'), 'hex').slice(0, 32);
}

/** A fault that leaves nothing of the KPI to believe. */
export function isWhole({ code, area, year }: Pick<HeldFault, 'code' | 'area' | 'year'>): boolean {
  return area === undefined && year === undefined && code !== 'conflicting-values';
}

const mostInSample = 20;

/**
 * Some of the cells for a human to look at, of each kind that there is: values that contradict each
 * other, that are revised (the most revised, and some of all), that are gone, that are new. Those whose change
 * nobody would see come only where there are no others.
 */
export function sampleOf({ cells, unit }: Pick<HeldKpi, 'cells' | 'unit'>): readonly HeldCell[] {
  const by = Object.groupBy(cells, (cell) => kindOf(cell, unit));
  const revised = by.revised?.toSorted((a, b) => stepOf(b) - stepOf(a));
  const kinds = [by.contradicted, revised, by.gone, by.new].filter((some) => some !== undefined);
  const shown = kinds.length > 0 ? kinds : [cells];
  const each = Math.floor(mostInSample / shown.length);
  return shown.flatMap((some) => {
    if (some !== revised) return spread(some, each);
    const most = some.slice(0, Math.ceil(each / 2));
    const left = new Set(some.slice(most.length));
    const rest = cells.filter((cell) => left.has(cell));
    return [...most, ...spread(rest, each - most.length)];
  });
}

type Kind = 'contradicted' | 'revised' | 'gone' | 'new' | 'unseen';

function kindOf({ before, after, answers }: HeldCell, unit: string): Kind {
  if (answers !== undefined) return 'contradicted';
  if (before === null) return after === null ? 'unseen' : 'new';
  if (after === null) return 'gone';
  return isSameShown(before, after, unit) ? 'unseen' : 'revised';
}

function stepOf({ before, after }: HeldCell): number {
  const step = Math.abs((after ?? 0) - (before ?? 0));
  return step / Math.max(Math.abs(before ?? 0), Math.abs(after ?? 0));
}

/** So many of a list, as far from each other as they can be. */
export function spread<Item extends object>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most);
  return Array.from(
    { length: Math.min(most, items.length) },
    (_, index) => items[Math.floor(index * step)],
  ).filter((item) => item !== undefined);
}
