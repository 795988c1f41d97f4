import { genders } from '../../web/shared/comparison/comparison.ts';
import type { Draft } from './draft.ts';
import type { Accepted, HeldCell, HeldFault, HeldKpi, Titles } from './held-kpi.ts';
import { digestOf, isWhole } from './held-kpi.ts';
import type { Cell } from './judge-cells.ts';
import { isNoise, toKpiCells } from './judge-cells.ts';
import type { Fault } from './judge-kpi.ts';
import { isHeldBy, judgeKpi } from './judge-kpi.ts';
import type { Tally } from './tally.ts';
import { unitsIn } from './units-in.ts';
import { shownSql } from './shown-value.ts';
import type { StagedValues } from './staged-values.ts';
import { keySql, loadKeys } from './staged-values.ts';

/** What a run knows of its KPIs beside their values. */
export interface Verdicts {
  /** KPIs whose title or unit has changed: none of their new values is taken. */
  readonly titles: ReadonlyMap<string, Titles>;
  /** KPIs whose new title a human has accepted. */
  readonly acceptedTitles: ReadonlyMap<string, Titles>;
  /** Answers that a human has seen and accepted, by KPI. */
  readonly accepted: ReadonlyMap<string, Accepted>;
}

/** A KPI of which no row came, though some were known. */
export interface Emptied {
  readonly index: number;
  readonly known: number;
}

/** A cell with what is needed to keep it back. */
interface DiffCell extends Cell {
  readonly key: number;
  /** Whether publishing would change it. */
  readonly differs: boolean;
}

export interface Judging {
  readonly verdicts: Verdicts;
  readonly emptied: readonly Emptied[];
  /** The last year that there can be anything to say of. */
  readonly lastYear: number;
  /** Told of every KPI but those accepted, and those held whole. */
  readonly tally: Tally;
}

/**
 * Judges every KPI that `stage_diff` would change, and takes out of that table what is held, and
 * what is no revision at all.
 * @returns what is held
 */
export async function judgeAnswer(
  draft: Draft,
  staged: StagedValues,
  { verdicts, emptied, lastYear, tally }: Judging,
): Promise<readonly HeldKpi[]> {
  const units = await unitsIn(draft);
  const held: HeldKpi[] = [];
  const kept: number[] = [];
  for (const [index, cells] of await readTouched(draft)) {
    const kpi = staged.kpis[index] ?? '';
    const context = {
      emptied: emptied.find((one) => one.index === index),
      areaOf: (place: number) => staged.areas[place] ?? '',
      lastYear,
      accepted: verdicts.accepted.get(kpi)?.digest,
      acceptedTitles: verdicts.acceptedTitles.get(kpi),
    };
    const one = { kpi, unit: units.get(kpi) ?? '', cells, titles: verdicts.titles.get(kpi) };
    const judged = judgeOne(one, context);
    for (const key of judged.kept) kept.push(key);
    if (judged.held !== undefined) held.push(judged.held);
    const isKpiAtFault = judged.held?.faults.some(isWhole) === true;
    if (judged.isAccepted || isKpiAtFault) continue;
    tally.add({ kpi, unit: one.unit, cells, back: new Set(judged.back), areaOf: context.areaOf });
  }
  await loadKeys(draft, 'stage_keep', kept);
  await draft.run('DELETE FROM stage_diff WHERE key IN (SELECT key FROM stage_keep)');
  return held;
}

interface OneKpi {
  readonly kpi: string;
  readonly unit: string;
  readonly cells: readonly DiffCell[];
  readonly titles: Titles | undefined;
}

interface OneContext {
  readonly emptied: Emptied | undefined;
  readonly areaOf: (place: number) => string;
  readonly lastYear: number;
  /** Digest of the answer that was accepted. */
  readonly accepted: string | undefined;
  readonly acceptedTitles: Titles | undefined;
}

interface JudgedKpi {
  readonly kept: readonly number[];
  /** Cells that are held. */
  readonly back: readonly DiffCell[];
  readonly held?: HeldKpi;
  readonly isAccepted: boolean;
}

function judgeOne({ kpi, unit, cells, titles }: OneKpi, context: OneContext): JudgedKpi {
  const { emptied, areaOf, accepted, acceptedTitles, lastYear } = context;
  const noise = new Set(cells.filter((cell) => cell.differs && isNoise(cell, unit)));
  const changes = cells.filter((cell) => cell.differs && !noise.has(cell));
  const kept = [...noise].map(({ key }) => key);
  const faults = faultsOf({ unit, cells, changes, titles, emptied, lastYear });
  const back = changes.filter((cell) => faults.some((fault) => isHeldBy(fault, cell)));
  const held = {
    kpi,
    unit,
    faults: faults.map((fault) => named(fault, areaOf)),
    cells: toHeldCells(back, areaOf),
    ...(titles !== undefined && { titles }),
  };
  // What was published beside the held values is no longer in the answer's difference.
  const seen = acceptedTitles === undefined ? held : { ...held, titles: acceptedTitles };
  const answers = [seen, { ...seen, cells: toHeldCells(changes, areaOf) }];
  if (accepted !== undefined && answers.some((answer) => digestOf(answer) === accepted)) {
    return { kept, back: [], isAccepted: true };
  }
  if (faults.length === 0) return { kept, back, isAccepted: false };
  return { kept: [...kept, ...back.map(({ key }) => key)], back, held, isAccepted: false };
}

function toHeldCells(cells: readonly DiffCell[], areaOf: OneContext['areaOf']): HeldCell[] {
  return cells.map(({ area, year, gender, before, after }) => ({
    area: areaOf(area),
    year,
    gender,
    before,
    after,
  }));
}

function faultsOf(one: {
  readonly unit: string;
  readonly cells: readonly DiffCell[];
  readonly changes: readonly DiffCell[];
  readonly titles: Titles | undefined;
  readonly emptied: Emptied | undefined;
  readonly lastYear: number;
}): readonly Fault[] {
  const { unit, cells, changes, titles, emptied, lastYear } = one;
  if (titles !== undefined) {
    return [{ code: 'retitled', values: changes.length, of: cells.length }];
  }
  if (emptied !== undefined) {
    return [{ code: 'no-rows', values: emptied.known, of: emptied.known }];
  }
  return changes.length === 0 ? [] : judgeKpi(toKpiCells(unit, cells, lastYear));
}

function named({ area, ...fault }: Fault, areaOf: OneContext['areaOf']): HeldFault {
  return area === undefined ? fault : { ...fault, area: areaOf(area) };
}

/**
 * Every cell, known or new, of the KPIs that would change, by the KPI's place. What the snapshot
 * said is not Kolada's: beside it everything that comes is new.
 */
async function readTouched(draft: Draft): Promise<Map<number, DiffCell[]>> {
  const reader = await draft.connection.runAndReadAll(`
    SELECT key, (key >> 22) AS kpi, ${keySql.area} AS area, ${keySql.year} AS year, key & 3 AS gender,
      CASE WHEN c.id NOT IN (SELECT id FROM stage_snapshot) THEN ${shownSql('c.')} END AS before,
      CASE WHEN s.key IS NULL THEN CASE WHEN d.key IS NULL THEN ${shownSql('c.')} END
           WHEN s.deleted = 0 THEN ${shownSql({ value: 's.value', status: 't.text' })} END AS after,
      d.key IS NOT NULL AS differs, coalesce(d.otherwise, false) AS otherwise
    FROM stage_current c
    FULL JOIN stage s USING (key)
    LEFT JOIN stage_status t ON t.i = s.status
    LEFT JOIN stage_diff d USING (key)
    WHERE (key >> 22) IN (SELECT DISTINCT key >> 22 FROM stage_diff)
    ORDER BY key`);
  const columns = reader.getColumnsJS();
  const [keys = [], kpis = [], areas = [], years = [], sexes = []] = columns;
  const [before = [], after = [], differs = [], otherwise = []] = columns.slice(5);
  const byKpi = new Map<number, DiffCell[]>();
  for (let row = 0; row < keys.length; row++) {
    const kpi = Number(kpis[row]);
    const cells = byKpi.get(kpi) ?? [];
    if (cells.length === 0) byKpi.set(kpi, cells);
    cells.push({
      key: Number(keys[row]),
      area: Number(areas[row]),
      year: Number(years[row]),
      gender: genders[Number(sexes[row])] ?? 'T',
      before: numberOrNull(before[row]),
      after: numberOrNull(after[row]),
      differs: differs[row] === true,
      isOtherwiseNew: otherwise[row] === true,
    });
  }
  return byKpi;
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
