import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBreaks } from '../../../../server/data/breaks.ts';
import { breaksOf, breaksWith } from '../../../../web/shared/measure/breaks.ts';
import { plainDescription } from '../../../../web/shared/measure/title.ts';
import { realCatalogue } from '../../../support/real-catalogue.ts';
import { projectRoot } from '../../../support/source-file.ts';

const years = (description: string) =>
  breaksOf(plainDescription(description)).map(({ year }) => year);

describe('a break', () => {
  it.each([
    ['Fr.o.m. 2016 ingår inte elever i utlandsskolor. Källa: SCB.', [2016]],
    ['T o m 2013 avsågs 18-64 år.', [2014]],
    ['Avser fram till 2020 ett snitt av årets månader, från 2021 en median.', [2021]],
    ['Innan 2016 avsågs kvinnor 23-60 år.', [2016]],
    ['2018 och bakåt ingick även gångvägar.', [2019]],
    ['2007-2012 hämtas antalet brukare från individstatistiken.', [2007, 2013]],
    ['För åren 1992-2000 avser uppgiften fastställda vårdplatser.', [2001]],
    ['Källa: Egen undersökning (-2021), Socialstyrelsen (2022-).', [2022]],
    ['Utjämningen har ändrats, vilket påverkar jämförbarheten mellan 2018 och 2019.', [2019]],
    ['Till och med 2021 RAMS, från 2023 hämtas uppgifterna från BAS.', [2023]],
  ])('is dated to the first year under the new rule: %s', (description, expected) => {
    expect(years(description)).toEqual(expected);
  });

  it.each([
    'Från och med 2022 publiceras data vart tredje år.',
    'Undersökningen genomförs vartannat år från 2023.',
    'Antal invånare 2024 delat med antal hushåll.',
    'Avser pensioner som är intjänade före år 1998.',
    'Nytt nyckeltal från och med 2022.',
  ])('is not read into when figures come: %s', (description) => {
    expect(years(description)).toEqual([]);
  });

  it('is told in the definition’s own sentence, with the abbreviation in full', () => {
    const [found] = breaksOf(plainDescription('Antal elever. Fr.o.m. 2021 exkluderas IB-elever.'));
    expect(found).toEqual({
      year: 2021,
      kind: 'population',
      text: 'Från och med 2021 exkluderas IB-elever.',
    });
  });

  it('that a reader has found stands before what the rules find of the same year', () => {
    const known = [{ year: 2021, kind: 'method', text: 'Median från 2021' } as const];
    const both = breaksWith(known, 'Från 2021 avses median. Från 2016 ingår friskolor.');
    expect(both.map(({ year, text }) => [year, text])).toEqual([
      [2016, 'Från 2016 ingår friskolor.'],
      [2021, 'Median från 2021'],
    ]);
  });
});

describe('the breaks that a reader has found', () => {
  const known = loadBreaks(join(projectRoot, 'data'));
  const catalogue = realCatalogue();

  it('are all in the table, oldest first', () => {
    const lines = readFileSync(join(projectRoot, 'data/breaks.csv'), 'utf8').trim().split('\n');
    expect([...known.values()].flat()).toHaveLength(lines.length - 1);
    for (const breaks of known.values()) {
      const order = breaks.map(({ year }) => year);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }
  });

  it.skipIf(!catalogue)(
    `are found by the rules alone${catalogue ? '' : ' (not run: no catalogue here)'}`,
    () => {
      const rows = (catalogue ?? []).flatMap(({ id, description }) => {
        const found = new Set(breaksOf(plainDescription(description)).map(({ year }) => year));
        return (known.get(id) ?? []).map(({ year }) => ({ id, year, isFound: found.has(year) }));
      });
      expect(rows.length).toBeGreaterThan(400);
      expect(rows.filter(({ isFound }) => isFound).length / rows.length).toBeGreaterThan(0.97);
    },
  );
});
