import { directionOf } from './direction.ts';
import { figureOf } from './kind.ts';
import type { Figure, Measure, MeasureSource } from './measure-types.ts';
import { rhythmOf } from './rhythm.ts';
import { subjectOf } from './subject.ts';
import { longestDescription, plainDescription, plainTitle } from './title.ts';

/** Kind, unit and denominator alone, which is all that names are told apart by. */
export function measureFigure({ title, description }: MeasureSource): Figure {
  return figureOf(plainTitle(title), (description ?? '').slice(0, longestDescription));
}

const areas = { K: 'kommun', L: 'region', A: 'both' } as const;

/**
 * What a measure knows of itself, by rules from its title and description. Total: any text gives a
 * measure, and none takes more than linear time.
 */
export function deriveMeasure(source: MeasureSource): Measure {
  const title = plainTitle(source.title);
  const description = plainDescription(source.description);
  const figure = measureFigure(source);
  return {
    ...figure,
    direction: directionOf(title, figure.kind),
    coded: figure.kind === 'code',
    rhythm: rhythmOf(title, description),
    areas: areas[source.municipalityType],
    subject: subjectOf(title, figure),
  };
}
