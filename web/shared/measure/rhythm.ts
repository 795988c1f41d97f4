import type { Rhythm } from './measure-types.ts';
import { firstMatch } from './title.ts';

/** Words of elections stand in the title; how often a survey is made, in the definition. */
const election =
  /(?:kommun|region|riksdags|europaparlaments)(?:fullmäktige)?val|fullmäktige|förtroendevalda|politiskt styre|valdeltagande/iu;

/** What the definition says of how often, most exact first. */
const told: readonly (readonly [RegExp, Rhythm])[] = [
  [/vart \d ?[-–] ?\d år|vart femte år|flerårscykel|oregelbund/iu, 'irregular'],
  [/vart fjärde år/iu, 'irregular'],
  [/vartannat år(?! i hälften)|vart annat år|två och två|slås \d{4}-\d{4} ihop/iu, 'two-year'],
  [/hälften av landets kommuner|tvåårscykel/iu, 'two-year'],
  [/(?:publiceras|genomförs|görs)[^.]{0,20} vart tredje år/iu, 'three-year'],
  [/genomförs årligen|publiceras årligen|uppdateras varje kvartal|publiceras varje år/iu, 'yearly'],
];

/** Surveys and registers whose definitions do not say how often. */
const silent =
  /undersökning\p{L}*|enkät|emissionsdatabas|bredbandskollen|avfall sverige|nobil|nvdb|senior alert|kpp|vården i siffror|kvalitetsregist|kulturrådet|care need|tätort|dödsorsak|patientregist|öppna jämförelser trygg.*självrapp/iu;

/** Accounts, registers and counts that are made once a year. */
const yearly: readonly RegExp[] = [
  /räkenskapssammandrag|bruttokostnad|kostnadsutjämning|standardkostnad|årsredovisning/iu,
  /novemberstatistik|i november|verksamhetsstatistik|15 oktober|läsår|kalenderår(?!.*trygghet)|redovisningsåret/iu,
  /någon gång under året|under året,? (?:dividerat|med)|under året från|juni T-1/iu,
  /källa:? ?(?:källa:? )?[^.]{0,60}(?:SCB|skolverke|försäkringskassan|arbetsförmedlingen|energimyndigheten|energimarknads|trafa|trafikanalys|folkbildningsrådet|lägenhetsregistret|individstatistik|jämförelsetal|regionernas bokslut|RKA:s beräkning|öppna jämförelser trygghet|MSB och SCB|SOS alarm)/iu,
  /ekonomiskt bistånd/iu,
];

/**
 * How often a measure is taken, as its definition tells; `unknown` where it is silent.
 * @param title as `plainTitle` gives it
 * @param description as `plainDescription` gives it
 */
export function rhythmOf(title: string, description: string): Rhythm {
  const known = firstMatch(description, told);
  if (known !== undefined) return known;
  if (election.test(title)) return 'irregular';
  const source = /K[äa]lla:?.*$/u.exec(description)?.[0] ?? '';
  if (silent.test(source) || silent.test(title)) return 'unknown';
  return yearly.some((pattern) => pattern.test(description)) ? 'yearly' : 'unknown';
}

/**
 * The rhythm that the years with values show, where the definition is silent: equal steps between
 * at least four of them, but for one in four, as when a survey was not made.
 * @param years with a value in any area, ascending
 */
export function rhythmOfYears(told: Rhythm, years: readonly number[]): Rhythm {
  if (told !== 'unknown' || years.length < 4) return told;
  const steps = years.slice(1).map((year, i) => year - (years[i] ?? year));
  const step = Math.min(...steps);
  const regular = steps.filter((one) => one === step).length;
  if (regular < steps.length * 0.75) return 'irregular';
  return step === 1 ? 'yearly' : step === 2 ? 'two-year' : step === 3 ? 'three-year' : 'irregular';
}
