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
  const { own, effect, others, spread, asFar } = result;
  const count = numeral(others.length);
  const signed = (amount: number) => signedText(amount, unit);
  const far =
    asFar === 0
      ? `Ingen av de ${count} jämförelsekommunerna avvek så mycket från sitt genomsnitt.`
      : `${capital(numeral(asFar))} av de ${count} jämförelsekommunerna avvek minst lika mycket från sitt genomsnitt, utan att det berodde på ${event}.`;
  return [
    `Efter ${event} ändrades värdet i ${name} med ${signed(own)} jämfört med åren före.`,
    `Det är ${signed(effect)} mot genomsnittet av de andra; hälften av dem ändrades mellan ${signed(spread.low)} och ${signed(spread.high)}.`,
    far,
    showsNoCause,
  ].join(' ');
}

function signedText(amount: number, unit: string): string {
  const text = roughText(Math.abs(amount), unit);
  if (/^0(\D|$)/.test(text) && !text.startsWith('0,')) return `±${text}`;
  return `${amount > 0 ? '+' : '−'}${text}`;
}
