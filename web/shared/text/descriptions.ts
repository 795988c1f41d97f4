/** One sentence or two for each page, as search engines show them. */
const most = 158;

export const descriptions = {
  catalogue: (total: string) =>
    `Sök bland ${total} nyckeltal om svenska kommuner och regioner, med definition, täckning och senaste värden för varje.`,
  search: (text: string) => `Nyckeltal om svenska kommuner som matchar ”${text}”.`,
  kpi: (id: string, title: string, definition: string) =>
    shortened(
      `${title} (${id}): alla kommuners värden, år för år. ${definition}`
        .trim()
        .replace(/\s+/g, ' '),
    ),
  likeness: (name: string) =>
    `Vilka kommuner som liknar ${name} i storlek, ålder, täthet och hemtjänst, hur nära de ligger och varför.`,
  hme: 'Hållbart medarbetarengagemang (HME) i hemtjänsten, kommun bredvid kommun: totalindex, delindex och de nio påståendena.',
  method:
    'Alla regler och formler bakom siffror, rubriker och diagram: placeringar, medelvärden, trender, likhet och före och efter, med källa för varje.',
  report: (heading: string) =>
    shortened(`${heading}. Jämförelsen som rapport att skriva ut eller hämta som Word-fil.`),
  events:
    'Vad kommuner har ändrat i hur de styr hemtjänsten, och när: reformer, projekt och beslut att jämföra åren före och efter med.',
  beforeAfter:
    'Jämför åren före och efter en förändring i en kommun med samma år i andra kommuner, med den egna skillnaden utöver de andras.',
  beforeAfterOf: (heading: string) =>
    shortened(`${heading}, jämfört med samma år i andra kommuner.`),
  embedGuides:
    'Så bäddar du in ett diagram med kommunens statistik på webbplatsen: kod för Sitevision, WordPress, Episerver och andra system, utan kakor.',
  embedGuide: (name: string) =>
    `Steg för steg: bädda in ett diagram med kommunens statistik i ${name}, vad du klistrar in och vad it behöver tillåta.`,
} as const;

/** Search engines cut at about so many characters; this cuts between words. */
function shortened(text: string): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).replace(/[\s,;:–-]+\S*$/u, '')}…`;
}
