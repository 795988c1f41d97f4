/** What a measure knows of itself, from its title and definition. */
import type { Guard } from './guard.ts';

const figure = 'tests/web/shared/measure/figure.test.ts';
const api = 'tests/server/routes/kpi-measures.test.ts';
const total = 'tests/web/shared/measure/total.test.ts';

export const measuresGuards: readonly Guard[] = [
  {
    name: 'measure: answers written as numbers are codes',
    file: 'web/shared/measure/kind.ts',
    from: '  code,\n  deviation,',
    to: '  deviation,',
    tests: [figure, api],
  },
  {
    name: 'measure: an uncertainty is no share',
    file: 'web/shared/measure/kind.ts',
    from: '  uncertainty,\n  contradiction,',
    to: '  contradiction,',
    tests: [figure],
  },
  {
    name: 'measure: a scale belongs to the unit',
    file: 'web/shared/measure/divided.ts',
    from: 'if (scale > 1)',
    to: 'if (scale > 1_000_000)',
    tests: [figure],
  },
  {
    name: 'measure: the age of those divided by is kept',
    file: 'web/shared/measure/denominator.ts',
    from: "return age === '' ? noun : `${noun} ${age}`;",
    to: 'return noun;',
    tests: [figure],
  },
  {
    name: 'measure: names are lengthened until they are alone',
    file: 'web/shared/measure/catalogue-names.ts',
    from: '  (one) => one.id,\n',
    to: '',
    tests: [total, 'tests/web/shared/measure/catalogue.test.ts'],
  },
  {
    name: 'measure: a person’s word on direction comes first',
    file: 'server/store/measures.ts',
    from: 'curatedDirection(kpi) ?? derived().direction',
    to: 'derived().direction',
    tests: [api],
  },
  {
    name: 'measure: breaks that a reader found are kept',
    file: 'server/store/open-store.ts',
    from: '{ ...limits, onDamage, breaks }',
    to: '{ ...limits, onDamage }',
    tests: [api],
  },
  {
    name: 'measure: until a year is one year before the break',
    file: 'web/shared/measure/breaks.ts',
    from: 'Number(year) + shift',
    to: 'Number(year)',
    tests: ['tests/web/shared/measure/breaks.test.ts'],
  },
  {
    name: 'measure: when figures come is no break',
    file: 'web/shared/measure/breaks.ts',
    from: ' || isOnlyPublished(sentence)',
    to: '',
    tests: ['tests/web/shared/measure/breaks.test.ts'],
  },
  {
    name: 'measure: a break outside the years shown is not told',
    file: 'web/shared/text/breaks.ts',
    from: 'first < year && year <= last',
    to: 'year <= last',
    tests: [api],
  },
];
