/** What women's and men's values say of one year. */
import type { Area } from '../area.ts';
import { isCoarseYear, type KpiFacts } from '../figure/facts.ts';
import { inArea } from './area-names.ts';
import { difference, type Difference } from './difference.ts';
import { subjectOf } from './kpi-words.ts';
import { formatValue } from './number.ts';
import { capital, numeral } from './ordinal.ts';

/** Women minus men. */
interface Gap extends Difference {
  readonly area: Area;
  readonly women: number;
  readonly men: number;
}

/** Areas with both values, in the order asked. */
export function genderGaps(facts: KpiFacts, year: number): Gap[] {
  const coarse = isCoarseYear(facts, year, ['K', 'M']);
  return facts.areas.flatMap((area) => {
    const [women, men] = [facts.value(area.id, year, 'K'), facts.value(area.id, year, 'M')];
    if (women === null || men === null) return [];
    return [{ area, women, men, ...difference([men, women], facts.kpi.form, coarse) }];
  });
}

/** `Nöjdheten med hemtjänsten i Borås är 2,2 procentenheter högre för kvinnor än för män 2024`. */
export function genderHeading(facts: KpiFacts, year: number): string {
  const { focus, words, kpi } = facts;
  const gaps = genderGaps(facts, year);
  if (!kpi.genderSplit && gaps.length === 0)
    return 'Nyckeltalet är inte uppdelat på kvinnor och män';
  if (gaps.length === 0) return `Värden för kvinnor och män saknas ${year}`;
  if (focus === undefined) return `${capital(words.definite)} för kvinnor och män ${year}`;
  const own = gaps.find((gap) => gap.area === focus);
  if (own === undefined) return `Värden för kvinnor och män saknas ${inArea(focus)} ${year}`;
  const subject = `${capital(words.definite)} ${inArea(focus)}`;
  if (own.amount === 0)
    return `${subject} är lika ${words.neuter ? 'högt' : 'hög'} för kvinnor och män ${year}`;
  return `${subject} är ${own.text} ${higher(own)} för kvinnor än för män ${year}`;
}

/** The own two values, and where the gap is largest when three areas or more have one. */
export function genderSummary(facts: KpiFacts, year: number): string {
  const { focus, kpi } = facts;
  const gaps = genderGaps(facts, year);
  const own = gaps.find((gap) => gap.area === focus);
  const values =
    own === undefined
      ? ''
      : `Det är ${formatValue(own.women, kpi.form)} för kvinnor och ${formatValue(own.men, kpi.form)} för män.`;
  return [values, largestGap(facts, gaps)].filter((text) => text !== '').join(' ');
}

export function genderAlternative(facts: KpiFacts, year: number): string {
  const gaps = genderGaps(facts, year);
  if (gaps.length === 0) return '';
  const each = gaps
    .slice(0, 8)
    .map(
      ({ area, women, men }) =>
        `${area.name}: kvinnor ${formatValue(women, facts.kpi.form)}, män ${formatValue(men, facts.kpi.form)}`,
    );
  const rest = gaps.length > each.length ? ' Resten finns i tabellen.' : '';
  return `Diagram över ${subjectOf(facts.words)} för kvinnor och män ${year}. ${each.join('; ')}.${rest}`;
}

function largestGap({ focus }: KpiFacts, gaps: readonly Gap[]): string {
  const others = gaps.filter(({ area }) => area.kind === 'municipality' || area.kind === 'region');
  if (others.length < 3) return '';
  const sorted = others.toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const [largest, next] = sorted;
  if (largest === undefined || largest.amount === 0) return '';
  if (next !== undefined && Math.abs(next.amount) === Math.abs(largest.amount)) return '';
  const where = `av de ${numeral(others.length)}`;
  if (largest.area === focus) return `Skillnaden är störst ${where}.`;
  return `Störst ${where} är skillnaden ${inArea(largest.area)}: ${largest.text} ${higher(largest)} för kvinnor.`;
}

function higher({ amount }: Pick<Gap, 'amount'>): string {
  return amount > 0 ? 'högre' : 'lägre';
}
