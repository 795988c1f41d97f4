import type { KpiDetail } from '../../web/shared/api.ts';
import { breaksWith } from '../../web/shared/measure/breaks.ts';
import { namesOf } from '../../web/shared/measure/catalogue-names.ts';
import { deriveMeasure, measureFigure } from '../../web/shared/measure/measure.ts';
import type { Direction } from '../../web/shared/measure/measure-types.ts';
import { nameWords } from '../../web/shared/text/measure-words.ts';
import type { KnownBreaks } from '../data/breaks.ts';

/** What is worked out of a KPI and not kept in the release. */
type MeasureField =
  | 'name'
  | 'unit'
  | 'per'
  | 'kind'
  | 'direction'
  | 'coded'
  | 'rhythm'
  | 'areas'
  | 'subject'
  | 'breaks';
export type PlainKpi = Omit<KpiDetail, MeasureField>;

/**
 * Gives each KPI of a catalogue what its title and definition tell, worked out when it is first
 * asked for: most of a catalogue never is.
 * @param all the catalogue, since a name is told from all other names
 */
export function createMeasures(
  all: readonly PlainKpi[],
  breaks: KnownBreaks,
): (kpi: PlainKpi) => KpiDetail {
  const names = once(() =>
    namesOf(
      all.map((kpi) => ({ ...kpi, ...measureFigure(kpi) })),
      nameWords,
    ),
  );
  return (kpi) => {
    const derived = once(() => deriveMeasure(kpi));
    const broken = once(() => breaksWith(breaks.get(kpi.id) ?? [], kpi.description));
    return {
      ...kpi,
      get name() {
        return names().get(kpi.id) ?? kpi.title;
      },
      get unit() {
        return derived().unit;
      },
      get per() {
        return derived().per;
      },
      get kind() {
        return derived().kind;
      },
      get direction() {
        return curatedDirection(kpi) ?? derived().direction;
      },
      get coded() {
        return derived().coded;
      },
      get rhythm() {
        return derived().rhythm;
      },
      get areas() {
        return derived().areas;
      },
      get subject() {
        return derived().subject;
      },
      get breaks() {
        return broken();
      },
    };
  };
}

/** Of the KPIs that are always held a person has said which end is good. */
function curatedDirection({ set, goodDirection }: PlainKpi): Direction | undefined {
  if (set === null) return undefined;
  return ({ higher: 'high', lower: 'low', neutral: 'neutral' } as const)[goodDirection];
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
