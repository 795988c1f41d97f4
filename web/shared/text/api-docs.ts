/** What the API's own description says: the OpenAPI document and the page made from it. */

export const apiTexts = {
  title: 'API för kommunjämförelser',
  description:
    'Koladas statistik om Sveriges kommuner och regioner, i utgåvor som går att citera. Fritt att använda, utan nyckel. Ange ”Källa: Kolada” för värden som de är, och ”Egen bearbetning av data från Kolada” för det som räknas fram ur dem.',
  basics: 'Grunderna',
  basicsItems: [
    'Alla svar är JSON i UTF-8. Listor svarar med items och total.',
    'Ett värde som saknas är null och har en status. Det är aldrig 0.',
    'Med utgava svarar samma adress samma sak för alltid, vad kommuner, grupper och nyckeltal än heter senare. Utan den följer svaret nya siffror.',
    'Använd koder (2305) i adresser som ska stå länge. Ett gammalt namn leder till den som hade det, och ett namn som flera har haft frågar vilken som menas. En kommun som Kolada inte längre listar har listed: false.',
    'Fel svarar med application/problem+json (RFC 9457): status, code, title och detail.',
    'Varje svar har en ETag. Skicka den i If-None-Match, så svarar servern 304 när inget har ändrats.',
  ],
  documentLink: 'Hämta beskrivningen som OpenAPI (JSON)',
  contents: 'Anropen',
  parameter: 'Uppgift i adressen',
  meaning: 'Betydelse',
  required: 'måste anges',
  answers: 'Svar',
  shapes: 'Svarens form',
  field: 'Fält',
  kind: 'Typ',
  example: 'Prova',
  listOf: 'lista av',
  or: 'eller',
  nothing: 'null',
} as const;

/** One heading and one explanation per call. */
export const operationTexts = {
  comparison: {
    summary: 'Jämför kommuner',
    description:
      'Värden för valda nyckeltal och kommuner, i den ordning de anges: nyckeltal, kommun, år, kön. Ett nyckeltal som ännu inte har hämtats har held: false och inga värden.',
  },
  kpis: {
    summary: 'Sök nyckeltal',
    description:
      'Söker i hela Koladas katalog, även på delar av ord och utan å, ä och ö. Utan sökord räknas alla upp.',
  },
  kpi: {
    summary: 'Läs om ett nyckeltal',
    description:
      'Definition, enhet, vad värdet räknas per, vilken riktning som är bra, hur ofta det mäts, kända brott i serien och nästa publicering. Fältet form säger hur ett värde skrivs i en text.',
  },
  coverage: {
    summary: 'Se hur många som har ett värde',
    description: 'Antal kommuner och regioner med värde, år för år.',
  },
  spread: {
    summary: 'Hämta alla kommuners värden för ett år',
    description:
      'Ett värde per kommun eller region, för spridning och rangordning. Fältet underReview finns medan värden kontrolleras.',
  },
  fetch: {
    summary: 'Hämta ett nyckeltal från Kolada',
    description:
      'Startar hämtningen, eller ansluter till den som pågår. Nyckeltalet hämtas sedan vid varje uppdatering.',
  },
  fetchProgress: {
    summary: 'Följ en hämtning',
    description: 'Hur långt hämtningen har kommit, som en andel mellan 0 och 1.',
  },
  municipalities: {
    summary: 'Lista kommuner och regioner',
    description: 'Alla kommuner, regioner och Riket, med det namn som används i adresser.',
  },
  groups: {
    summary: 'Lista grupper av kommuner',
    description: 'Koladas grupper med medlemmar, till exempel ”Liknande kommuner äldreomsorg”.',
  },
  likeness: {
    summary: 'Hitta liknande kommuner',
    description:
      'Kommuner efter likhet i valda nyckeltal, de närmaste först, med skälet för varje nyckeltal: det egna värdet, deras och skillnaden i standardavvikelser. Nyckeltal som inte räknas med och kommuner som saknar något värde nämns.',
  },
  events: {
    summary: 'Lista reformer',
    description: 'Vad kommunerna har gjort och när, med källa. Utan kommuner räknas alla upp.',
  },
  releases: {
    summary: 'Lista utgåvor',
    description: 'Alla utgåvor som går att citera och låsa till.',
  },
  changes: {
    summary: 'Se vad som har ändrats',
    description:
      'Värde för värde: vad som skiljer en utgåva från en tidigare. Nyckeltal, kommuner, år och kön i adressen begränsar svaret.',
  },
  health: {
    summary: 'Se hur tjänsten mår',
    description: 'Vilken utgåva som visas, varifrån den kommer och när Kolada senast svarade.',
  },
} as const;

export type OperationId = keyof typeof operationTexts;

/** What each part of an address means, by its key. */
export const parameterTexts = {
  nyckeltal: 'Nyckeltalens beteckningar, högst 25, med kommatecken emellan.',
  kommuner:
    'Namn i adressform, koder eller grupper, högst 60, med kommatecken emellan: bracke, 1384, riket, region-skane, G176508.',
  fokus: 'Den egna kommunen. Annars den första.',
  ar: 'senaste, alla, ett år, flera år med kommatecken eller ett spann: 2012-2024.',
  kon: 'T (totalt), K (kvinnor), M (män), med kommatecken emellan.',
  visa: 'stapel, linje, tabell, samband, spridning eller kon.',
  utgava: 'Utgåvans beteckning. Annars den nyaste. Namn, koder och nyckeltal läses som i utgåvan.',
  priser:
    'lopande, eller fasta-2022 för belopp i kronor i ett års priser (SCB:s KPI). Annars löpande.',
  q: 'Sökord i vilken ordning som helst.',
  limit: 'Högst så många svar.',
  offset: 'Hur många svar som hoppas över.',
  set: 'Urval: cost, quality, continuity, volume, hme eller structure.',
  konsuppdelad: 'ja för nyckeltal med uppgift per kön, nej för övriga.',
  typ: 'K för kommuner, L för regioner.',
  kommun: 'Endast grupper där kommunen ingår, eller som har gjorts för den.',
  vikter: 'Hur mycket varje nyckeltal räknas: heltal 1–9 med kommatecken emellan, i samma ordning.',
  since: 'Den tidigare utgåvan att jämföra med.',
  id: 'Beteckning.',
} as const;

export const problemStatusTexts = {
  304: 'Inget har ändrats sedan det svar som klienten redan har.',
  400: 'Något i adressen går inte att läsa; detail säger vad.',
  403: 'Begäran kommer från en annan webbplats, som bara får läsa.',
  404: 'Det som beteckningen pekar på finns inte.',
  429: 'För många hämtningar pågår; försök igen efter Retry-After sekunder.',
  503: 'Inga uppgifter kan visas just nu.',
} as const;

export const answerText = 'Svaret';
