import { firstYear, lastYear } from './endpoints.ts';
import { isRecord } from './record.ts';
import { cleanLine } from './text.ts';
import type { KoladaValue } from './types.ts';

/** What a row of an answer may speak of; a list that is absent allows every id. */
export interface ExpectedRows {
  readonly kpis?: ReadonlySet<string> | undefined;
  readonly areas?: ReadonlySet<string> | undefined;
  readonly years?: ReadonlySet<number> | undefined;
  readonly areaField: 'municipality' | 'ou';
}

export interface ReadRows {
  readonly values: KoladaValue[];
  readonly rejected: number;
  /** Why the first rejected row was. */
  readonly reason: string | undefined;
}

/**
 * Validates rows one by one and flattens them; a row with any fault is left out whole.
 * Written by hand because every one of tens of millions of values passes here.
 */
export function readRows(rows: readonly unknown[], expected: ExpectedRows): ReadRows {
  const values: KoladaValue[] = [];
  let rejected = 0;
  let reason: string | undefined;
  for (const row of rows) {
    const kept = values.length;
    const fault = appendRow(row, expected, values);
    if (fault === undefined) continue;
    values.length = kept;
    rejected += 1;
    reason ??= fault;
  }
  return { values, rejected, reason };
}

function appendRow(row: unknown, expected: ExpectedRows, out: KoladaValue[]): string | undefined {
  if (!isRecord(row)) return 'a row is not an object';
  const { kpi, period: year, values } = row;
  const area = row[expected.areaField];
  if (!isAsked(kpi, expected.kpis)) return fault('kpi', kpi);
  if (!isAsked(area, expected.areas)) return fault(expected.areaField, area);
  if (!isYear(year) || expected.years?.has(year) === false) return fault('period', year);
  if (!Array.isArray(values)) return fault('values', values);
  for (const entry of values as readonly unknown[]) {
    if (!isRecord(entry)) return 'a value is not an object';
    const { gender, count, status, value, isdeleted } = entry;
    if (gender !== 'T' && gender !== 'K' && gender !== 'M') return fault('gender', gender);
    if (!isCount(count)) return fault('count', count);
    if (typeof status !== 'string') return fault('status', status);
    if (value !== null && !Number.isFinite(value)) return fault('value', value);
    if (typeof isdeleted !== 'boolean') return fault('isdeleted', isdeleted);
    out.push({
      kpi,
      area,
      year,
      gender,
      count,
      status: status === '' ? status : cleanLine(status),
      value: typeof value === 'number' ? value : null,
      isDeleted: isdeleted,
    });
  }
  return undefined;
}

function isAsked(id: unknown, asked: ReadonlySet<string> | undefined): id is string {
  if (typeof id !== 'string') return false;
  return asked ? asked.has(id) : /^\w{1,32}$/.test(id);
}

/** As many as a release file has room to count. */
function isCount(count: unknown): count is number {
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 && count < 2 ** 31;
}

function isYear(year: unknown): year is number {
  return (
    typeof year === 'number' && Number.isInteger(year) && year >= firstYear && year <= lastYear
  );
}

function fault(field: string, found: unknown): string {
  return `unexpected ${field}: ${(JSON.stringify(found) ?? 'nothing').slice(0, 80)}`;
}
