import fc from 'fast-check';
import { expect, it } from 'vitest';
import { breaksOf } from '../../../../web/shared/measure/breaks.ts';
import { namesOf } from '../../../../web/shared/measure/catalogue-names.ts';
import { deriveMeasure } from '../../../../web/shared/measure/measure.ts';
import { directions, measureKinds, rhythms } from '../../../../web/shared/measure/measure-types.ts';
import { plainDescription } from '../../../../web/shared/measure/title.ts';
import { nameWords } from '../../../../web/shared/text/measure-words.ts';
import { goldenMeasures } from '../../../support/golden-measures.ts';

const pieces = goldenMeasures().flatMap(({ title }) => title.split(/(?<=[ ,(/])/u));
const sentences = [
  'Fr.o.m. 2016 ingår inte elever. ',
  'T.o.m. 2012 avsågs läsår ',
  '2007-2012 hämtas ',
  'mellan åren 2013 och 2014',
  'Källa: SCB (-2021), Socialstyrelsen (2022-)',
  'kalenderår ',
  '....',
  '((((',
  '\\n\n\t ',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom(...pieces, ' ', ',', '(', '?', '"', '1'), fc.nat(400))
    .map(([part, times]) => part.repeat(times)),
);
const anyDescription = fc.oneof(
  anyText,
  fc
    .array(fc.constantFrom(...sentences, ...pieces), { maxLength: 60 })
    .map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom(...sentences), fc.nat(500)).map(([part, times]) => part.repeat(times)),
);

it('any title and definition give a whole measure', () => {
  fc.assert(
    fc.property(anyText, fc.option(anyDescription), (title, description) => {
      const measure = deriveMeasure({ id: 'N00001', title, description, municipalityType: 'K' });
      expect(measureKinds).toContain(measure.kind);
      expect(directions).toContain(measure.direction);
      expect(rhythms).toContain(measure.rhythm);
      expect(measure.coded).toBe(measure.kind === 'code');
      expect(measure.subject).not.toMatch(/^värdet/iu);
      for (const { year } of breaksOf(plainDescription(description))) {
        expect(year).toBeGreaterThan(1990);
        expect(year).toBeLessThanOrEqual(2035);
      }
    }),
    { numRuns: 400 },
  );
});

it('the same row gives the same measure, whatever was read before it', () => {
  fc.assert(
    fc.property(anyText, anyDescription, anyText, (title, description, other) => {
      const row = { id: 'N00001', title, description, municipalityType: 'A' } as const;
      const first = deriveMeasure(row);
      deriveMeasure({ ...row, title: other });
      expect(deriveMeasure(row)).toEqual(first);
      expect(breaksOf(plainDescription(description))).toEqual(
        breaksOf(plainDescription(description)),
      );
    }),
    { numRuns: 150 },
  );
});

it('no two of any titles end up with the same name', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...goldenMeasures()), { maxLength: 40 }), (rows) => {
      const all = rows.map(({ title, unit, per, kind }, i) => ({
        id: `N${String(i).padStart(5, '0')}`,
        title,
        description: null,
        municipalityType: 'K' as const,
        genderSplit: i % 2 === 0,
        unit,
        per,
        kind,
      }));
      const names = namesOf(all, nameWords);
      const keys = all.map(({ id, unit, per }) => [names.get(id)?.toLowerCase(), unit, per].join());
      expect(new Set(keys).size).toBe(all.length);
    }),
    { numRuns: 100 },
  );
});
