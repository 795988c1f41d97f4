/** Words of the pages beside the comparison: the catalogue, one KPI, and the events. */
export const catalogueText = {
  title: 'Nyckeltal',
  lede: (total: string) =>
    `Sök bland ${total} nyckeltal i Kolada. Skriv vad du letar efter, i valfri ordning.`,
  searchLabel: 'Sök nyckeltal',
  searchButton: 'Sök',
  placeholder: 'till exempel hemtjänst kostnad',
  results: (total: number, text: string) =>
    total === 0
      ? `Inget nyckeltal matchar ”${text}”. Pröva färre eller kortare ord.`
      : `${total} nyckeltal${text === '' ? '' : ` matchar ”${text}”`}`,
  more: 'Visa fler',
  previous: 'Visa föregående',
  discontinued: 'upphört',
  unit: 'Enhet',
  columns: { title: 'Nyckeltal', id: 'Kod', unit: 'Enhet', gender: 'Könsuppdelat' },
  yes: 'ja',
  no: 'nej',
} as const;

export const kpiText = {
  compare: 'Jämför kommuner med det här nyckeltalet',
  definition: 'Definition',
  noDefinition: 'Definitionen hämtas från Kolada när källan kan nås.',
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
  coverage: 'Hur många kommuner har ett värde',
  coverageColumns: { year: 'År', areas: 'Kommuner med värde' },
  notHeld: 'Värdena är inte hämtade än. De hämtas när du jämför kommuner med nyckeltalet.',
  values: (year: number) => `Alla kommuners värden ${year}`,
  valueColumns: { name: 'Kommun', value: 'Värde' },
  source: 'Källa: Kolada',
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
  none: 'Inga händelser är inlagda.',
} as const;

export const notFoundText = {
  home: 'Till jämförelsen',
} as const;
