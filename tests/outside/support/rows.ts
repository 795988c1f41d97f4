/** Kolada's rows as its documentation shows them, read by code of our own. */
import { z } from 'zod';

const entryShape = z.object({
  gender: z.string(),
  count: z.number(),
  status: z.string(),
  value: z.number().nullable(),
  isdeleted: z.boolean(),
});
const rowShape = z.object({
  values: z.array(entryShape),
  kpi: z.string(),
  period: z.number(),
  municipality: z.string(),
});
export type Entry = z.infer<typeof entryShape>;
export type Row = z.infer<typeof rowShape>;
/** A row after a fault: anything. */
export type AnyRow = Readonly<Record<string, unknown>>;
/** A KPI, an area or a group in one of Kolada's lists. */
export type Item = Readonly<Record<string, unknown>> & { readonly id: string };

const itemShape = z.looseObject({ id: z.string() });
export const rowPage = z.object({ values: z.array(rowShape), next_url: z.string().nullable() });
export const itemPage = z.object({ values: z.array(itemShape), next_url: z.string().nullable() });

export interface Said {
  readonly value: number | null;
  readonly status: string;
}
/** By `kpi area year gender`. */
export type Figures = ReadonlyMap<string, Said>;

/** What rows say; what is marked as deleted is not said. */
export function figuresOf(rows: readonly Row[]): Figures {
  return new Map(
    rows.flatMap(({ kpi, municipality, period, values }) =>
      values
        .filter(({ isdeleted }) => !isdeleted)
        .map(({ gender, value, status }): [string, Said] => [
          `${kpi} ${municipality} ${period} ${gender}`,
          { value, status },
        ]),
    ),
  );
}
