/** Words of the pages beside the comparison: the catalogue, one KPI, and the events. */
export const catalogueText = {
  title: 'Nyckeltal',
  lede: (total: string) =>
    `Sök bland ${total} nyckeltal i Kolada. Skriv vad du letar efter, i valfri ordning.`,
  searchLabel: 'Sök nyckeltal',
  searchButton: 'Sök',
  placeholder: 'till exempel hemtjänst kostnad',
  filter: {
    set: 'Urval',
    anySet: 'Hela katalogen',
    sets: {
      cost: 'Kostnad',
      quality: 'Nöjdhet och kvalitet',
      continuity: 'Kontinuitet',
      volume: 'Omfattning',
      hme: 'Medarbetarengagemang (HME)',
      structure: 'Befolkning och struktur',
    } as Readonly<Record<string, string>>,
    gender: 'Kvinnor och män',
    anyGender: 'Alla nyckeltal',
    split: 'Bara könsuppdelade',
    whole: 'Bara utan uppdelning',
    type: 'Gäller',
    anyType: 'Kommuner eller regioner',
    municipalities: 'Kommuner',
    regions: 'Regioner',
    clear: 'Rensa filtren',
  },
  hme: 'HME sida vid sida: totalindex, delindex och de nio påståendena',
  results: (total: number, text: string, filtered: boolean) =>
    total === 0
      ? `Inget nyckeltal ${text === '' ? 'passar filtren' : `matchar ”${text}”${filtered ? ' med de valda filtren' : ''}`}. Pröva ${filtered ? 'färre filter eller ' : ''}färre eller kortare ord.`
      : `${total} nyckeltal${text === '' ? '' : ` matchar ”${text}”`}${filtered ? ' med de valda filtren' : ''}`,
  more: 'Visa fler',
  previous: 'Visa föregående',
  discontinued: 'upphört',
  unit: 'Enhet',
  columns: { title: 'Nyckeltal', id: 'Kod', unit: 'Enhet', gender: 'Könsuppdelat' },
  yes: 'ja',
  no: 'nej',
} as const;

export const kpiText = {
  compare: (who: string) => `Jämför ${who} med det här nyckeltalet`,
  definition: 'Definition',
  noDefinition: 'Kolada ger ingen definition av nyckeltalet.',
  facts: 'Om nyckeltalet',
  yes: 'ja',
  no: 'nej',
  code: 'Kod i Kolada',
  unit: 'Enhet',
  noUnit: 'framgår av namnet',
  genderSplit: 'Könsuppdelat',
  area: 'Verksamhetsområde',
  nextPublication: 'Nästa publicering',
  lastPublication: 'Senaste planerade publicering',
  nextPublicationText: (day: string, year: string | null) =>
    year === null ? day : `${day}, uppgifter för ${year}`,
  preliminary: 'Preliminära uppgifter',
  preliminaryText: (year: number) => `Värdena för ${year} är preliminära.`,
  discontinued: 'Nyckeltalet har upphört. Kolada lägger inte till fler år.',
  breaks: 'Kända brott i tidsserien',
  reporters: { K: 'kommuner', L: 'regioner' },
  coverage: (who: string) => `Hur många ${who} har ett värde`,
  coverageColumns: {
    year: 'År',
    areas: (who: string) => `${who.charAt(0).toUpperCase()}${who.slice(1)} med värde`,
    bar: 'Antalet ritat',
  },
  latest: (year: number) => `Senaste år som de flesta har rapporterat: ${year}.`,
  notHeld: (who: string) =>
    `Värdena är inte hämtade än. De hämtas när du jämför ${who} med nyckeltalet.`,
  values: (year: number, who: string) =>
    `Alla ${who === 'regioner' ? 'regioners' : 'kommuners'} värden ${year}`,
  counted: (count: number, who: string) =>
    `${count === 1 ? `En ${who.replace(/er$/, '')}` : `${count} ${who}`} har ett värde.`,
  missing: 'Saknar värde',
  missingText: (names: string) => `${names} har inget värde det året.`,
  valueColumns: {
    name: { kommuner: 'Kommun', regioner: 'Region' } as Readonly<Record<string, string>>,
    value: 'Värde',
    bar: 'Värdet ritat',
  },
  hme: 'Se HME sida vid sida',
  source: 'Källa: Kolada',
  locked: (release: string) => `Sidan visar utgåva ${release}.`,
  unlock: 'Visa den senaste utgåvan',
  unknown: {
    title: 'Nyckeltalet finns inte',
    text: (id: string) => `Det finns inget nyckeltal med koden ${id}.`,
    search: 'Sök bland alla nyckeltal',
  },
} as const;

export const eventsText = {
  title: 'Händelser',
  lede: 'Kända förändringar i hur kommuner styr sin hemtjänst. De ritas i diagram över tid för de kommuner som är valda.',
  columns: { when: 'När', area: 'Kommun', what: 'Vad', source: 'Källa' },
  beforeAfter: 'Före och efter',
  beforeAfterOf: (name: string, title: string) => `Före och efter: ${title}, ${name}`,
  own: {
    heading: 'Lägg till en egen händelse',
    text: 'Händelserna står i filen data/events.csv, en rad för varje. Den som driver tjänsten lägger till en rad med kommunens kod och namn, när det började och slutade (år, månad eller dag), rubrik, förklaring och källa. Filen prövas när tjänsten startar; är något fel sägs vilken rad och varför.',
    columns: 'municipality_id,municipality,from,to,title,note,source',
    year: 'Vill du bara pröva ett år utan att lägga till en händelse: öppna Före och efter och skriv året.',
  },
  none: 'Inga händelser är inlagda.',
} as const;

export const notFoundText = {
  home: 'Till jämförelsen',
} as const;
