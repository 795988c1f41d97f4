import { describe, expect, it } from 'vitest';
import { deriveMeasure } from '../../../../web/shared/measure/measure.ts';
import { goldenMeasures, type GoldenMeasure } from '../../../support/golden-measures.ts';
import { realCatalogue } from '../../../support/real-catalogue.ts';

const golden = goldenMeasures();
const catalogue = realCatalogue();
const isHere = catalogue !== undefined;

/** Share of the golden rows whose field is right, and those that are not. */
function judge(field: keyof GoldenMeasure, known: ReadonlyMap<string, string | null>) {
  const wrong = golden.flatMap((row) => {
    const derived = deriveMeasure({
      id: row.id,
      title: row.title,
      description: known.get(row.id) ?? null,
      municipalityType: row.areas === 'kommun' ? 'K' : row.areas === 'region' ? 'L' : 'A',
    });
    const got = Object.entries(derived).find(([name]) => name === field)?.[1];
    return got === row[field] ? [] : [`${row.id}: ${String(got)}, not ${String(row[field])}`];
  });
  return { right: 1 - wrong.length / golden.length, wrong };
}

describe('a measure told from its title alone', () => {
  it.each(['kind', 'unit', 'per', 'direction', 'coded'] as const)(
    'is what a reader judged it to be in at least 95 of 100: %s',
    (field) => {
      const { right, wrong } = judge(field, new Map());
      expect(right, wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
    },
  );
});

describe(`a measure told from title and definition${isHere ? '' : ' (not run: no catalogue here)'}`, () => {
  const known = new Map(catalogue?.map(({ id, description }) => [id, description]));
  it.skipIf(!isHere).each([
    ['kind', 0.98],
    ['unit', 0.98],
    ['per', 0.97],
    ['direction', 0.97],
    ['rhythm', 0.95],
    ['coded', 1],
    ['areas', 1],
  ] as const)('is what a reader judged it to be: %s', (field, least) => {
    const { right, wrong } = judge(field, known);
    expect(right, wrong.join('\n')).toBeGreaterThanOrEqual(least);
  });
});
