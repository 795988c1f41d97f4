import { z } from 'zod';
import type { Asking } from './asking.ts';
import type { IngestSource } from './catalogue.ts';
import { lists, planChanges } from './change-plan.ts';
import type { Draft } from './draft.ts';
import { fetchChanges } from './fetch-changes.ts';
import type { FetchedPart } from './fetch-values.ts';
import type { PlanPart } from './plan.ts';
import type { Run } from './run.ts';

/** More than this share of what is held has changed: then what is absent is worth a look too. */
const muchChanged = 0.2;
/** So much is kept in memory until all has come. */
const mostValues = 1_000_000;
/** However little is planned, so many pages are no sign of anything. */
const leastPages = 20;

export interface Changes {
  /** What has changed of that which the last refresh knew. */
  readonly parts: readonly FetchedPart[];
  /** What it did not know, to be fetched whole. */
  readonly unknown: readonly PlanPart[];
  readonly knownKpis: ReadonlySet<string>;
  readonly knownAreas: ReadonlySet<string>;
}

interface Question {
  readonly source: IngestSource;
  readonly parts: readonly PlanPart[];
  readonly asking: Extract<Asking, { since: string }>;
}

/**
 * Asks what has changed since the last refresh.
 * @returns undefined when so much has that everything should be asked for
 */
export async function askChanges(
  run: Run,
  draft: Draft,
  { source, parts, asking }: Question,
): Promise<Changes | undefined> {
  const { before, since } = asking;
  const told = new Set(before.kpis);
  for (const kpi of await changedInCatalogue(draft)) told.delete(kpi);
  const knownAreas = new Set(before.areas);
  const known = parts.flatMap((part) => within(part, { kpis: told, areas: knownAreas }));
  const unknown = parts.flatMap((part) => beyond(part, { kpis: told, areas: knownAreas }));
  const scope = { knownKpis: told, knownAreas, unknown };
  if (known.length === 0) return { ...scope, parts: [] };

  const kpis = known.flatMap((part) => part.kpis);
  const areas = [...new Set(known.flatMap((part) => part.areas))];
  const held = await heldOf(draft, kpis);
  const thisYear = run.now().getUTCFullYear();
  const plan = planChanges({
    kpis,
    areas,
    since,
    firstYear: Math.min(held.firstYear, thisYear),
    lastYear: Math.max(held.lastYear, thisYear) + 1,
  });
  run.allow(plan.requests, source.about.requestsPerSecond);
  const found = await fetchChanges(source, plan, {
    signal: run.signal,
    parts: known,
    limits: {
      pages: Math.max(leastPages, plan.requests + requestsFor(parts)),
      values: Math.min(mostValues, Math.max(1, held.values * muchChanged)),
    },
  });
  return found && { ...scope, parts: found };
}

/** The least requests that the parts take. */
export function requestsFor(parts: readonly PlanPart[]): number {
  return parts.reduce((sum, { kpis, areas }) => sum + lists(kpis) * lists(areas), 0);
}

interface Known {
  readonly kpis: ReadonlySet<string>;
  readonly areas: ReadonlySet<string>;
}

function within({ kpis, areas }: PlanPart, known: Known): PlanPart[] {
  return whole({
    kpis: kpis.filter((id) => known.kpis.has(id)),
    areas: areas.filter((id) => known.areas.has(id)),
  });
}

/** New KPIs in all areas, and the others in new ones. */
function beyond({ kpis, areas }: PlanPart, known: Known): PlanPart[] {
  return [
    ...whole({ kpis: kpis.filter((id) => !known.kpis.has(id)), areas }),
    ...whole({
      kpis: kpis.filter((id) => known.kpis.has(id)),
      areas: areas.filter((id) => !known.areas.has(id)),
    }),
  ];
}

function whole(part: PlanPart): PlanPart[] {
  return part.kpis.length > 0 && part.areas.length > 0 ? [part] : [];
}

/** KPIs that this run's catalogue calls or counts otherwise than the last one did. */
async function changedInCatalogue(draft: Draft): Promise<readonly string[]> {
  const rows = await draft.rows(
    `SELECT id FROM kpi AS now WHERE since = $number AND until IS NULL AND NOT EXISTS (
       SELECT 1 FROM kpi AS was WHERE was.id = now.id AND was.until = $number
         AND was.title = now.title AND was.unit = now.unit AND was.listed = now.listed
         AND was.gender_split = now.gender_split
         AND was.municipality_type = now.municipality_type)`,
    { number: draft.number },
  );
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id);
}

const heldRow = z.object({
  values: z.number(),
  firstYear: z.number().nullable(),
  lastYear: z.number().nullable(),
});

async function heldOf(draft: Draft, kpis: readonly string[]) {
  const rows = await draft.rows(
    `SELECT count(*)::DOUBLE AS "values", min(year) AS "firstYear", max(year) AS "lastYear"
     FROM observation WHERE until IS NULL
       AND kpi IN (SELECT unnest(string_split($kpis, ',')))`,
    { kpis: kpis.join(',') },
  );
  const [held] = z.array(heldRow).parse(rows);
  return {
    values: held?.values ?? 0,
    firstYear: held?.firstYear ?? Number.POSITIVE_INFINITY,
    lastYear: held?.lastYear ?? Number.NEGATIVE_INFINITY,
  };
}
