import type { FaultKind, RewriteKind } from './faults.ts';

interface Value {
  readonly gender: string;
  readonly count: number;
  readonly status: string;
  readonly value: number | null;
  readonly isdeleted: boolean;
}

interface Row {
  readonly kpi: string;
  readonly period: number;
  readonly municipality: string;
  readonly values: readonly Value[];
}

interface Page {
  readonly values: readonly object[];
  readonly count: number;
}

const kinds: ReadonlySet<string> = new Set<RewriteKind['kind']>([
  'all-null',
  'one-value',
  'drop-rows',
  'drop-area',
  'drop-genders',
  'shift-years',
  'shift-areas',
  'swap-genders',
  'scale',
  'conflicting-rows',
  'equal-rows',
  'short-list',
]);

export function isRewrite(fault: FaultKind): fault is RewriteKind {
  return kinds.has(fault.kind);
}

/** @param text an honest page; the same comes back but for what the fault makes of its rows */
export function rewritten(text: string, fault: RewriteKind): string {
  const page: Page = JSON.parse(text);
  const values = fault.kind === 'short-list' ? shortened(page.values, fault) : changed(page, fault);
  return JSON.stringify({ ...page, values, count: values.length });
}

function shortened(list: readonly object[], { share }: { readonly share: number }) {
  return list.some(isRow) ? list : list.slice(0, Math.floor(list.length * share));
}

function changed({ values }: Page, fault: Exclude<RewriteKind, { kind: 'short-list' }>) {
  const rows = values.filter(isRow);
  const hit = rows.filter(({ kpi }) => fault.kpi === undefined || fault.kpi === kpi);
  // A list of the catalogue, or a page of other KPIs.
  if (hit.length === 0) return values;
  const others = rows.filter((row) => !hit.includes(row));
  return [...others, ...rewriteRows(hit, fault)];
}

function isRow(item: object): item is Row {
  return 'period' in item && 'values' in item;
}

function rewriteRows(
  rows: readonly Row[],
  fault: Exclude<RewriteKind, { kind: 'short-list' }>,
): readonly Row[] {
  switch (fault.kind) {
    case 'all-null':
      return each(rows, (one) => ({ ...one, value: null, count: 0, status: 'Missing' }));
    case 'one-value':
      return eachValue(rows, () => fault.value);
    case 'scale':
      return eachValue(rows, (value) => value * fault.factor);
    case 'drop-rows':
      return rows.filter((_, i) => !isHit(i, fault.share));
    case 'drop-area':
      return rows.filter(({ municipality }) => municipality !== fault.area);
    case 'drop-genders':
      return rows.map((row) => ({ ...row, values: row.values.filter((v) => v.gender === 'T') }));
    case 'shift-years':
      return rows.map((row) => ({ ...row, period: row.period + fault.by }));
    case 'shift-areas':
      return shiftAreas(rows);
    case 'swap-genders':
      return each(rows, (one) => ({ ...one, gender: otherGender[one.gender] ?? one.gender }));
    case 'conflicting-rows':
      return withTwins(rows, fault);
    case 'equal-rows':
      return [...rows, ...rows.slice(0, fault.rows)];
  }
}

const otherGender: Readonly<Record<string, string>> = { K: 'M', M: 'K' };

function each(rows: readonly Row[], change: (value: Value) => Value): Row[] {
  return rows.map((row) => ({ ...row, values: row.values.map(change) }));
}

function eachValue(rows: readonly Row[], change: (value: number) => number): Row[] {
  return each(rows, (one) => (one.value === null ? one : { ...one, value: change(one.value) }));
}

/** An even share of all places. */
function isHit(place: number, share: number): boolean {
  return Math.floor((place + 1) * share) > Math.floor(place * share);
}

function shiftAreas(rows: readonly Row[]): Row[] {
  const series = Map.groupBy(rows, ({ kpi, period }) => `${kpi} ${period}`);
  return [...series.values()].flatMap((list) =>
    list.map((row, i) => ({ ...row, values: (list[(i + 1) % list.length] ?? row).values })),
  );
}

function withTwins(
  rows: readonly Row[],
  { rows: count, place }: { readonly rows: number; readonly place: 'before' | 'after' | 'last' },
): Row[] {
  const hit = rows.filter((row) => row.values.some(({ value }) => value !== null)).slice(0, count);
  const twin = (row: Row) => eachValue([row], (value) => value + 111_111);
  if (place === 'last') return [...rows, ...hit.flatMap(twin)];
  return rows.flatMap((row) => {
    if (!hit.includes(row)) return [row];
    return place === 'before' ? [...twin(row), row] : [row, ...twin(row)];
  });
}
