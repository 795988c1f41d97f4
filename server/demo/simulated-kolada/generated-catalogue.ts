import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Catalogue, RawGroup, RawKpi, RawMunicipality } from './catalogue.ts';
import { mix } from './hash.ts';

/** As many as Kolada held in March 2026. */
const kpiCount = 6099;
const groupCount = 3630;

const subjects = [
  'hemtjänst',
  'särskilt boende',
  'grundskola åk 9',
  'förskola',
  'bibliotek',
  'LSS',
];
const measures = [
  ['Nettokostnad', 'kr/inv'],
  ['Invånare med insats inom', 'andel (%)'],
  ['Personal inom', 'antal'],
  ['Brukarbedömning', 'andel (%)'],
  ['Medarbetarengagemang (HME)', 'index'],
  ['Besök i', 'antal/1000 inv'],
] as const;
const likeness = ['äldreomsorg', 'grundskola', 'förskola', 'LSS', 'IFO', 'socioekonomi'];

/** A catalogue of Kolada's size and shape: the project's own KPIs and areas, the rest invented. */
export function generateCatalogue(dataDirectory: string): Catalogue {
  const municipalities = readMunicipalities(dataDirectory);
  const kommuner = municipalities.filter(({ type }) => type === 'K');
  return {
    kpis: generateKpis(dataDirectory),
    municipalities,
    groups: generateGroups(kommuner),
  };
}

function readRows(dataDirectory: string, name: string): Record<string, string>[] {
  return parse(readFileSync(join(dataDirectory, name)), { columns: true, bom: true });
}

function readMunicipalities(dataDirectory: string): RawMunicipality[] {
  return readRows(dataDirectory, 'municipalities.csv').map((row) => ({
    id: row['id'] ?? '',
    title: row['name'] ?? '',
    type: row['type'] === 'K' ? 'K' : 'L',
  }));
}

function generateKpis(dataDirectory: string): RawKpi[] {
  const kpis = new Map<string, RawKpi>();
  for (const row of readRows(dataDirectory, 'kpis.csv')) {
    const id = row['id'] ?? '';
    const title = row['title'] ?? '';
    kpis.set(id, inventedKpi(id, title, { type: 'K', area: 'Äldre och funktionshinder' }));
  }
  for (let number = 1; kpis.size < kpiCount; number += 1) {
    const id = `${number % 4 === 0 ? 'U' : 'N'}${String(number).padStart(5, '0')}`;
    if (!kpis.has(id)) kpis.set(id, fillerKpi(id, number));
  }
  return [...kpis.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function fillerKpi(id: string, number: number): RawKpi {
  const subject = subjects[number % subjects.length] ?? '';
  const [measure, unit] = measures[number % measures.length] ?? measures[0];
  const ended = number % 19 === 0 ? ' (-2024)' : '';
  const gap = number % 38 === 0 ? '  ' : ' ';
  const type = number % 5 === 0 ? 'L' : number % 5 === 1 ? 'A' : 'K';
  return inventedKpi(id, `${measure}${gap}${subject} ${number}, ${unit}${ended}`, {
    type,
    area: number % 2 === 0 ? 'Hälso- och sjukvård' : 'Kommunen, övergripande',
  });
}

function inventedKpi(
  id: string,
  title: string,
  { type, area }: { type: RawKpi['municipality_type']; area: string },
): RawKpi {
  const isCost = /^(Nettok|K)ostnad/.test(title);
  return {
    id,
    title,
    description: `${title}. Påhittad beskrivning för provkörning.\\nKälla: ingen.`,
    is_divided_by_gender: /^(Brukarbedömning|Invånare|Sjukfrånvaro)/.test(title),
    municipality_type: type,
    auspice: isCost ? 'E' : 'T',
    operating_area: area,
    perspective: isCost ? 'Resurser' : 'Kvalitet och resultat',
    prel_publication_date: isCost ? '2026-04-25' : null,
    publication_date: isCost ? '2026-12-14' : '2026-10-04',
    publ_period: '2025',
    has_ou_data: mix(1, Number(id.slice(1)), 0) % 9 === 0,
  };
}

function generateGroups(kommuner: readonly RawMunicipality[]): RawGroup[] {
  const group = (id: string, title: string, members: readonly RawMunicipality[]): RawGroup => ({
    id,
    title,
    members: members.map((member) => ({ member_id: member.id, member_title: member.title })),
  });
  const alike = (own: RawMunicipality, salt: number) => {
    const others = kommuner.filter(({ id }) => id !== own.id);
    const chosen = new Set<RawMunicipality>();
    for (let draw = 0; chosen.size < Math.min(7, others.length); draw += 1) {
      const other = others[mix(salt, Number(own.id), draw) % others.length];
      if (other) chosen.add(other);
    }
    return [...chosen];
  };
  const groups = [group('G2328', 'Alla kommuner (ovägt medel)', kommuner)];
  const bracke = kommuner.find(({ title }) => title === 'Bräcke');
  if (bracke) {
    groups.push(group('G176508', 'Liknande kommuner äldreomsorg, Bräcke, 2024', alike(bracke, 0)));
  }
  for (let number = 0; groups.length < groupCount; number += 1) {
    const own = kommuner[number % kommuner.length];
    if (!own) break;
    const round = Math.floor(number / kommuner.length);
    const kind = likeness[round % likeness.length] ?? '';
    const year = 2024 - Math.floor(round / likeness.length);
    if (round === 0 && own.title === 'Bräcke') continue;
    groups.push(
      group(
        `G${300_000 + number}`,
        `Liknande kommuner ${kind}, ${own.title}, ${year}`,
        alike(own, round),
      ),
    );
  }
  return groups;
}
