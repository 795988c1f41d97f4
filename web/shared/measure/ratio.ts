import type { Figure } from './measure-types.ts';
import { wholeOf } from './whole.ts';

/** `Elever/lärare (heltidstjänst)`, `Barn per barngrupp`: so many of one to each of another. */
const persons =
  /^(?:genomsnittligt )?(?:antal )?([\p{L} ]+?) ?(?:\/|per (?:en )?)(lärare|anställd|årsarbetare|barngrupp|omsorgspersonal|enhet|förtroendevald|ställföreträdare|sjuksköterska|plats)\b( \(heltidstjänst(?:er)?\))?/iu;

const moneyWhole = / av +(?:skatt|nettokostnad)/u;

/** A quotient that is no share of a whole and no rate of a population. */
export function ratioFigure(title: string): Figure | undefined {
  if (/balanstal|försörjningskvot|programvalsfaktor|\bkvot\b/iu.test(title) && !/%/u.test(title))
    return { kind: 'ratio', unit: '', per: '' };
  const income = /andel av (mäns?|männens|rikets) (.+?)(?:,| kommun| region| \(%|$)/u.exec(title);
  if (income) {
    const whose = income[1] === 'männens' ? 'mäns' : (income[1] ?? '');
    return { kind: 'ratio', unit: '%', per: `${whose} ${income[2] ?? ''}` };
  }
  if (/inv\/k(?:vm|m2)/u.test(title))
    return { kind: 'ratio', unit: 'invånare', per: 'kvadratkilometer' };
  if (
    /^(?:[\p{L}]+ )?(?:resultat|finansnetto|nettokostnad)/iu.test(title) &&
    moneyWhole.test(title)
  )
    return { kind: 'ratio', unit: '%', per: wholeOf(title) };
  const found = persons.exec(title.split(/ - |täthet, /u).at(-1) ?? title);
  const [, counted = '', person = '', fullTime] = found ?? [];
  if (!found || /%|MW\b/u.test(title)) return undefined;
  const unit = (
    counted
      .split(/ (?:vid|i|på|med|för) /u)[0]
      ?.split(' ')
      .at(-1) ?? ''
  ).toLowerCase();
  const per = fullTime === undefined ? person : `${person} (heltidstjänst)`;
  return { kind: 'ratio', unit, per };
}
