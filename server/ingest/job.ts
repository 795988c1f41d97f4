import { z } from 'zod';

const kpiId = z.string().regex(/^[A-Z]\d{5}$/);
const groupId = z.string().regex(/^G\d+$/);

/**
 * What to bring in. `snapshot`: the figures in data/, if nothing is held. `refresh`: catalogue and
 * what has changed of the watch list, or, `full`, all of it. `all`: catalogue and every KPI. `kpis`: those named, or the whole watch list for the
 * groups named; both also go on the watch list.
 */
export const ingestJobSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('snapshot') }),
  z.strictObject({ kind: z.literal('refresh'), full: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({
    kind: z.literal('kpis'),
    kpis: z.array(kpiId),
    groups: z.array(groupId).optional(),
  }),
]);
export type IngestJob = z.infer<typeof ingestJobSchema>;

/** Steps of a run in order; a job may skip some. */
export const phases = [
  'lock',
  'copy',
  'catalogue',
  'values',
  'checkpoint',
  'verify',
  'rename',
  'pointer',
  'clean',
] as const;
export type Phase = (typeof phases)[number];

/** How far a run has come; `total` is 0 where it is not known. */
export interface Progress {
  readonly phase: Phase;
  readonly done: number;
  readonly total: number;
}

/** Why figures were kept: the runbook has a row for each. See `judge-limits.ts`. */
export const alarmCodes = [
  'no-rows',
  'many-vanished',
  'all-zero',
  'level',
  'new-year-level',
  'sign-flipped',
  'one-value',
  'year-shifted',
  'area-shifted',
  'gender-swapped',
  'history-rewritten',
  'area-vanished',
  'year-ahead',
  'retitled',
  'conflicting-values',
  'kpi-list-shrunk',
  'area-list-shrunk',
  'group-list-shrunk',
  'areas-renamed',
  'area-names-moved',
  'area-types',
  'group-members-lost',
  'group-members-replaced',
  'groups-retitled',
  'kpis-retitled',
  'kpi-descriptions-lost',
  'kpi-flags',
  'conflicting-rows',
] as const;

/** Figures of a KPI that were kept as they were, because the new answer could not be believed. */
export interface Alarm {
  readonly kpi: string;
  /** One of `alarmCodes`. */
  readonly code: string;
  /** How many values show it. */
  readonly values?: number;
  /** Where; absent where it is the whole KPI. */
  readonly area?: string;
  readonly year?: number;
}

/** Something that a run which went well has to tell. */
export interface Note {
  readonly code: (typeof noteCodes)[number];
  /** English, for a log. */
  readonly detail: string;
}

/** Codes of notes: the runbook has a row for each. */
export const noteCodes = ['sweep-disagreed', 'newer-files', 'watch-list-restored'] as const;

/** How a run ended. A failed one has changed nothing that is served. */
export type Outcome =
  | {
      readonly kind: 'published';
      readonly release: string;
      /** Observations that are new or have a new version, and those that no longer hold. */
      readonly inserted: number;
      readonly closed: number;
      readonly alarms: readonly Alarm[];
      readonly notes?: readonly Note[];
    }
  | {
      readonly kind: 'unchanged';
      readonly release: string;
      readonly alarms: readonly Alarm[];
      readonly notes?: readonly Note[];
    }
  | {
      readonly kind: 'failed';
      /** Stable code: `locked`, `disk-full`, `not-writable`, `implausible`, `kolada-network`, … */
      readonly reason: string;
      /** English, for a log; never shown to a reader. */
      readonly detail: string;
    };
