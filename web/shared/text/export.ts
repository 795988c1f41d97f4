/** Words of the data files: column headings, source column, what the files say of themselves. */
import type { Area, Kpi, ReleaseInfo, Source } from '../api.ts';
import type { Gender } from '../comparison/comparison.ts';
import { joinSome } from './list.ts';
import { genderLabel, yearsText } from './measure.ts';
import { invented, isWorkedOut } from './prices.ts';

/** What a data file is about. */
export interface ExportSubject {
  readonly release: Pick<ReleaseInfo, 'id' | 'publishedAt' | 'source'>;
  readonly kpis: readonly Pick<Kpi, 'id' | 'title' | 'form' | 'description'>[];
  /** What is held of the values, a sentence each. */
  readonly reviews: readonly string[];
  readonly areas: readonly Pick<Area, 'id' | 'name'>[];
  readonly genders: readonly Gender[];
  readonly rowCount: number;
  /** Years that the rows have, ascending. */
  readonly years: readonly number[];
  /** The source column's texts, each once. */
  readonly sources: readonly string[];
  /** Year in whose prices amounts in kronor were asked for. */
  readonly priceYear?: number | undefined;
  /** Locked to the release; undefined where the server does not know its own address. */
  readonly link: string | undefined;
}

/** One line of "Om uppgifterna". */
export interface AboutLine {
  readonly label: string;
  readonly text: string;
}

export const exportText = {
  /** Columns of the Excel CSV and the XLSX, in order. */
  columns: [
    'Nyckeltal',
    'Nyckeltalets namn',
    'Enhet',
    'Kommun',
    'Kommunkod',
    'År',
    'Kön',
    'Värde',
    'Status',
    'Utgåva',
    'Källa',
  ],
  dataSheet: 'Uppgifter',
  aboutSheet: 'Om uppgifterna',
  checksum: 'SHA-256',
  files: {
    machine: 'data.csv',
    excel: 'data-excel.csv',
    json: 'data.json',
    about: 'om-uppgifterna.txt',
  },
} as const;

/**
 * The source column: `Källa: Kolada`, a snapshot's document, or `Påhittade siffror`.
 * @param citation as the release keeps it
 */
export function sourceText(citation: string, source: Source): string {
  if (source === 'simulated') return invented;
  return /^(?:källa:|egen bearbetning|påhittade)/i.test(citation) ? citation : `Källa: ${citation}`;
}

/** Letters of a file name's part: disks take 255 in all, and headers some thousand bytes. */
const longestPart = 100;

/** `Bräcke-Borås-och-5-till_N21006-U21468_2026-11-22.1`, without ending. */
export function exportFileName({
  areas,
  kpis,
  release,
}: Pick<ExportSubject, 'areas' | 'kpis' | 'release'>): string {
  const names = areas.map(({ name }) => name);
  const ids = kpis.map(({ id }) => id);
  const parts = [joinSome(names, 3), joinSome(ids, 3), release.id];
  return parts
    .map((part) =>
      part
        .replace(/[^\p{L}\p{N}.]+/gu, '-')
        .slice(0, longestPart)
        .replace(/^-|-$/g, ''),
    )
    .filter((part) => part !== '')
    .join('_');
}

/** "Om uppgifterna": what the rows are, where they come from, and how to cite them. */
export function aboutExport(subject: ExportSubject): AboutLine[] {
  const { release, areas, years, genders, rowCount, sources, link } = subject;
  return [
    { label: 'Innehåll', text: title(subject) },
    ...(release.source === 'simulated'
      ? [{ label: 'Varning', text: `${invented} från en simulerad Kolada. Får inte användas.` }]
      : []),
    ...subject.reviews.map((text) => ({ label: 'Granskning', text })),
    { label: 'Antal rader', text: `${rowCount}, en per nyckeltal, kommun, år och kön` },
    ...subject.kpis.flatMap(describeKpi),
    { label: 'Kommuner', text: areas.map(({ id, name }) => `${name} (${id})`).join(', ') },
    { label: 'År', text: years.length === 0 ? 'inga värden' : yearsText(years) },
    {
      label: 'Kön',
      text: genders.map((one) => `${one} = ${genderLabel(one).toLowerCase()}`).join(', '),
    },
    ...(sources.length === 0 ? [] : [{ label: 'Källa', text: documents(sources) }]),
    {
      label: 'Utgåva',
      text: `${release.id}, publicerad ${release.publishedAt.slice(0, 10)}`,
    },
    { label: 'Så citerar du', text: citation(subject) },
    ...(link === undefined ? [] : [{ label: 'Samma siffror på webben', text: link }]),
    {
      label: 'Värden',
      text: `${valuesText(subject)} Ett tomt värde är inte noll utan saknas; kolumnen status säger hur (Missing = inget värde).`,
    },
    {
      label: 'Villkor',
      text: 'Koladas uppgifter är fria att använda. Ange ”Källa: Kolada” för värden som de är. Den som räknar om dem (medelvärde, rang, skillnad, index) skriver ”Egen bearbetning av data från Kolada”.',
    },
  ];
}

function valuesText({ priceYear, sources }: ExportSubject): string {
  const asGiven = 'Exakt som källan gav dem, utan avrundning.';
  if (priceYear === undefined || !sources.some(isWorkedOut)) return asGiven;
  return `Belopp i kronor är omräknade till ${priceYear} års priser och avrundade till fyra siffror; ett år utan prisindex är tomt (NoPriceIndex). Övriga värden är exakt som källan gav dem.`;
}

/** The lines as a text file, with a checksum for each file beside it. */
export function aboutFile(
  lines: readonly AboutLine[],
  checksums: readonly { readonly name: string; readonly sha256: string }[],
): string {
  return [
    exportText.aboutSheet,
    '',
    ...lines.flatMap(({ label, text }) => [`${label}: ${text}`, '']),
    `${exportText.checksum}:`,
    ...checksums.map(({ name, sha256 }) => `${sha256}  ${name}`),
    '',
  ].join('\r\n');
}

function title({ areas, kpis }: ExportSubject): string {
  const names = areas.map(({ name }) => name);
  const measures = kpis.map(({ title: name }) => name);
  return `${joinSome(measures, 3)}: ${joinSome(names, 8)}`;
}

function describeKpi({ id, title: name, form: unit, description }: ExportSubject['kpis'][number]) {
  return [
    { label: id, text: name },
    ...(unit === '' ? [] : [{ label: `${id}, enhet`, text: unit }]),
    {
      label: `${id}, definition`,
      text: description ?? 'Definitionen hämtas från Kolada när källan kan nås.',
    },
  ];
}

/** Every source once, without the word that stands before them all. */
function documents(sources: readonly string[]): string {
  return sources.map((source) => source.replace(/^källa: /i, '')).join('; ');
}

function citation({ sources, kpis, release, link }: ExportSubject): string {
  const ids = joinSome(
    kpis.map(({ id }) => id),
    8,
  );
  const given = sources.filter((source) => !isWorkedOut(source));
  const source = [
    ...sources.filter(isWorkedOut).map((worked) => `${worked}. `),
    ...(given.length === 0 ? [] : [`Källa: ${documents(given)}. `]),
  ].join('');
  const address = link === undefined ? '' : ` ${link}`;
  return `${source}Nyckeltal ${ids}. Omvärldsbevakning, utgåva ${release.id}.${address}`;
}
