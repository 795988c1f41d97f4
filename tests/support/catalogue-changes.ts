/** What Kolada may do to its lists from one day to the next, one kind a release, each on top of the last. */
import { toAreas } from '../../web/shared/area.ts';
import { fixtureAreas, fixtureKpis, type FixtureRelease } from './release-fixture.ts';

interface CatalogueChange extends FixtureRelease {
  readonly kind: string;
}

const list = new Map(
  fixtureAreas.map(({ id, name, kind }) => [
    id,
    { title: name, type: kind === 'municipality' ? 'K' : 'L' },
  ]),
);

/** The whole list as it is after some are called otherwise, so that slugs are worked out as ever. */
function named(names: Readonly<Record<string, string>>): Pick<FixtureRelease, 'areas'> {
  for (const [id, title] of Object.entries(names)) {
    list.set(id, { title, type: list.get(id)?.type ?? 'K' });
  }
  return { areas: toAreas([...list].map(([id, row]) => ({ id, ...row }))) };
}

function gone(...ids: readonly string[]): Pick<FixtureRelease, 'areas' | 'left'> {
  for (const id of ids) list.delete(id);
  return { ...named({}), left: ids };
}

const [cost, quality] = fixtureKpis;
if (cost === undefined || quality === undefined) throw new Error('the fixture has two measures');

export const catalogueChanges: readonly CatalogueChange[] = [
  { kind: 'the own kommun is renamed', ...named({ '2305': 'Bräcke-Ragunda' }) },
  { kind: 'a region is renamed', ...named({ '0012': 'Skåneregionen' }) },
  { kind: 'a new kommun has an old one’s name', ...named({ '1499': 'Borås' }) },
  { kind: 'a kommun that nobody knew is new', ...named({ '0999': 'Nystad' }) },
  { kind: 'two kommuner change names', ...named({ '2581': 'Sundsvall', '2281': 'Piteå' }) },
  {
    kind: 'a kommun becomes part of a new one with its name',
    ...gone('1401'),
    ...named({ '1489': 'Härryda' }),
    left: ['1401'],
  },
  { kind: 'the own kommun leaves the list', ...gone('2305') },
  {
    kind: 'a group is renamed and has other members',
    groups: [{ id: 'G1', title: 'Helt andra kommuner', members: ['0484', '0999'] }],
  },
  { kind: 'a group leaves the list', left: ['G1'] },
  {
    kind: 'a measure has another title, unit, direction, definition and set',
    kpis: [
      {
        ...cost,
        title: 'Något helt annat, andel (%)',
        unit: '%',
        goodDirection: 'higher',
        description: 'Omgjord.',
        set: 'volume',
        genderSplit: true,
        publicationDate: '2027-02-01',
        publicationPeriod: '2026',
      },
    ],
  },
  {
    kind: 'a measure is reported by regions instead',
    kpis: [{ ...quality, municipalityType: 'L' }],
  },
  {
    kind: 'measures leave the catalogue, and others are new and fetched',
    kpis: [
      { ...cost, discontinued: true, listed: false },
      { ...quality, discontinued: true, listed: false },
      { id: 'N23590', title: 'Färre än 30 svar', unit: 'flag' },
      { id: 'N00001', title: 'Nytt', unit: 'kr' },
    ],
    observations: [
      { kpi: 'N23590', area: '2305', year: 2024, value: 1 },
      { kpi: 'N23590', area: '1490', year: 2024, value: 1 },
      { kpi: 'U21200', area: '1490', year: 2024, value: 80 },
    ],
  },
];
