/** A small country to ask about: so few KPIs and areas that a refresh takes half a second. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Id, title as Kolada writes it, whether women and men are told apart. */
const kpis: readonly (readonly [string, string, boolean])[] = [
  ['N21006', 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare', false],
  ['N21017', 'Nettokostnad hemtjänst äldreomsorg, kr/inv', false],
  ['N21009', 'Kostnad hemtjänst äldreomsorg, kr/inv 65+', false],
  ['N21024', 'Kostnad hemtjänst äldreomsorg, kr/inv 80+', false],
  ['U21468', 'Brukarbedömning hemtjänst äldreomsorg - helhetssyn, andel (%)', true],
  ['U21461', 'Brukarbedömning hemtjänst äldreomsorg - tillräckligt med tid, andel (%)', true],
  ['U21462', 'Brukarbedömning hemtjänst äldreomsorg - påverka tider, andel (%)', true],
  ['U21401', 'Personalkontinuitet, antal personal som en hemtjänsttagare möter, medelvärde', false],
  ['U21901', 'Brukartid hemtjänst äldreomsorg, andel (%)', false],
  ['N21704', 'Invånare 80+ med hemtjänst i ordinärt boende, andel (%)', true],
  ['N21826', 'Beviljade antal hemtjänsttimmar per brukare och månad, antal', false],
  ['N00090', 'Sjukfrånvaro totalt bland anställda, andel (%)', false],
  ['N01813', 'Invånare 80+, andel (%)', false],
  ['N02937', 'Invånare per kvadratkilometer, inv/km2', false],
];

/** Namesakes once their letters are lost (Håbo, Habo), Gotland twice, a region and the whole country among them. */
const areas: readonly (readonly [string, string])[] = [
  ['0000', 'Riket'],
  ['0001', 'Region Stockholm'],
  ['0023', 'Region Jämtland Härjedalen'],
  ['0180', 'Stockholm'],
  ['0305', 'Håbo'],
  ['0331', 'Heby'],
  ['0484', 'Eskilstuna'],
  ['0580', 'Linköping'],
  ['0643', 'Habo'],
  ['0680', 'Jönköping'],
  ['0765', 'Älmhult'],
  ['0980', 'Gotland'],
  ['1080', 'Karlskrona'],
  ['1280', 'Malmö'],
  ['1384', 'Kungsbacka'],
  ['1401', 'Härryda'],
  ['1480', 'Göteborg'],
  ['1490', 'Borås'],
  ['1715', 'Kil'],
  ['1880', 'Örebro'],
  ['1980', 'Västerås'],
  ['2080', 'Falun'],
  ['2180', 'Gävle'],
  ['2281', 'Sundsvall'],
  ['2303', 'Ragunda'],
  ['2305', 'Bräcke'],
  ['2380', 'Östersund'],
  ['2480', 'Umeå'],
  ['2580', 'Luleå'],
  ['2581', 'Piteå'],
];

export const kpiIds = kpis.map(([id]) => id);
export const areaIds = areas.map(([id]) => id);
/** First and last year that answers may hold; a KPI may begin later. */
export const years = { first: 1998, last: 2024 } as const;

const municipalities = areas.map(([id, title]) => ({
  id,
  title,
  type: id.startsWith('00') ? 'L' : 'K',
}));

const membersOf = (ids: readonly string[]) =>
  municipalities
    .filter(({ id }) => ids.includes(id))
    .map(({ id, title }) => ({ member_id: id, member_title: title }));

const lists = {
  kpi: kpis.map(([id, title, split]) => ({
    id,
    title,
    description: `Vad ${title} mäter, i korthet.`,
    is_divided_by_gender: split,
    municipality_type: 'K',
    auspice: null,
    operating_area: 'Äldreomsorg',
    perspective: null,
    prel_publication_date: null,
    publication_date: null,
    publ_period: null,
    has_ou_data: false,
  })),
  municipality: municipalities,
  municipality_groups: [
    {
      id: 'G2328',
      title: 'Alla kommuner (ovägt medel)',
      members: membersOf(areaIds.filter((id) => !id.startsWith('00'))),
    },
    {
      id: 'G176508',
      title: 'Liknande kommuner äldreomsorg, Bräcke, 2024',
      members: membersOf(['1715', '2303', '0331']),
    },
    // Others, so that one that goes is not a great part of the list.
    ...areas.slice(4, 16).map(([id, title]) => ({
      id: `G1${id}`,
      title: `Liknande kommuner IFO, ${title}, 2024`,
      members: membersOf(['1080', '1715', '2180'].filter((member) => member !== id)),
    })),
    {
      id: 'G35958',
      title: 'Liknande kommuner socioekonomi, Borås, 2024',
      members: membersOf(['0484', '2180', '2281', '1080']),
    },
  ],
};

/** Writes the lists as the simulated Kolada reads them. @returns the folder, for the caller to remove */
export async function writeCatalogue(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'outside-catalogue-'));
  for (const [name, rows] of Object.entries(lists)) {
    await writeFile(join(folder, `${name}.json`), JSON.stringify(rows));
  }
  return folder;
}
