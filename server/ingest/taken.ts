import { listValue } from '@duckdb/node-api';
import { z } from 'zod';
import type { Draft } from './draft.ts';
import type { Holds } from './holds.ts';
import type { WrittenCatalogue } from './write-catalogue.ts';

const changedRow = z.object({ kpi: z.string(), cell: z.string() });

/**
 * KPIs of which the draft holds what a human has accepted. Where Kolada answers as before again,
 * few of the cells that the human was shown have changed: those that it honestly revises meanwhile.
 */
export async function takenKpis(
  draft: Draft,
  { accepted, samples }: Pick<Holds, 'accepted' | 'samples'>,
  { acceptedTitles }: Pick<WrittenCatalogue, 'acceptedTitles'>,
): Promise<readonly string[]> {
  if (accepted.size === 0) return [];
  const rows = await draft.rows(
    `SELECT DISTINCT kpi, concat_ws(' ', area, year, gender) AS cell FROM observation
     WHERE (since = $number OR until = $number) AND list_contains($kpis, kpi)`,
    { number: draft.number, kpis: listValue([...accepted.keys()]) },
  );
  const changed = Map.groupBy(z.array(changedRow).parse(rows), ({ kpi }) => kpi);
  return [...accepted.keys()].filter((kpi) => {
    if (acceptedTitles.has(kpi)) return true;
    const cells = new Set(changed.get(kpi)?.map(({ cell }) => cell));
    const shown = samples().get(kpi) ?? [];
    const isChanged = ({ area, year, gender }: (typeof shown)[number]) =>
      cells.has(`${area} ${year} ${gender}`);
    return shown.filter(isChanged).length > shown.length / 2;
  });
}
