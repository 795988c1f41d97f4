/** What is said before Kolada has answered this installation for the first time. */
export const offlineText = {
  remedy:
    'Uppgifterna kommer när tjänsten har nått Kolada. Kom tillbaka om en stund; dröjer det ser den som driver tjänsten orsaken på /health.',
  toComparison: 'Se jämförelsen som följer med tjänsten',
  catalogue: (total: string) =>
    `Koladas katalog är inte hämtad än. Här är de ${total} nyckeltal som följer med tjänsten.`,
  kpi: 'Koladas katalog är inte hämtad än. Här visas bara det som följer med tjänsten. Definitionen och de flesta kommuners värden saknas.',
  noDefinition: 'Definitionen är inte hämtad från Kolada än.',
  notHeld: 'Inga värden är hämtade från Kolada än.',
  unknownKpi: (id: string) =>
    `Det går inte att säga om nyckeltalet ”${id}” finns, för Koladas katalog är inte hämtad än.`,
  unknownKpiTitle: 'Nyckeltalet går inte att slå upp än',
  likeness: (name: string) =>
    `Det går inte att säga vilka kommuner som liknar ${name}: nyckeltalen som likheten räknas på är inte hämtade från Kolada än.`,
  beforeAfter: (kpi: string) =>
    `Det går inte att säga något om före och efter än: andra kommuners värden för ”${kpi}” är inte hämtade från Kolada.`,
} as const;
