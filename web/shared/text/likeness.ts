import type { Likeness } from '../statistics/likeness.ts';
import { joinAnd } from './list.ts';

export const likenessRule =
  'Avståndet räknas i standardavvikelser för varje valt nyckeltal, viktat som du har valt. Kommuner som saknar något av nyckeltalen är inte med. Är det största värdet mer än hundra gånger det minsta, som för folkmängd, jämförs logaritmer.';

/** What a kommun's nearness rests on: `Närmast i andel 80+; skiljer mest i befolkning.` */
export function likenessText(
  { because, distance }: Pick<Likeness, 'because' | 'distance'>,
  nameOf: (variable: string) => string,
): string {
  if (distance === 0) return 'Samma värde i alla valda nyckeltal.';
  const sorted = because.toSorted((a, b) => a.share - b.share);
  const [closest, furthest] = [sorted.at(0), sorted.at(-1)];
  if (closest === undefined || furthest === undefined) return '';
  if (because.length === 1) return `Skiljer i ${nameOf(furthest.variable)}.`;
  const same = sorted.filter(({ share }) => share < 0.005).map(({ variable }) => nameOf(variable));
  const alike =
    same.length > 0 ? `Lika i ${joinAnd(same)}` : `Närmast i ${nameOf(closest.variable)}`;
  return `${alike}; skiljer mest i ${nameOf(furthest.variable)}.`;
}
