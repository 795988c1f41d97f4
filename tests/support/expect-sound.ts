import { hash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Outcome } from '../../server/ingest/job.ts';
import { comparisonSchema } from '../../server/routes/api-schemas.ts';
import type { Health } from '../../web/shared/api.ts';
import { queryFile } from './release-rows.ts';
import { straysIn, type ServedFolder } from './served-folder.ts';

export interface Soundness {
  /** A server that was there before the fault, or that came after it. */
  readonly server: Pick<ServedFolder, 'dir' | 'health' | 'text'>;
  /** What may be served after the fault: what was before it, or the whole of what is new. */
  readonly allowed: readonly (readonly string[])[];
  /** What `/health` must say right after the fault; without it, what the folder's files tell. */
  readonly health?: Pick<Health, 'status'> & { readonly reason?: string };
  /** The next run, that nobody has helped. */
  readonly nextRun: () => Promise<Outcome>;
  /** What must be served after it. */
  readonly after: readonly string[];
}

/**
 * The property that every fault must leave true: what is served is unchanged or wholly new,
 * `/health` tells the truth, the next run succeeds by itself, and no file is left behind.
 */
export async function expectSound(expected: Soundness): Promise<void> {
  const { server, allowed, nextRun, after } = expected;
  const health = await server.health();
  const served = await linesIn(server.dir, health.release);
  expect(allowed.map((lines) => digest(lines))).toContain(digest(served));
  expect(await valuesServed(server)).toEqual(valuesOf(served));
  expect(health).toMatchObject(expected.health ?? (await toldByFiles(server.dir, health)));

  const outcome = await nextRun();
  expect(outcome).toMatchObject({ kind: expect.stringMatching(/^(?:published|unchanged)$/) });
  const { status, release, reason } = await server.health();
  expect({ status, reason }).toEqual({ status: 'ok', reason: undefined });
  expect(outcome).toMatchObject({ release });
  expect(await linesIn(server.dir, release)).toEqual(after);
  expect(await valuesServed(server)).toEqual(valuesOf(after));
  expect(await straysIn(server.dir)).toEqual([]);
}

/** What a release file says of the KPIs that Kolada lists, read apart from the product's code. */
export async function linesIn(dir: string, release: string): Promise<string[]> {
  const rows = await queryFile(
    join(dir, `${release}.duckdb`),
    `SELECT concat_ws(' ', o.kpi, o.area, o.year, o.gender) || '='
       || coalesce(if(value = round(value), value::BIGINT::VARCHAR, value::VARCHAR), status) AS line
     FROM observation o JOIN kpi k ON k.id = o.kpi AND k.until IS NULL AND k.listed
     WHERE o.until IS NULL
     UNION ALL SELECT id || ' ' || title FROM kpi WHERE until IS NULL AND listed`,
  );
  return rows.map(({ line }) => String(line)).toSorted();
}

const sample = { kpi: 'N21006', area: '1490', slug: 'boras' };

/** A few values through the door, so that what is served is what the file says. */
async function valuesServed(server: Pick<ServedFolder, 'text'>): Promise<string[]> {
  const query = `nyckeltal=${sample.kpi}&kommuner=${sample.slug}&ar=1900-2100`;
  const answer = JSON.parse(await server.text(`/api/v1/comparison?${query}`));
  const { observations } = comparisonSchema.parse(answer);
  return observations.map(
    ({ kpi, municipality, year, gender, value, status }) =>
      `${kpi} ${municipality} ${year} ${gender}=${value ?? status}`,
  );
}

function valuesOf(lines: readonly string[]): string[] {
  return lines.filter((line) => line.startsWith(`${sample.kpi} ${sample.area} `));
}

/** The truth as `/health` must tell it, from the files alone. */
async function toldByFiles(dir: string, { release }: Health): Promise<object> {
  const read = async (name: string): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(join(dir, name), 'utf8').catch(() => '{}'));
  const pointer = await read('current.json');
  if (pointer['release'] !== release) {
    return { status: 'degraded', reason: expect.stringMatching(/^release-refused: /) };
  }
  const { checkedAt, source } = pointer;
  const last = await read('last-refresh.json');
  if (last['outcome'] === 'failed') {
    const reason = `refresh-failed: ${String(last['reason'])}`;
    return { status: 'degraded', checkedAt, source, reason };
  }
  // A release that was finished and not pointed at, by a run that has shown no life for a while.
  const newest = (await releasesIn(dir)).at(-1);
  const touched = await stat(join(dir, 'ingest.lock')).catch(() => undefined);
  const isQuiet = touched === undefined || Date.now() - touched.mtimeMs > 30_000;
  if (newest !== undefined && newest !== release && isQuiet) {
    return { status: 'degraded', checkedAt, source, reason: 'newer-files' };
  }
  // The snapshot was taken months before any test's day.
  const isOld = source === 'snapshot';
  return isOld
    ? { status: 'degraded', checkedAt, source, reason: 'data-old' }
    : { status: 'ok', checkedAt, source };
}

/** Ids of the release files, oldest first; those of a day by their number. */
async function releasesIn(dir: string): Promise<string[]> {
  const names = (await readdir(dir)).filter((name) => /^\d{4}-\d\d-\d\d\.\d+\.duckdb$/.test(name));
  const order = new Intl.Collator('en', { numeric: true });
  return names.map((name) => name.replace('.duckdb', '')).toSorted(order.compare);
}

/** Compared before the whole, so that a difference of thousands of lines is told in one. */
function digest(lines: readonly string[]): string {
  return `${lines.length} lines: ${hash('sha256', lines.join('\n'))}`;
}
