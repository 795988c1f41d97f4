/** Words of the page that finds kommuner alike. */
import { likenessLimits, type LikenessProblem } from '../comparison/likeness-query.ts';
import { genitive } from './area-names.ts';
import { joinAnd } from './list.ts';
import { formatNumber } from './number.ts';
import { offlineText } from './offline.ts';
import { numeral } from './ordinal.ts';
import { describeAmbiguousArea } from './problem.ts';

export const similarText = {
  title: 'Liknande kommuner',
  heading: (name: string) => `Kommuner som liknar ${name}`,
  lede: (name: string, nearest: readonly string[], variables: readonly string[]) =>
    nearest.length === 0
      ? `Ingen kommun går att jämföra med ${name} i de valda nyckeltalen.`
      : `Närmast ${name} i ${joinAnd(variables)} ligger ${joinAnd(nearest)}.`,
  noVariables: (name: string) =>
    `Inget av de valda nyckeltalen har ett värde för ${name}. Välj andra nyckeltal nedan, eller börja i Koladas egna listor.`,
  form: {
    label: 'Välj vad som ska vara likt',
    own: 'Egen kommun',
    variables: 'Vad som ska vara likt',
    more: 'Fler nyckeltal',
    other: 'Annat nyckeltal, med Koladas kod',
    otherHint: 'Till exempel N00090. Koden står på nyckeltalets sida.',
    findKpi: 'Sök nyckeltal',
    weights: ['räknas inte', 'räknas', 'räknas dubbelt', 'räknas tredubbelt'],
    weight: (weight: number) => `räknas ${weight} gånger`,
    submit: 'Visa liknande kommuner',
    notHeld: 'inte hämtat än',
  },
  result: {
    heading: (count: number) =>
      count === 1 ? 'Den närmaste kommunen' : `De ${numeral(count)} närmaste kommunerna`,
    caption: (name: string) =>
      `Under varje värde: hur många standardavvikelser det ligger över (+) eller under (−) värdet i ${name}. Avstånd 0 är lika i allt.`,
    columns: { name: 'Kommun', distance: 'Avstånd', why: 'Varför' },
    own: 'egen kommun',
    compare: (name: string, count: number) =>
      `Jämför ${name} med ${count === 1 ? 'kommunen' : `de ${numeral(count)}`}`,
    apart: (deviations: number) => apartText(deviations),
    weight: (weight: number) => `vikt ${weight}`,
    logarithmic: 'logaritm',
  },
  unused: {
    heading: 'Räknas inte',
    'not-held': (kpi: string) =>
      `Nyckeltalet ”${kpi}” är inte hämtat från Kolada än och räknas därför inte med.`,
    'no-municipality': (kpi: string) => `${kpi} har inga värden för kommuner och räknas inte med.`,
    'own-lacks': (kpi: string, name: string) =>
      `${name} saknar värde för ${kpi}, så det räknas inte med.`,
    fetch: 'Hämta det',
  },
  lacking: {
    heading: (count: number) =>
      count === 1
        ? 'En kommun saknar något värde och är inte med'
        : `${count} kommuner saknar något värde och är inte med`,
    item: (name: string, kpis: readonly string[]) => `${name} saknar ${joinAnd(kpis)}.`,
  },
  rule: {
    heading: 'Så räknar vi',
    formula:
      'avstånd = √( summan av vikt × ((kommunens värde − det egna värdet) ÷ standardavvikelsen)² ÷ summan av vikterna )',
    source:
      'Formeln är ett viktat avstånd mellan standardiserade värden. Jfr Gower, ”A General Coefficient of Similarity”, Biometrics 27, 1971.',
    more: 'Alla regler och formler',
  },
  likes: {
    heading: 'Koladas egna listor',
    lede: (name: string) =>
      `Kolada räknar varje år fram sju kommuner som liknar ${name} inom olika områden.`,
    none: (name: string) => `Ingen lista för ${name} är hämtad från Kolada än.`,
    also: (count: number) => `${genitive('Kolada')} listor inom andra områden (${count})`,
  },
  groups: { heading: 'Län och grupper' },
  list: {
    members: (names: readonly string[]) => joinAnd(names),
    andMore: (count: number) => `och ${count} till`,
    compare: (count: number) => `Jämför med de ${numeral(count)}`,
    mean: 'Jämför med deras ovägda medel',
  },
} as const;

/** `Egen bearbetning …` names what was counted; this says which sentence each fault gets. */
export function describeLikenessProblem({ code, value, candidates = [] }: LikenessProblem): string {
  const shown = `”${value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\u25a1')}”`;
  switch (code) {
    case 'unknown-area':
      return `Det finns ingen kommun som heter ${shown}.`;
    case 'ambiguous-area':
      return describeAmbiguousArea(value, candidates);
    case 'no-municipality':
      return `${shown} är ingen kommun. Bara kommuner kan liknas vid varandra här.`;
    case 'unknown-kpi':
      return `Nyckeltalet ${shown} finns inte i Koladas katalog.`;
    case 'unknown-offline':
      return offlineText.unknownKpi(value);
    case 'too-many':
      return `Högst ${likenessLimits.variables} nyckeltal kan räknas med på en gång.`;
    case 'bad-weight':
      return `Vikten ${shown} går inte att läsa. Skriv ett heltal från 1 till ${likenessLimits.weight} för varje nyckeltal.`;
  }
}

/** `+0,3`, `−1,2`, `±0,0`: one decimal, and the sign even when it rounds to nothing. */
function apartText(deviations: number): string {
  const rounded = Math.round(Math.abs(deviations) * 10) / 10;
  const sign = rounded === 0 ? '±' : deviations > 0 ? '+' : '−';
  return `${sign}${rounded === 0 ? '0' : formatNumber(rounded)}`;
}
