import { z } from 'zod';
import type { Gender } from '../../web/shared/comparison/comparison.ts';
import { genders } from '../../web/shared/comparison/comparison.ts';
import { field } from './fields.ts';
import { loadCuratedKpis } from './kpis.ts';
import { loadMunicipalities } from './municipalities.ts';
import { assertUnique, DataFileError, readCsv } from './read-csv.ts';

const file = 'observations.csv';

const rowSchema = z.object({
  kpi: field.kpiId,
  municipality_id: field.areaId,
  municipality: field.text,
  year: field.year,
  gender: z.enum(genders),
  value: field.number,
  source: field.text,
});

/** One figure that the product carries with it. */
export interface SnapshotObservation {
  readonly kpi: string;
  readonly area: string;
  readonly year: number;
  readonly gender: Gender;
  readonly value: number;
  /** The document that it stands in, as it is cited. */
  readonly citation: string;
}

export interface Snapshot {
  /** In the order kpi, area, year, gender of the file. */
  readonly observations: readonly SnapshotObservation[];
  readonly citations: readonly string[];
  /** Latest day on which Kolada was asked for any of them; ISO day. */
  readonly checkedOn: string;
}

/**
 * The figures to serve until Kolada has been reached.
 * @param dir the data folder
 * @throws {DataFileError}
 */
export function loadSnapshot(dir: string): Snapshot {
  const rows = readCsv(dir, file, rowSchema);
  assertUnique(file, rows, (row) => [row.kpi, row.municipality_id, row.year, row.gender].join(' '));
  const sources = loadSources(dir);
  const names = new Map(loadMunicipalities(dir).map(({ id, name }) => [id, name]));
  const kpis = new Set(loadCuratedKpis(dir).map(({ id }) => id));
  const observations = rows.map(({ line, row }) => {
    const fault =
      names.get(row.municipality_id) !== row.municipality
        ? `${row.municipality_id} is not "${row.municipality}"`
        : !kpis.has(row.kpi)
          ? `${row.kpi} is not in kpis.csv`
          : !sources.has(row.source)
            ? `source "${row.source}" is not in sources.csv`
            : undefined;
    if (fault !== undefined) throw new DataFileError(file, line, fault);
    const { kpi, municipality_id: area, year, gender, value, source: citation } = row;
    return { kpi, area, year, gender, value, citation };
  });
  const days = [...sources.values()].filter((date) => date.length === 10).sort();
  const checkedOn = days.at(-1);
  if (checkedOn === undefined) {
    throw new DataFileError('sources.csv', undefined, 'no source is dated to the day');
  }
  return { observations, citations: [...sources.keys()], checkedOn };
}

function loadSources(dir: string): Map<string, string> {
  const schema = z.object({ citation: field.text, date: field.date, note: z.string() });
  const rows = readCsv(dir, 'sources.csv', schema);
  assertUnique('sources.csv', rows, (row) => row.citation);
  return new Map(rows.map(({ row }) => [row.citation, row.date]));
}
