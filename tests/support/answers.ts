/** Comparison answers as the API gives them, for tests of texts, charts and pages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { loadBreaks } from '../../server/data/breaks.ts';
import type {
  Area,
  ComparedKpi,
  ComparisonAnswer,
  KpiDetail,
  Observation,
  ReformEvent,
} from '../../web/shared/api.ts';
import { slugify } from '../../web/shared/area.ts';
import { genders, type Gender, type View } from '../../web/shared/comparison/comparison.ts';
import { deriveMeasure } from '../../web/shared/measure/measure.ts';
import { cleanTitle } from '../../web/shared/text/kpi-names.ts';
import { projectRoot } from './source-file.ts';

const knownBreaks = loadBreaks(join(projectRoot, 'data'));

export const today = '2026-11-22';

const motion =
  'Bräcke kommun, svar på motion om att avskaffa minutstyrning i hemtjänsten (2025); uppgifter från Kolada';
const api = 'Kolada (RKA), API v3, hämtat 2026-07-06';

export const kommuner = {
  bracke: kommun('2305', 'Bräcke'),
  boras: kommun('1490', 'Borås'),
  eskilstuna: kommun('0484', 'Eskilstuna'),
  harryda: kommun('1401', 'Härryda'),
  kungsbacka: kommun('1384', 'Kungsbacka'),
  pitea: kommun('2581', 'Piteå'),
  sundsvall: kommun('2281', 'Sundsvall'),
} as const;
export const riket: Area = { id: '0000', slug: 'riket', name: 'Riket', kind: 'country' };
export const likeKommuner: Area = {
  id: 'G176508',
  slug: 'G176508',
  name: 'Liknande kommuner äldreomsorg, Bräcke, 2024',
  kind: 'group',
};

export const costKpi: KpiDetail = {
  ...blankKpi('N21006', 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare'),
  form: 'kr',
  set: 'cost',
};
export const satisfactionKpi: KpiDetail = {
  ...blankKpi('U21468', 'Brukarbedömning hemtjänst äldreomsorg - helhetssyn, andel (%)'),
  form: '%',
  set: 'quality',
  goodDirection: 'higher',
  genderSplit: true,
};

/** The two figures of 2024 for the seven kommuner, Bräcke in focus, exactly as in the snapshot. */
export function modelCaseAnswer(view: View = 'stapel'): ComparisonAnswer {
  return answerOf({
    kpis: [costKpi, satisfactionKpi],
    areas: Object.values(kommuner),
    observations: snapshot().filter(({ year, gender }) => year === 2024 && gender === 'T'),
    view,
  });
}

/** Satisfaction over all years for the kommuner whose series is held, Eskilstuna in focus. */
export function lineAnswer(focus: Area = kommuner.eskilstuna): ComparisonAnswer {
  const areas = [kommuner.eskilstuna, kommuner.kungsbacka, kommuner.boras];
  const ordered = [focus, ...areas.filter((area) => area.id !== focus.id)];
  return answerOf({ kpis: [satisfactionKpi], areas: ordered, ...allYears(), view: 'linje' });
}

/** Women and men of 2024 for the three kommuner that have them. */
export function genderAnswer(): ComparisonAnswer {
  return answerOf({
    kpis: [satisfactionKpi],
    areas: [kommuner.boras, kommuner.eskilstuna, kommuner.kungsbacka],
    observations: snapshot().filter(({ kpi, year }) => kpi === 'U21468' && year === 2024),
    view: 'kon',
    genders: ['T', 'K', 'M'],
  });
}

/** Two years side by side, satisfaction 2022 and 2024. */
export function changeAnswer(): ComparisonAnswer {
  return answerOf({
    kpis: [satisfactionKpi],
    areas: [kommuner.eskilstuna, kommuner.kungsbacka, kommuner.boras],
    observations: snapshot().filter(
      ({ kpi, year, gender }) => kpi === 'U21468' && gender === 'T' && [2022, 2024].includes(year),
    ),
    years: '2022,2024',
  });
}

export interface AnswerParts {
  readonly kpis: readonly KpiDetail[];
  readonly areas: readonly Area[];
  readonly observations: readonly Observation[];
  readonly view?: View;
  readonly years?: string;
  readonly genders?: readonly Gender[];
  readonly source?: ComparisonAnswer['release']['source'];
  readonly focus?: string;
  /** What to override in every compared KPI. */
  readonly compared?: Partial<ComparedKpi>;
}

/** An answer in the API's shape and order; years, missing areas and sources worked out per KPI. */
export function answerOf(parts: AnswerParts): ComparisonAnswer {
  const { kpis, areas, view = 'stapel', source = 'snapshot' } = parts;
  const order = (row: Observation) =>
    kpis.findIndex((kpi) => kpi.id === row.kpi) * 1e9 +
    areas.findIndex((area) => area.id === row.municipality) * 1e6 +
    row.year * 10 +
    genders.indexOf(row.gender);
  const observations = parts.observations
    .filter((row) => kpis.some((kpi) => kpi.id === row.kpi))
    .filter((row) => areas.some((area) => area.id === row.municipality))
    .toSorted((a, b) => order(a) - order(b));
  return {
    release: {
      id: '2026-11-22.1',
      publishedAt: '2026-11-22T01:00:00Z',
      checkedAt: '2026-11-22T01:00:00Z',
      source,
    },
    query: {
      kpis: kpis.map((kpi) => kpi.id),
      municipalities: areas.map((area) => area.id),
      focus: parts.focus ?? areas[0]?.id ?? '',
      years: parts.years ?? (view === 'linje' ? 'alla' : 'senaste'),
      genders: parts.genders ?? ['T'],
      view,
      release: null,
      canonical: '',
    },
    kpis: kpis.map((kpi) => ({ ...compared(kpi, areas, observations, source), ...parts.compared })),
    municipalities: areas,
    observations,
  };
}

/** One KPI's values by area name and year: `{ Bräcke: { 2023: 1, 2024: null } }`. */
export function rowsOf(
  kpi: string,
  values: Readonly<Record<string, Readonly<Record<number, number | null>>>>,
  gender: Gender = 'T',
): Observation[] {
  return Object.entries(values).flatMap(([name, byYear]) =>
    Object.entries(byYear).map(([year, value]) => ({
      kpi,
      municipality: idOf(name),
      year: Number(year),
      gender,
      value,
      status: value === null ? 'Missing' : '',
    })),
  );
}

/** Sixty invented kommuner, `Kommun 01` to `Kommun 60`. */
export function manyKommuner(count = 60): Area[] {
  return Array.from({ length: count }, (_, i) => {
    const number = String(i + 1).padStart(2, '0');
    return kommun(`99${number}`, `Kommun ${number}`);
  });
}

export function kommun(id: string, name: string): Area {
  return { id, slug: slugify(name), name, kind: 'municipality', county: id.slice(0, 2) };
}

export function blankKpi(id: string, title: string): KpiDetail {
  const source = { id, title, description: null, municipalityType: 'K' } as const;
  return {
    ...deriveMeasure(source),
    name: cleanTitle(title),
    breaks: knownBreaks.get(id) ?? [],
    id,
    title,
    description: null,
    form: '',
    set: null,
    goodDirection: 'neutral',
    genderSplit: false,
    operatingArea: null,
    municipalityType: 'K',
    preliminaryPublicationDate: null,
    publicationDate: null,
    publicationPeriod: null,
    discontinued: false,
    held: true,
  };
}

/** Every row of the snapshot, as observations. */
export function snapshot(): Observation[] {
  return readCsv('observations').map((row) => ({
    kpi: row['kpi'] ?? '',
    municipality: row['municipality_id'] ?? '',
    year: Number(row['year']),
    gender: genders.find((gender) => gender === row['gender']) ?? 'T',
    value: Number(row['value']),
    status: '',
  }));
}

/** The reform events, as the API gives them. */
export function reformEvents(): ReformEvent[] {
  return readCsv('events').map((row) => ({
    municipality: row['municipality_id'] ?? '',
    name: row['municipality'] ?? '',
    from: row['from'] ?? '',
    to: row['to'] === '' ? null : (row['to'] ?? null),
    title: row['title'] ?? '',
    note: row['note'] ?? '',
    source: row['source'] ?? '',
  }));
}

function readCsv(name: string): Record<string, string>[] {
  const file = new URL(`../../data/${name}.csv`, import.meta.url);
  return parse(readFileSync(file, 'utf8'), { columns: true, bom: true });
}

function allYears() {
  return {
    observations: snapshot().filter(({ kpi, gender }) => kpi === 'U21468' && gender === 'T'),
  };
}

function compared(
  kpi: KpiDetail,
  areas: readonly Area[],
  observations: readonly Observation[],
  source: string,
): ComparedKpi {
  const rows = observations.filter((row) => row.kpi === kpi.id);
  const years = [...new Set(rows.map((row) => row.year))].toSorted((a, b) => a - b);
  const last = years.at(-1);
  const has = (area: Area) =>
    rows.some((row) => row.municipality === area.id && row.year === last && row.value !== null);
  const documents = kpi.id === 'U21468' ? [motion, api] : [motion];
  return {
    ...kpi,
    years,
    missing: areas.filter((area) => !has(area)).map((area) => area.id),
    preliminaryYear: null,
    sources: source === 'snapshot' ? documents : ['Kolada'],
  };
}

function idOf(name: string): string {
  const known = [...Object.values(kommuner), riket, likeKommuner].find(
    (area) => area.name === name,
  );
  return known?.id ?? name;
}
