/** Words of the feed that tells when a figure in a comparison was revised. */
export const feedText = {
  title: (heading: string) => `Ändrade siffror: ${heading}`,
  subtitle: 'Säger till när Kolada har ändrat ett värde i den här jämförelsen.',
  entry: (count: number, release: string) =>
    count === 1
      ? `Ett värde har ändrats i utgåva ${release}`
      : `${count} värden har ändrats i utgåva ${release}`,
  change: (change: {
    readonly area: string;
    readonly kpi: string;
    readonly year: number;
    readonly before: string;
    readonly after: string;
  }) => `${change.area}, ${change.kpi}, ${change.year}: ${change.before} blev ${change.after}.`,
  gap: 'inget värde',
  more: (count: number) => `Och ${count} värden till.`,
  author: 'Omvärldsbevakning',
} as const;
