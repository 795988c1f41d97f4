import { joinAnd } from './list.ts';
import { numeral } from './ordinal.ts';

/** Words for a view locked to an old release: what has happened to its figures since. */
export const lockedText = {
  /** `3 av 48 värden har ändrats sedan utgåva 2026-11-22.1` */
  heading: (changed: number, shown: number, release: string) => {
    if (changed === 0) return `Inget av de ${shown} värdena har ändrats sedan utgåva ${release}`;
    const noun = shown === 1 ? 'värde' : 'värden';
    return `${changed} av ${shown} ${noun} har ändrats sedan utgåva ${release}`;
  },
  explain: (newest: string) =>
    `Sidan är låst och visar siffrorna som de var då. Senaste utgåvan är ${newest}.`,
  newYears: (years: readonly number[]) =>
    years.length === 1
      ? `Den har också ett nytt år: ${years[0]}.`
      : `Den har också ${numeral(years.length, 'neuter')} nya år: ${joinAnd(years.map(String))}.`,
  unlock: 'Visa senaste siffrorna',
  details: (changed: number) => (changed === 1 ? 'Visa ändringen' : 'Visa ändringarna'),
  caption: (release: string, newest: string) =>
    `Värden som skiljer mellan utgåva ${release} och ${newest}`,
  columns: { kpi: 'Nyckeltal', year: 'År', gender: 'Kön', before: 'Då', after: 'Nu' },
  more: (count: number) => `Och ${count} värden till.`,
  nothing: 'inget värde',
} as const;
