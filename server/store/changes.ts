import type { Change, ListAnswer, ValueAndStatus } from '../../web/shared/api.ts';
import { toGender } from './comparison-rows.ts';
import { queries } from './queries.ts';
import type { Values } from './query.ts';
import type { NumberedRelease, ReleaseFile } from './release-file.ts';
import type { ChangesQuery } from './store.ts';

/** What differs in value or status between two releases, whichever of them is the older. */
export async function changes(
  file: ReleaseFile,
  { kpis = [], areas = [], limit, offset }: ChangesQuery,
  { since, to }: { readonly since: NumberedRelease; readonly to: NumberedRelease },
): Promise<ListAnswer<Change>> {
  const isBackwards = since.number > to.number;
  const ask = (first: number, last: number) =>
    file.slow((session) =>
      session.all(queries.changes, {
        kpis,
        areas,
        older: Math.min(since.number, to.number),
        newer: Math.max(since.number, to.number),
        first,
        last,
      }),
    );
  const rows = await ask(offset + 1, offset + limit);
  // A page beyond the end has no row to tell the total.
  const [first = { total: 0 }] =
    rows.length > 0 || (offset === 0 && limit > 0) ? rows : await ask(1, 1);
  return {
    items: rows.map((row) => toChange(row, isBackwards)),
    total: first.total,
  };
}

function toChange(row: Values<typeof queries.changes.row>, isBackwards: boolean): Change {
  const older = valueAndStatus(row.before_value, row.before_status);
  const newer = valueAndStatus(row.after_value, row.after_status);
  return {
    kpi: row.kpi,
    municipality: row.area,
    year: row.year,
    gender: toGender(row.gender),
    before: isBackwards ? newer : older,
    after: isBackwards ? older : newer,
  };
}

function valueAndStatus(value: number | null, status: string | null): ValueAndStatus | null {
  return status === null ? null : { value, status };
}
