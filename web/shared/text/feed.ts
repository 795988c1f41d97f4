import { joinAnd } from './list.ts';
import { capital, numeral } from './ordinal.ts';

/** Words of the feed that tells when a figure in a comparison was revised. */
export const feedText = {
  title: (heading: string) => `Ändrade siffror: ${heading}`,
  subtitle: 'Säger till när Kolada har ändrat ett värde i den här jämförelsen.',
  /** `Tre värden har ändrats och två nya har kommit i utgåva 2026-11-22.2` */
  entry: (parts: {
    readonly changed: number;
    readonly added: number;
    readonly release: string;
  }) => {
    const { changed, added, release } = parts;
    const told = [
      ...(changed === 0 ? [] : [`${values(changed)} har ändrats`]),
      ...(added === 0 ? [] : [`${changed === 0 ? newValues(added) : newOnes(added)} har kommit`]),
    ];
    return `${capital(joinAnd(told))} i utgåva ${release}`;
  },
  change: (change: {
    readonly area: string;
    readonly kpi: string;
    readonly year: number;
    readonly before: string;
    readonly after: string;
  }) => `${change.area}, ${change.kpi}, ${change.year}: ${change.before} blev ${change.after}.`,
  held: (kpis: string) => `Värdena kontrolleras: ${kpis}`,
  heldName: (kpi: string) => `Namnet kontrolleras: ${kpi}`,
  heldLists: 'Koladas listor över nyckeltal, kommuner och grupper kontrolleras',
  heldListsSummary:
    'Listorna har ändrats så mycket att de tidigare namnen och grupperna visas tills någon har granskat svaret eller Kolada har rättat det.',
  heldSummary:
    'Koladas senaste svar avviker så mycket att de tidigare värdena visas tills någon har granskat svaret eller Kolada har rättat det.',
  gap: 'inget värde',
  more: (count: number) => `Och ${count} värden till.`,
  author: 'Omvärldsbevakning',
} as const;

function values(count: number): string {
  return `${numeral(count, 'neuter')} ${count === 1 ? 'värde' : 'värden'}`;
}

function newValues(count: number): string {
  return count === 1 ? 'ett nytt värde' : `${numeral(count)} nya värden`;
}

function newOnes(count: number): string {
  return count === 1 ? 'ett nytt' : `${numeral(count)} nya`;
}
