import { z } from '@hono/zod-openapi';
import { areaSchema, releaseSchema, reviewSchema } from './api-schemas.ts';

const kpi = z.string();

/** The answer of `/likeness` for the OpenAPI document. */
export const likenessSchema = z
  .object({
    release: releaseSchema,
    municipality: areaSchema,
    variables: z.array(
      z.object({
        kpi,
        title: z.string(),
        unit: z.string(),
        weight: z.int(),
        year: z.int().nullable(),
        logarithmic: z.boolean(),
        unused: z.enum(['not-held', 'no-municipality', 'own-lacks']).nullable(),
        underReview: reviewSchema.exactOptional(),
      }),
    ),
    items: z.array(
      z.object({
        municipality: areaSchema,
        distance: z.number(),
        because: z.array(
          z.object({
            kpi,
            own: z.number().nullable(),
            value: z.number().nullable(),
            apart: z.number(),
            share: z.number(),
          }),
        ),
      }),
    ),
    total: z.int(),
    lacking: z.array(z.object({ municipality: z.string(), kpis: z.array(kpi) })),
    rule: z.string(),
    source: z.string(),
  })
  .openapi('Likeness');
