/** Words of the dashboard itself: headings of controls, buttons, states. Findings are written elsewhere. */
import type { ReleaseInfo } from '../api.ts';
import type { View } from '../comparison/comparison.ts';

export const product = 'Omvärldsbevakning';

const viewNames: Readonly<Record<View, string>> = {
  stapel: 'Staplar',
  linje: 'Över tid',
  tabell: 'Tabell',
  samband: 'Samband',
  spridning: 'Spridning',
  kon: 'Kvinnor och män',
};

const sourceNames: Readonly<Record<ReleaseInfo['source'], (when: string) => string>> = {
  kolada: (when) => `hämtad från Kolada ${when}`,
  snapshot: () => 'ögonblicksbild i väntan på Kolada',
  simulated: () => 'påhittade siffror',
};

export const ui = {
  skip: 'Hoppa till innehållet',
  pageTitle: (heading: string) => `${heading} – ${product}`,
  status: {
    release: (id: string) => `Utgåva ${id}`,
    source: (source: ReleaseInfo['source'], when: string) => sourceNames[source](when),
    today: 'i dag',
    yesterday: 'i går',
    on: (day: string) => `den ${day}`,
    locked: (id: string) => `Låst till utgåva ${id}`,
    unlock: 'Visa senaste siffrorna',
    invented:
      'Påhittade siffror. Allt på sidan kommer från en simulerad Kolada och får inte användas.',
    snapshot:
      'Siffrorna är en ögonblicksbild ur namngivna dokument. De byts ut så snart Kolada har svarat.',
    snapshotLocked: 'Siffrorna i den här utgåvan är en ögonblicksbild ur namngivna dokument.',
    stale: (days: number) =>
      `Siffrorna kontrollerades mot Kolada för ${days} dagar sedan. De kan ha ändrats; ladda om sidan senare eller lås utgåvan om de ska citeras.`,
  },
  figure: {
    table: 'Tabell',
    notes: 'Att tänka på',
    own: 'egen kommun',
    nothingToDraw: 'Det finns inga värden att rita. Tabellen visar vad som saknas.',
    drawing: 'Ritar om diagrammet',
    drawFailed: 'Diagrammet kunde inte ritas. Siffrorna finns i tabellen.',
    sortBy: (column: string) => `Sortera efter ${column}`,
    columnArea: 'Kommun',
  },
  actions: {
    label: (heading: string) => `Åtgärder för ${heading}`,
    download: 'Ladda ner',
    embed: 'Bädda in',
    cite: 'Citera',
    formats: [
      {
        path: '/data.csv',
        format: 'excel',
        name: 'Excel (CSV)',
        use: 'öppnas rätt i svenska Excel',
      },
      { path: '/data.xlsx', name: 'Excel (XLSX)', use: 'arbetsbok med fliken Om uppgifterna' },
      { path: '/data.csv', name: 'CSV', use: 'för program: komma och decimalpunkt' },
      { path: '/data.json', name: 'JSON', use: 'för utvecklare' },
      { path: '/data.parquet', name: 'Parquet', use: 'för analys i R, Python eller DuckDB' },
      { path: '/data.zip', name: 'ZIP', use: 'data med definitioner och källor' },
      { path: '/diagram.png', name: 'PNG', use: 'bild till presentation' },
      { path: '/diagram.svg', name: 'SVG', use: 'bild som går att förstora' },
    ] satisfies readonly {
      readonly path: string;
      readonly format?: string;
      readonly name: string;
      readonly use: string;
    }[],
  },
  guidance: { title: 'Vad bör jag veta?', rule: 'Så räknar vi: alla regler och formler' },
  report: {
    heading: 'Hela jämförelsen',
    word: 'Hämta som Word',
    print: 'Visa för utskrift',
    share: 'Kopiera länk',
  },
  copy: { idle: 'Kopiera', done: 'Kopierat', failed: 'Markera texten och kopiera den själv' },
  close: 'Stäng',
  embed: {
    title: 'Bädda in diagrammet',
    lede: 'Diagrammet visas på er egen webbplats. Inga kakor, inget script krävs.',
    follow: 'Följ nya siffror',
    followHint: 'diagrammet byter värden när Kolada gör det',
    lock: (id: string) => `Lås till utgåva ${id}`,
    lockHint: 'siffrorna ändras aldrig, för beslut och protokoll',
    updating: 'När siffrorna ändras',
    form: 'Form',
    hints: {
      address: 'räcker i Sitevision och Municipio',
      iframe: 'fungerar överallt där HTML får klistras in',
      'iframe-script': 'höjden följer innehållet',
      element: 'ett script för hela sidan, sedan en rad per diagram',
      image: 'för nyhetsbrev; texten finns i alt-texten',
    },
    guides: 'Steg för steg för Sitevision, Optimizely, WordPress och Municipio',
    code: 'Kod att klistra in',
    preview: 'Förhandsvisning',
    previewTitle: (heading: string) => `Förhandsvisning: ${heading}`,
  },
  cite: {
    title: 'Citera siffrorna',
    lede: 'Länken är låst till utgåvan: den visar samma siffror även när Kolada har ändrat dem.',
    short: 'Kort',
    long: 'Lång',
    link: 'Permanent länk',
  },
  builder: {
    label: 'Bygg jämförelsen',
    areas: 'Kommuner',
    kpis: 'Nyckeltal',
    view: 'Visa',
    years: 'År',
    gender: 'Kön',
    addArea: '+ Lägg till',
    addKpi: '+ Sök nyckeltal',
    similar: 'Liknande',
    similarWhat: 'kommuner',
    done: 'Klar',
    apply: 'Visa jämförelsen',
    noScriptAreas: 'Kommuner, med komma emellan',
    noScriptKpis: 'Nyckeltal, med komma emellan',
    noScriptHint: 'Skriv namn eller kommunkod, till exempel Härryda, Borås, 2305.',
    remove: (name: string) => `Ta bort ${name}`,
    makeOwn: (name: string) => `Gör ${name} till egen kommun`,
    isOwn: (name: string) => `${name}, egen kommun`,
    removed: (name: string) => `${name} är borttagen.`,
    added: (name: string) => `${name} är tillagd.`,
    views: viewNames,
    latest: (year: number | undefined) => (year === undefined ? 'Senaste' : String(year)),
    twoYears: (first: number, second: number) => `${first} och ${second}`,
    allYears: 'Alla år',
    ownYears: 'Eget val',
    from: 'Från',
    to: 'Till',
    everyone: 'Alla',
    women: 'Kvinnor',
    men: 'Män',
    needsTwoKpis: 'Samband kräver två nyckeltal.',
  },
  areaSearch: {
    label: 'Sök kommun, region eller län',
    placeholder: 'Till exempel harr eller Jämtlands län',
    nothing: (text: string) => `Ingen kommun, region eller grupp heter ”${text}”.`,
    count: (count: number) => (count === 1 ? '1 träff' : `${count} träffar`),
    chosen: 'vald',
    full: (limit: number) => `Högst ${limit} kan jämföras på en gång. Ta bort någon först.`,
    kinds: {
      municipality: '',
      region: 'region',
      country: 'hela landet, vägt',
      group: 'medelvärde',
    },
    country: 'Riket',
    everyMunicipality: 'Alla kommuner (ovägt medel)',
    ready: 'Färdiga urval',
    members: (names: string) => `Består av ${names}.`,
    andMore: (count: number) => `och ${count} till`,
    asList: (count: number) => `Lägg till ${count} kommuner`,
    asMean: 'Lägg till som ett medelvärde',
    meanHint: 'Medelvärdet är ovägt: varje kommun räknas lika.',
    replace: 'Byt till den här listan',
    loading: 'Hämtar urvalen …',
    failed: 'Urvalen kunde inte hämtas. Kommuner går att söka ändå.',
    more: (count: number) => `Fler grupper som kommunen ingår i (${count})`,
  },
  kpiSearch: {
    label: 'Sök bland Koladas nyckeltal',
    placeholder: 'Till exempel nöjd hemtjänst',
    nothing: (text: string) => `Inget nyckeltal passar ”${text}”. Prova färre eller andra ord.`,
    failed: 'Sökningen svarade inte. Försök igen om en stund.',
    searching: 'Söker …',
    discontinued: 'uppdateras inte längre',
    genderSplit: 'kvinnor och män',
    notHeld: 'hämtas från Kolada vid val',
    total: (shown: number, total: number) =>
      total > shown
        ? `Visar ${shown} av ${total}. Skriv mer för att smalna av.`
        : `${total} träffar`,
    full: (limit: number) =>
      `Högst ${limit} nyckeltal kan jämföras på en gång. Ta bort något först.`,
    sets: {
      cost: 'Kostnad',
      quality: 'Nöjdhet och kvalitet',
      continuity: 'Kontinuitet',
      volume: 'Omfattning',
      structure: 'Befolkning och struktur',
      hme: 'Medarbetarengagemang (HME)',
      other: 'Övriga nyckeltal',
    } as Readonly<Record<string, string>>,
  },
  fetching: {
    heading: (title: string) => `${title} hämtas från Kolada`,
    explain: 'Nyckeltalet fanns inte här. Det tar vanligen några sekunder och sparas sedan.',
    failed: (title: string) =>
      `${title} kunde inte hämtas från Kolada. Försök igen om en stund eller välj ett annat nyckeltal.`,
    retry: 'Försök igen',
    progress: (percent: number) => `${percent} procent klart`,
  },
  states: {
    loading: 'Hämtar siffrorna …',
    blankHeading: 'Jämför kommuner',
    updated: (heading: string) => `Jämförelsen är uppdaterad: ${heading}`,
    noAreas: {
      heading: 'Ingen kommun är vald',
      advice: 'Lägg till en kommun ovan, eller börja om med de sju kommunerna i exemplet.',
    },
    noKpis: {
      heading: 'Inget nyckeltal är valt',
      advice: 'Sök fram ett nyckeltal ovan, eller börja om med exemplet.',
    },
    startOver: 'Börja om med exemplet',
    offline: 'Servern svarar inte. Siffrorna nedan är de senast hämtade.',
    offlineEmpty: 'Servern svarar inte, så det finns inga siffror att visa.',
    refused: 'Jämförelsen gick inte att visa som den var vald. Siffrorna nedan är de förra.',
    retry: 'Försök igen',
    problems: 'Allt i adressen gick inte att förstå',
    problemsRest: 'Resten visas som vanligt.',
  },
} as const;
