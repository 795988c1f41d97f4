import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAreaDirectory, slugify, toAreas } from '../../../web/shared/area.ts';
import {
  defaultComparison,
  genders,
  views,
  type Comparison,
} from '../../../web/shared/comparison/comparison.ts';
import {
  formatComparison,
  formatInFull,
  parseComparison,
} from '../../../web/shared/comparison/query.ts';
import { describeQueryProblems } from '../../../web/shared/text/problem.ts';

const directory = createAreaDirectory([
  ...toAreas([
    { id: '0000', title: 'Riket', type: 'L' },
    { id: '0012', title: 'Region Skåne', type: 'L' },
    { id: '0014', title: 'Västra Götalandsregionen', type: 'L' },
    { id: '2305', title: 'Bräcke', type: 'K' },
    { id: '1490', title: 'Borås', type: 'K' },
    { id: '0484', title: 'Eskilstuna', type: 'K' },
    { id: '1401', title: 'Härryda', type: 'K' },
    { id: '1384', title: 'Kungsbacka', type: 'K' },
    { id: '2581', title: 'Piteå', type: 'K' },
    { id: '2281', title: 'Sundsvall', type: 'K' },
    { id: '0305', title: 'Håbo', type: 'K' },
    { id: '0643', title: 'Habo', type: 'K' },
  ]),
  { id: 'G176508', slug: 'G176508', name: 'Liknande kommuner', kind: 'group' },
]);

const parse = (query: string) => parseComparison(new URLSearchParams(query), directory);

describe('slugs', () => {
  test('are lower-case ASCII of the name', () => {
    expect(slugify('Härryda')).toBe('harryda');
    expect(slugify('Region Jämtland Härjedalen')).toBe('region-jamtland-harjedalen');
    expect(slugify('Upplands-Bro')).toBe('upplands-bro');
  });

  test('carry the code where two names collide', () => {
    expect(directory.find('0305')?.slug).toBe('habo-0305');
    expect(directory.find('0643')?.slug).toBe('habo-0643');
    expect(directory.find('habo')).toBeUndefined();
  });
});

test('a kommun is found by its name as a person types it', () => {
  expect(directory.find('Härryda')?.slug).toBe('harryda');
  expect(directory.find('region skåne')?.slug).toBe('region-skane');
  expect(directory.find('Håbo')).toBeUndefined();
});

test.each(['habo', 'Habo', 'Håbo'])('a name that two give is asked about: %s', (text) => {
  expect(directory.candidates(text).map(({ slug }) => slug)).toEqual(['habo-0305', 'habo-0643']);
  expect(describeQueryProblems(parse(`kommuner=bracke,${text}`).problems)).toBe(
    `”${text}” kan betyda flera. Menade du Håbo (habo-0305) eller Habo (habo-0643)?`,
  );
});

test('every region is found as region-…, and by its own name', () => {
  expect(directory.find('region-skane')?.id).toBe('0012');
  expect(directory.find('region-vastra-gotaland')?.id).toBe('0014');
  expect(directory.find('0014')?.slug).toBe('region-vastra-gotaland');
  expect(directory.find('vastra-gotalandsregionen')?.id).toBe('0014');
});

describe('parsing an address', () => {
  test('without parameters gives the model case with Bräcke in focus', () => {
    expect(parse('')).toEqual({ comparison: defaultComparison, problems: [] });
    expect(formatComparison(defaultComparison, directory)).toBe('');
  });

  test('takes slugs, codes and groups mixed, and drops repeats', () => {
    const { comparison, problems } = parse(
      'kommuner=bracke,1490,g176508,riket,Region-Skane,2305&fokus=boras',
    );
    expect(problems).toEqual([]);
    expect(comparison.areas).toEqual(['2305', '1490', 'G176508', '0000', '0012']);
    expect(comparison.focus).toBe('1490');
  });

  test.each(
    [
      ['kommun=bracke', 'unknown-key'],
      ['kon=T&kon=K', 'repeated-key'],
      ['kommuner=', 'empty'],
      ['kommuner=bracke,atlantis', 'unknown-area'],
      ['nyckeltal=N2100,N21006', 'unknown-kpi'],
      ['fokus=habo-0305', 'focus-not-chosen'],
      ['fokus=atlantis', 'unknown-area'],
      ['ar=1899', 'bad-year'],
      ['ar=2024-2012', 'bad-year'],
      ['ar=2012-2024-2025', 'bad-year'],
      ['ar=', 'bad-year'],
      ['kon=X', 'unknown-gender'],
      ['visa=tarta', 'unknown-view'],
      ['utgava=igår', 'bad-release'],
      [`kommuner=${'a'.repeat(10_000)}`, 'unknown-area'],
      [`kommuner=${'bracke,'.repeat(300)}`, 'too-many'],
      ['kommuner=bracke%00', 'unknown-area'],
    ].map(([query = '', code = '']) => ({ name: query.slice(0, 40), query, code })),
  )('$name is a problem, and the rest is kept', ({ query, code }) => {
    const { comparison, problems } = parse(
      query.startsWith('nyckeltal') ? query : `${query}&nyckeltal=N21006`,
    );
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(problems.every((problem) => problem.value.length <= 60)).toBe(true);
    expect(comparison.kpis).toContain('N21006');
  });

  test('of an empty list of kommuner keeps it empty, so that the page can say so', () => {
    expect(parse('kommuner=').comparison.areas).toEqual([]);
    expect(formatComparison(parse('kommuner=').comparison, directory)).toBe('kommuner=');
  });

  test.each(['N2100', 'N2100,U1', ','])('of KPIs none known leaves none: %s', (text) => {
    expect(parse(`nyckeltal=${text}&kommuner=bracke`).comparison).toMatchObject({
      kpis: [],
      areas: ['2305'],
    });
  });

  test.each(['atlantis', 'atlantis,mu', ',', 'bracke%00'])(
    'of areas none known leaves none: %s',
    (text) => {
      const { comparison } = parse(`kommuner=${text}&nyckeltal=N21006`);
      expect(comparison).toMatchObject({ kpis: ['N21006'], areas: [], focus: undefined });
    },
  );

  test('more than sixty kommuner are cut and named', () => {
    const many = toAreas(
      Array.from({ length: 70 }, (_, i) => ({
        id: String(3000 + i),
        title: `Ort ${i}`,
        type: 'K',
      })),
    );
    const query = new URLSearchParams({ kommuner: many.map((area) => area.id).join(',') });
    const { comparison, problems } = parseComparison(query, createAreaDirectory(many));
    expect(comparison.areas).toHaveLength(60);
    expect(problems.map((problem) => problem.code)).toEqual(['too-many']);
  });
});

test('the canonical form has fixed order, slugs and no defaults', () => {
  const { comparison } = parse(
    'visa=linje&kon=M,K&ar=2012-2024&fokus=boras&kommuner=2305,boras&nyckeltal=n21006,U21468',
  );
  expect(formatComparison(comparison, directory)).toBe(
    'kommuner=bracke,boras&fokus=boras&ar=2012-2024&kon=K,M&visa=linje',
  );
});

/** Every comparison that an address can say. */
function anyComparison(): fc.Arbitrary<Comparison> {
  const year = fc.integer({ min: 1900, max: 2100 });
  const years = fc.oneof(
    fc.constant({ kind: 'latest' as const }),
    fc
      .uniqueArray(year, { minLength: 1, maxLength: 8 })
      .map((list) => ({ kind: 'years' as const, years: list.toSorted((a, b) => a - b) })),
    fc
      .tuple(year, year)
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => ({ kind: 'range' as const, from: Math.min(a, b), to: Math.max(a, b) })),
  );
  const ids = directory.areas.map((area) => area.id);
  return fc
    .record({
      kpis: fc.uniqueArray(fc.constantFrom('N21006', 'U21468', 'U21200', 'N00090'), {
        minLength: 1,
      }),
      areas: fc.shuffledSubarray(ids, { minLength: 1 }),
      focusIndex: fc.nat(),
      years: fc.option(years, { nil: undefined }),
      genders: fc.subarray([...genders], { minLength: 1 }),
      view: fc.constantFrom(...views),
      release: fc.option(fc.constantFrom('2026-11-22.1', '2027-01-01.12'), { nil: undefined }),
    })
    .map(({ focusIndex, ...rest }) => ({
      ...rest,
      years: rest.years?.kind === 'latest' && rest.view !== 'linje' ? undefined : rest.years,
      focus: rest.areas[focusIndex % rest.areas.length],
    }));
}

test('the short and the full form both lead back to the same comparison, for every comparison', () => {
  fc.assert(
    fc.property(anyComparison(), (comparison) => {
      for (const query of [formatComparison(comparison, directory), formatInFull(comparison)]) {
        expect(parse(query)).toEqual({ comparison, problems: [] });
      }
    }),
    { numRuns: 500 },
  );
});

test('what leaves the building names every part, and areas by code alone', () => {
  const codes =
    /^(nyckeltal=[A-Z]\d{5}(,[A-Z]\d{5})*)&kommuner=(\d{4}|G\d+)(,(\d{4}|G\d+))*&fokus=(\d{4}|G\d+)&ar=(senaste|alla|[\d,-]+)&kon=[TKM,]+&visa=[a-z]+(&utgava=[\d.-]+)?$/;
  fc.assert(
    fc.property(anyComparison(), (comparison) => {
      expect(formatInFull(comparison)).toMatch(codes);
    }),
  );
  expect(formatInFull(defaultComparison)).toBe(
    'nyckeltal=N21006,U21468&kommuner=2305,1490,0484,1401,1384,2581,2281&fokus=2305&ar=senaste&kon=T&visa=stapel',
  );
  expect(formatInFull({ ...defaultComparison, view: 'linje' })).toContain('&ar=alla&');
});

test('a locked short form carries codes, since its release may not know the slugs of today', () => {
  const locked = { ...defaultComparison, areas: ['2305', '0012'], release: '2026-11-22.1' };
  expect(formatComparison(locked, directory)).toBe('kommuner=2305,0012&utgava=2026-11-22.1');
});

test('parsing never throws, whatever the address holds', () => {
  const key = fc.oneof(
    fc.constantFrom('nyckeltal', 'kommuner', 'fokus', 'ar', 'kon', 'visa', 'utgava'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.string({ unit: 'binary', maxLength: 200 }))), (pairs) => {
      const { comparison } = parseComparison(new URLSearchParams(pairs), directory);
      for (const query of [formatComparison(comparison, directory), formatInFull(comparison)]) {
        expect(parse(query).comparison).toEqual(comparison);
      }
    }),
    { numRuns: 500 },
  );
});
