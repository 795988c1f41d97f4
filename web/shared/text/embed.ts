const embedTitle = 'Jämförelse mellan kommuner, diagram från Omvärldsbevakning';

/** Words of the embedded chart and of what carries it into another site. */
export const embedText = {
  frameTitle: embedTitle,
  /** `Diagram över kostnaden per hemtjänsttagare, kommuner jämförda` */
  frameName: (subjects: string) =>
    subjects === '' ? embedTitle : `Diagram över ${subjects}, kommuner jämförda`,
  frameFinding: (finding: string) => `Diagram: ${finding}`,
  openComparison: 'Öppna jämförelsen',
  table: 'Tabell',
  invented: 'Påhittade siffror. Diagrammet visar en simulerad Kolada och får inte användas.',
  problem: {
    heading: 'Diagrammet kunde inte visas som det beställdes',
    rest: 'Det som gick att förstå visas nedan.',
    nothing: (why: string) => `Jämförelsen kan inte visas: ${why}`,
    advice: 'Kontrollera adressen eller välj på nytt i jämförelsen.',
  },
  locked: (release: string) => `Låst till utgåva ${release}.`,
  provider: 'Omvärldsbevakning',
} as const;
