import type { Change, ListAnswer, ValueAndStatus } from '../../web/shared/api.ts';
import { withoutFormat } from '../../web/shared/plain-text.ts';
import { toGender } from './comparison-rows.ts';
import { queries } from './queries.ts';
import type { Values } from './query.ts';
import type { NumberedRelease, ReleaseFile } from './release-file.ts';
import type { ChangesQuery } from './store.ts';

/**
 * What differs in value or status between two releases, whichever of them is the older. Compared
 * some KPIs at a time: the difference between two years of Kolada would not fit in memory.
 */
export async function changes(
  file: ReleaseFile,
  { kpis = [], areas = [], limit, offset }: ChangesQuery,
  { since, to }: { readonly since: NumberedRelease; readonly to: NumberedRelease },
): Promise<ListAnswer<Change>> {
  const isBackwards = since.number > to.number;
  const asked = {
    kpis,
    areas,
    older: Math.min(since.number, to.number),
    newer: Math.max(since.number, to.number),
  };
  return file.slow(async (session) => {
    const items: Change[] = [];
    let total = 0;
    for (const part of inParts(await session.all(queries.touchedKpis, asked))) {
      const [count] = await session.all(queries.changeCount, { ...asked, ...part });
      const found = count?.changes ?? 0;
      const first = Math.max(offset - total, 0) + 1;
      const last = Math.min(offset + limit - total, found);
      total += found;
      if (first > last) continue;
      const rows = await session.all(queries.changes, { ...asked, ...part, first, last });
      for (const row of rows) items.push(toChange(row, isBackwards));
    }
    return { items, total };
  });
}

/** Rows compared at once; a few tens of megabytes. */
const rowsInPart = 150_000;

interface Part {
  readonly first_kpi: string;
  readonly last_kpi: string;
}

function inParts(touched: readonly Values<typeof queries.touchedKpis.row>[]): readonly Part[] {
  const parts: Part[] = [];
  let rowsInLast = Infinity;
  for (const { kpi, rows } of touched) {
    const last = parts.at(-1);
    if (last === undefined || rowsInLast + rows > rowsInPart) {
      parts.push({ first_kpi: kpi, last_kpi: kpi });
      rowsInLast = rows;
    } else {
      parts.splice(-1, 1, { ...last, last_kpi: kpi });
      rowsInLast += rows;
    }
  }
  return parts;
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
  return status === null ? null : { value, status: withoutFormat(status) };
}
