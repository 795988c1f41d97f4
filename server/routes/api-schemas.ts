import { z } from '@hono/zod-openapi';
import type {
  Area,
  Change,
  ComparedKpi,
  ComparisonAnswer,
  FetchProgress,
  Group,
  Health,
  HeldAnswer,
  Kpi,
  KpiDetail,
  KpiReview,
  Observation,
  Problem,
  ReformEvent,
  ReleaseInfo,
} from '../../web/shared/api.ts';
import { genders, views } from '../../web/shared/comparison/comparison.ts';
import {
  breakKinds,
  directions,
  measureKinds,
  rhythms,
} from '../../web/shared/measure/measure-types.ts';
import type { Coverage } from '../store/store.ts';

/** The shapes of `web/shared/api.ts` for the OpenAPI document; the compiler holds the two together. */
type Described<T> = z.ZodType<Mutable<T>>;
type Mutable<T> = T extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Mutable<T[Key]> }
    : T;

const year = z.int();
const gender = z.enum(genders);
const value = z.number().nullable();
const strings = z.array(z.string());

export const releaseSchema: Described<ReleaseInfo> = z
  .object({
    id: z.string(),
    publishedAt: z.iso.datetime(),
    checkedAt: z.iso.datetime(),
    source: z.enum(['kolada', 'snapshot', 'simulated']),
  })
  .openapi('Release', {
    example: {
      id: '2026-11-22.1',
      publishedAt: '2026-11-22T03:00:00Z',
      checkedAt: '2026-11-23T03:00:00Z',
      source: 'kolada',
    },
  });

const reviewFields = {
  state: z.enum(['open', 'refused']),
  since: z.iso.datetime(),
  faults: z.array(
    z.object({
      code: z.string(),
      municipality: z.string().exactOptional(),
      year: year.exactOptional(),
    }),
  ),
};
export const reviewSchema: Described<KpiReview> = z.object(reviewFields).openapi('KpiReview');
const heldAnswerSchema: Described<HeldAnswer> = z
  .object({ kpi: z.string(), values: z.int(), ...reviewFields })
  .openapi('HeldAnswer');

const kpiObject = z.object({
  id: z.string(),
  title: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  unit: z.string(),
  form: z.string(),
  per: z.string(),
  kind: z.enum(measureKinds),
  direction: z.enum(directions),
  coded: z.boolean(),
  rhythm: z.enum(rhythms),
  set: z.string().nullable(),
  goodDirection: z.enum(['higher', 'lower', 'neutral']),
  genderSplit: z.boolean(),
  operatingArea: z.string().nullable(),
  municipalityType: z.enum(['K', 'L', 'A']),
  preliminaryPublicationDate: z.string().nullable(),
  publicationDate: z.string().nullable(),
  publicationPeriod: z.string().nullable(),
  discontinued: z.boolean(),
  held: z.boolean(),
  underReview: reviewSchema.exactOptional(),
});

export const kpiSchema: Described<Kpi> = kpiObject.openapi('Kpi');

const kpiDetailObject = kpiObject.extend({
  areas: z.enum(['kommun', 'region', 'both']),
  subject: z.string(),
  breaks: z.array(z.object({ year, kind: z.enum(breakKinds), text: z.string() })),
});

export const kpiDetailSchema: Described<KpiDetail> = kpiDetailObject.openapi('KpiDetail');

export const comparedKpiSchema: Described<ComparedKpi> = kpiDetailObject
  .extend({
    years: z.array(year),
    missing: strings,
    preliminaryYear: year.nullable(),
    sources: strings,
    prices: z
      .object({
        year,
        index: z.string(),
        factors: z.record(z.string(), z.number()),
        withoutIndex: z.array(year),
      })
      .exactOptional(),
  })
  .openapi('ComparedKpi');

export const areaSchema: Described<Area> = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    kind: z.enum(['municipality', 'region', 'country', 'group']),
    county: z.string().exactOptional(),
    listed: z.literal(false).exactOptional(),
  })
  .openapi('Municipality');

export const observationSchema: Described<Observation> = z
  .object({ kpi: z.string(), municipality: z.string(), year, gender, value, status: z.string() })
  .openapi('Observation');

export const comparisonSchema: Described<ComparisonAnswer> = z
  .object({
    release: releaseSchema,
    query: z.object({
      kpis: strings,
      municipalities: strings,
      focus: z.string(),
      years: z.string(),
      genders: z.array(gender),
      view: z.enum(views),
      release: z.string().nullable(),
      prices: z.string().exactOptional(),
      canonical: z.string(),
    }),
    kpis: z.array(comparedKpiSchema),
    municipalities: z.array(areaSchema),
    observations: z.array(observationSchema),
  })
  .openapi('Comparison');

export const groupSchema: Described<Group> = z
  .object({
    id: z.string(),
    title: z.string(),
    members: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string() })),
  })
  .openapi('Group');

export const eventSchema: Described<ReformEvent> = z
  .object({
    municipality: z.string(),
    name: z.string(),
    from: z.string(),
    to: z.string().nullable(),
    title: z.string(),
    note: z.string(),
    source: z.string(),
  })
  .openapi('ReformEvent');

const valueAndStatus = z.object({ value, status: z.string() }).nullable();

export const changeSchema: Described<Change> = z
  .object({
    kpi: z.string(),
    municipality: z.string(),
    year,
    gender,
    before: valueAndStatus,
    after: valueAndStatus,
  })
  .openapi('Change');

export const coverageSchema: Described<Coverage> = z
  .object({ year, areas: z.int() })
  .openapi('Coverage');

export const fetchProgressSchema: Described<FetchProgress> = z
  .object({
    kpi: z.string(),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    progress: z.number().min(0).max(1),
    reason: z.string().exactOptional(),
  })
  .openapi('FetchProgress');

export const healthSchema: Described<Health> = z
  .object({
    status: z.enum(['ok', 'degraded']),
    release: z.string(),
    source: z.enum(['kolada', 'snapshot', 'simulated']),
    checkedAt: z.iso.datetime(),
    reason: z.string().exactOptional(),
    detail: z.string().exactOptional(),
    held: z.array(heldAnswerSchema).exactOptional(),
  })
  .openapi('Health');

export const problemSchema: Described<Problem> = z
  .object({
    type: z.string().exactOptional(),
    status: z.int(),
    code: z.string(),
    title: z.string(),
    detail: z.string(),
  })
  .openapi('Problem');

/** `{ items, total }` of something. */
export function listOf(item: z.ZodType): z.ZodType {
  return z.object(listFields(item));
}

/** The same of one KPI's values, which may be held. */
export function reviewedListOf(item: z.ZodType): z.ZodType {
  return z.object({ ...listFields(item), underReview: reviewSchema.exactOptional() });
}

function listFields(item: z.ZodType) {
  return { items: z.array(item), total: z.int() };
}
