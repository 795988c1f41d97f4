/** Words of the page that sets a reform's years before and after beside other kommuner's. */
import { limits } from '../comparison/comparison.ts';
import type { BeforeAfterProblem } from '../comparison/before-after-query.ts';
import { fewestOthers } from '../statistics/before-after.ts';
import { inArea } from './area-names.ts';
import { changeUnit, signedNumber } from './before-after.ts';
import { joinAnd } from './list.ts';
import { yearsText } from './measure.ts';
import { offlineText } from './offline.ts';
import { numeral } from './ordinal.ts';
import { describeAmbiguousArea } from './problem.ts';

const place = (name: string) => inArea({ name, kind: 'municipality' });

export const reformText = {
  title: 'Före och efter en förändring',
  heading: (event: string | undefined, year: number, name: string) =>
    event === undefined
      ? `Före och efter ${year} ${place(name)}`
      : `Före och efter ${event} ${place(name)}`,
  yearAsEvent: (year: number) => `förändringen ${year}`,
  chooseYear: (name: string) =>
    `Välj vilket år förändringen började ${place(name)}, så jämförs åren före och efter med andra kommuner.`,
  measure: (kpi: string) => `Nyckeltal: ${kpi}.`,
  silent: {
    own: (name: string, kpi: string, year: number) =>
      `Det går inte att säga något om före och efter: ${name} behöver värden för ”${kpi}” både före och efter ${year}.`,
    others: (names: readonly string[]) =>
      `Det går inte att säga något om före och efter: det kräver minst ${numeral(fewestOthers)} andra kommuner med värden på båda sidor. ${
        names.length === 0
          ? 'Ingen av de valda har det.'
          : `Här har ${numeral(names.length)} det: ${joinAnd(names)}.`
      }`,
    notHeld: (kpi: string) => `”${kpi}” är inte hämtat från Kolada än.`,
  },
  years: (before: readonly number[], after: readonly number[]) =>
    `Före är ${countedYears(before)}. Efter är ${countedYears(after)}. Startåret räknas till ingen av dem.`,
  leftOut: (count: number, shown: number) =>
    `Högst ${shown} kommuner kan jämföras på en gång. ${count} av de valda är inte med.`,
  fewAfter: 'Efter bygger på ett enda år. Ett år kan avvika av en slump; vänta gärna på fler.',
  list: (title: string) => `Jämförelsekommunerna är listan ”${title}”.`,
  events: 'Några av jämförelsekommunerna har gjort egna förändringar, som kan påverka jämförelsen:',
  table: {
    heading: 'Förändringen i varje kommun',
    caption: 'Medelvärde före och efter, störst ökning först',
    columns: {
      name: 'Kommun',
      before: 'Före',
      after: 'Efter',
      bar: 'Förändring ritad',
    },
    mean: (count: number) => `Genomsnitt för de ${numeral(count)} andra`,
    signed: signedNumber,
    changeIn: (unit: string) => {
      const word = changeUnit(unit);
      return word === '' ? 'Förändring' : `Förändring (${word})`;
    },
    lacking: (names: readonly string[], ownYears: boolean) =>
      `${joinAnd(names)} saknar värden före eller efter${ownYears ? ' de år som jämförs' : ''} och är inte med.`,
  },
  series: {
    heading: 'Värden år för år',
    year: 'År',
    mean: 'Andras genomsnitt',
    gap: '–',
    gapSaid: 'inget värde',
  },
  rule: {
    heading: 'Så räknar vi',
    formula: 'skillnad = (egna efter − egna före) − medelvärdet av de andras (efter − före)',
    source:
      'Metoden kallas difference in differences (Card och Krueger, American Economic Review 84, 1994). Att jämföra med de andras egna skillnader följer Abadie, Diamond och Hainmueller, Journal of the American Statistical Association 105, 2010.',
    more: 'Alla regler och formler',
  },
  form: {
    label: 'Välj förändring och jämförelse',
    own: 'Kommun',
    kpi: 'Nyckeltal',
    year: 'Första året',
    against: 'Jämför med',
    againstHint:
      'Namn med komma emellan (boras, pitea) eller en grupp (G176508). Tomt: Koladas liknande kommuner.',
    submit: 'Visa',
  },
  known: 'Kända förändringar att pröva',
  compare: 'Visa som linjer över tid',
} as const;

export function describeBeforeAfterProblem({
  code,
  value,
  candidates = [],
}: BeforeAfterProblem): string {
  const shown = `”${value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\u25a1')}”`;
  switch (code) {
    case 'unknown-area':
      return `Det finns ingen kommun eller grupp som heter ${shown}.`;
    case 'ambiguous-area':
      return describeAmbiguousArea(value, candidates);
    case 'no-municipality':
      return `${shown} är ingen kommun. Före och efter går bara att jämföra mellan kommuner.`;
    case 'unknown-kpi':
      return `Nyckeltalet ${shown} finns inte i Koladas katalog.`;
    case 'unknown-offline':
      return offlineText.unknownKpi(value);
    case 'bad-year':
      return `Året ${shown} går inte att läsa. Skriv ett år med fyra siffror.`;
    case 'too-many':
      return `Högst ${limits.areas} kommuner kan jämföras på en gång.`;
  }
}

/** `tio mätta år (2012–2022)`, `ett mätt år (2024)`. */
function countedYears(years: readonly number[]): string {
  const noun = years.length === 1 ? 'mätt år' : 'mätta år';
  return `${numeral(years.length, 'neuter')} ${noun} (${yearsText(years)})`;
}
