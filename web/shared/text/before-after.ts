import type { BeforeAfter } from '../statistics/before-after.ts';
import { roughText } from './difference.ts';
import { capital, numeral } from './ordinal.ts';

export const beforeAfterRule =
  'Medelvärdet av åren efter minus medelvärdet av åren före; startåret räknas inte. Från den egna förändringen dras jämförelsekommunernas genomsnittliga förändring.';

export const showsNoCause = 'Det visar inte att det ena beror på det andra.';

/**
 * The own change beside the others', their spread, and that it does not show cause.
 * @param options.name of the own kommun
 * @param options.event what happened, `Kungsbackamodellen 2023`
 */
export function beforeAfterText(
  result: BeforeAfter,
  { name, event, unit }: { readonly name: string; readonly event: string; readonly unit: string },
): string {
  const { own, effect, others, spread } = result;
  const signed = (amount: number) => signedAmount(amount, unit);
  const from = isNothing(own, unit)
    ? `var värdet i ${name} detsamma som åren före`
    : `${own > 0 ? 'steg' : 'sjönk'} värdet i ${name} med ${roughText(Math.abs(own), unit)} jämfört med åren före`;
  const range = `hälften av dem ändrades mellan ${signed(spread.low)} och ${signed(spread.high)}`;
  const against = isNothing(effect, unit)
    ? `De andra ${numeral(others.length)} ändrades i genomsnitt lika mycket; ${range}.`
    : `Det är ${roughText(Math.abs(effect), unit)} ${effect > 0 ? 'över' : 'under'} de andras genomsnittliga förändring; ${range}.`;
  const parts = [`Efter ${event} ${from}.`, against, farText(result, event, unit), showsNoCause];
  return parts.filter((part) => part !== '').join(' ');
}

/** How many of the others strayed as far by themselves; silent where there is no difference to judge. */
function farText({ asFar, effect, others }: BeforeAfter, event: string, unit: string): string {
  if (isNothing(effect, unit)) return '';
  const count = numeral(others.length);
  if (asFar === 0)
    return `Ingen av de ${count} jämförelsekommunerna avvek så mycket från sitt genomsnitt.`;
  const who =
    asFar === others.length ? `Alla ${count}` : `${capital(numeral(asFar))} av de ${count}`;
  return `${who} jämförelsekommunerna avvek minst lika mycket från sitt genomsnitt, utan att det berodde på ${event}.`;
}

/** `+3,5 procentenheter`, `−12 000 kr`, `±0 procentenheter`. */
export function signedAmount(amount: number, unit: string): string {
  const text = roughText(Math.abs(amount), unit);
  if (isNothing(amount, unit)) return `±${text}`;
  return `${amount > 0 ? '+' : '−'}${text}`;
}

/** The unit that changes are told in: `procentenheter`, `kr`, `enheter`; empty for counts. */
export function changeUnit(unit: string): string {
  return /\u00a0([^\d\u00a0]+)$/.exec(roughText(2, unit))?.[1] ?? '';
}

/** Without its unit, where that stands in a heading: `+3,5`. */
export function signedNumber(amount: number, unit: string): string {
  return signedAmount(amount, unit).replace(/\u00a0[^\d\u00a0]+$/, '');
}

/** Told as 0 once rounded. */
function isNothing(amount: number, unit: string): boolean {
  return /^0(?![\d,])/.test(roughText(Math.abs(amount), unit));
}
