/** Words of the finished comparison, to print or as a Word file. */
export const reportText = {
  question: 'Frågan',
  questionText: (parts: {
    readonly focus: string;
    readonly measures: string;
    /** Empty when nobody else was chosen. */
    readonly others: string;
  }) => {
    const compared = parts.others === '' ? '' : `, jämfört med ${parts.others}`;
    return `Hur står sig ${parts.focus} i fråga om ${parts.measures}${compared}?`;
  },
  summary: 'Sammanfattning',
  table: (measures: string) => `Sammanställning ${measures}`,
  tableNote: 'Ett streck betyder att Kolada inte har något värde.',
  noValues: 'Det finns inga värden att sammanställa för det som har valts.',
  figures: 'Diagram',
  events: 'Vad kommunerna har gjort',
  eventsLede: 'Kända förändringar i hur hemtjänsten styrs, i tidsordning.',
  noEvents: 'Inga händelser är inlagda för de valda kommunerna.',
  guidance: 'Vad bör jag veta?',
  definitions: 'Definitioner',
  noDefinition: 'Definitionen hämtas från Kolada när källan kan nås.',
  sources: 'Källor',
  municipality: 'Kommun',
  gap: '–',
  eventSource: (source: string) => `Händelserna: ${source}.`,
  release: (id: string, day: string) =>
    `Uppgifterna är hämtade ur utgåva ${id}, publicerad ${day}.`,
  cite: 'Så citerar du',
  citeShort: 'Kort',
  citeLong: 'Lång',
  citeLede:
    'Adressen är låst till utgåvan: den visar samma siffror även när Kolada har ändrat dem.',
  permanent: 'Permanent adress till samma siffror',
  page: 'Sida',
  of: 'av',
  made: (day: string) => `Sammanställd ${day}`,
  print: 'Skriv ut',
  word: 'Hämta som Word-fil',
  /** Beside the offer of a Word file that cannot hold everything. */
  wordHolds: (shown: number, total: number) =>
    `Word-filen har plats för ${shown} av de ${total} nyckeltalen. Den säger vilka som saknas och var de finns.`,
  /** First in that file. */
  wordLeftOut: (shown: number, names: readonly string[]) =>
    `Dokumentet visar ${shown} av ${shown + names.length} nyckeltal, för att kunna läsas som en handling. Dessa är utelämnade: ${names.join('; ')}.`,
  wordWhole: 'Hela jämförelsen',
  wordData: 'Alla värden som Excel-fil',
  back: 'Till jämförelsen',
  fileName: 'jamforelse',
  creator: 'Omvärldsbevakning',
  invented: 'Påhittade siffror från en simulerad Kolada. Får inte användas.',
} as const;
