import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allAreas, countAreas, genitive, inArea } from '../../../../web/shared/text/area-names.ts';
import { difference, isCoarse } from '../../../../web/shared/text/difference.ts';
import { dateText, eventPeriod, eventSentence } from '../../../../web/shared/text/events.ts';
import { cleanTitle, kpiWords, shortName } from '../../../../web/shared/text/kpi-names.ts';
import { joinAnd, joinSome } from '../../../../web/shared/text/list.ts';
import { measureText, yearsText } from '../../../../web/shared/text/measure.ts';
import { formatNumber, formatValue, valueInYear } from '../../../../web/shared/text/number.ts';
import { capital, numeral, ordinal } from '../../../../web/shared/text/ordinal.ts';
import { sourceLine } from '../../../../web/shared/text/source.ts';
import { gapText } from '../../../../web/shared/text/table-text.ts';
import { kommuner, likeKommuner, riket } from '../../../support/answers.ts';
import { plain } from '../../../support/plain-text.ts';

describe('numbers', () => {
  test('Thousands are parted by no-break spaces, decimals by a comma, minus is a minus.', () => {
    expect(formatValue(401816, 'kr')).toBe('401\u00a0816\u00a0kr');
    expect(formatNumber(-4.25, '%')).toBe('−4,3');
    expect(formatNumber(12_345_678_901)).toBe('12\u00a0345\u00a0678\u00a0901');
  });

  test('A value measured with decimals shows one even when it rounds to a whole number.', () => {
    expect(formatNumber(85.98726115, '%')).toBe('86,0');
    expect(formatNumber(86, '%')).toBe('86');
  });

  test('Kronor have no decimals, small values have as many as they need, zero is never negative.', () => {
    expect(formatNumber(401816.49, 'kr')).toBe(plainToHard('401 816'));
    expect(formatNumber(0.034)).toBe('0,034');
    expect(formatNumber(-0.0001)).toBe('0');
    expect(formatNumber(-0.4, 'kr')).toBe('0');
  });

  test('One hour is one hour, and a yes-or-no value is said in words.', () => {
    expect(plain(formatValue(1, 'timmar'))).toBe('1 timme');
    expect(plain(formatValue(2.5, 'timmar'))).toBe('2,5 timmar');
    expect(formatValue(1, 'flag')).toBe('Ja');
    expect(formatValue(0, 'flag')).toBe('Nej');
  });

  test('A value without unit never stands bare beside its year.', () => {
    expect(plain(valueInYear(92, '%', 2024))).toBe('92 % 2024');
    expect(valueInYear(78.4, 'index', 2024)).toBe('78,4 (2024)');
  });
});

describe('counting', () => {
  test('Numerals and ordinals are words up to twelve.', () => {
    expect([1, 7, 12, 13].map((count) => numeral(count))).toEqual(['en', 'sju', 'tolv', '13']);
    expect(numeral(1, 'neuter')).toBe('ett');
    expect([1, 4, 12, 13].map(ordinal)).toEqual(['första', 'fjärde', 'tolfte', undefined]);
  });

  test('Lists end in och; long ones are cut and counted.', () => {
    expect(joinAnd(['Ale'])).toBe('Ale');
    expect(joinAnd(['Ale', 'Borås', 'Kil'])).toBe('Ale, Borås och Kil');
    expect(joinSome(['a', 'b', 'c', 'd', 'e'], 2)).toBe('a, b och 3 till');
    expect(joinSome(['a', 'b', 'c'], 2)).toBe('a, b och c');
    expect(joinAnd([])).toBe('');
  });

  test('Areas are counted in singular and plural.', () => {
    expect(countAreas(1, 'municipality')).toBe('en kommun');
    expect(countAreas(21, 'region')).toBe('21 regioner');
    expect(allAreas(7, 'municipality')).toBe('alla sju kommunerna');
    expect(capital('åtta')).toBe('Åtta');
  });
});

describe('names', () => {
  test('The genitive takes an s, but not after s, x or z.', () => {
    const names = [
      'Bräcke',
      'Borås',
      'Härryda',
      'Riket',
      'Region Västernorrland',
      'Alingsås',
      'Hofors',
    ];
    expect(names.map(genitive)).toEqual([
      'Bräckes',
      'Borås',
      'Härrydas',
      'Rikets',
      'Region Västernorrlands',
      'Alingsås',
      'Hofors',
    ]);
  });

  test('A value is in a kommun, in riket or in a named group.', () => {
    expect(inArea(kommuner.boras)).toBe('i Borås');
    expect(inArea(riket)).toBe('i riket');
    expect(inArea(likeKommuner)).toBe('i gruppen Liknande kommuner äldreomsorg, Bräcke, 2024');
  });

  test('Curated KPIs have short names; others keep their title without unit and marks.', () => {
    const short = (id: string, title: string, form = '') => shortName({ id, title, form });
    expect(short('N21006', 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare')).toBe(
      'Kostnad per hemtjänsttagare',
    );
    expect(short('U21468', 'x')).toBe('Nöjdhet, hemtjänst');
    expect(short('N1', 'Anställda,  35-54 år, inom grundskola, andel (%) (-2023)', '%')).toBe(
      'Anställda, 35-54 år, inom grundskola',
    );
    expect(short('U07446', 'Företagsklimat Insikt - Brandskydd - Index', 'index')).toBe(
      'Företagsklimat Insikt – Brandskydd',
    );
    expect(short('U1', 'Kommunen har rutiner (Ja=1, Nej=0)', 'flag')).toBe('Kommunen har rutiner');
  });

  test('HME statements are quoted.', () => {
    const title =
      'HME hemtjänst äldreomsorg, index för påståendet Min närmaste chef visar förtroende för mig som medarbetare.';
    const words = kpiWords({ id: 'U20304', title, form: 'index' });
    expect(words.short).toBe(
      'HME hemtjänst: Min närmaste chef visar förtroende för mig som medarbetare',
    );
    expect(words.definite).toBe(
      'indexet för ”Min närmaste chef visar förtroende för mig som medarbetare”',
    );
  });

  test('A title is cleaned of stray spaces and told in words.', () => {
    expect(cleanTitle('Brukarbedömning hemtjänst äldreomsorg -  helhetssyn, andel (%)')).toBe(
      'Brukarbedömning hemtjänst äldreomsorg – helhetssyn, andel (%)',
    );
    expect(cleanTitle('Kostnad hemtjänst äldreomsorg, kr/inv 65+')).toBe(
      'Kostnad hemtjänst äldreomsorg, kr per invånare 65+',
    );
    expect(cleanTitle('Brukartid hemtjänst äldreomsorg, andel (%) (- 2024)')).toBe(
      'Brukartid hemtjänst äldreomsorg, andel (%)',
    );
  });
});

const catalogue = new URL('../../../../../shared/kolada/kpi.json', import.meta.url);
const hasCatalogue = existsSync(catalogue);

test(`Every title in Kolada's catalogue gives a name and a measure${hasCatalogue ? '' : ' (catalogue not here: nothing to check)'}.`, () => {
  const list: unknown = hasCatalogue ? JSON.parse(readFileSync(catalogue, 'utf8')) : [];
  const kpis = Array.isArray(list) ? list : [];
  const bad = kpis.filter(({ id, title }) => {
    const { short, bare, definite } = kpiWords({ id, title, form: '%' });
    const texts = [short, bare, definite, cleanTitle(title)];
    return short.length > 120 || texts.some((text) => !/^\S(?:(?! {2}).)*[^\s,–]$/u.test(text));
  });
  expect(bad.map(({ title }) => title)).toEqual([]);
});

describe('years and measures', () => {
  test('Years are never grouped, two are joined, more are a span.', () => {
    expect(yearsText([2024])).toBe('2024');
    expect(yearsText([2022, 2024])).toBe('2022 och 2024');
    expect(yearsText([2022, 2023, 2024])).toBe('2022–2024');
    expect(measureText({ title: 'Kostnad hemtjänst, kr/inv' }, [2024], 'K')).toBe(
      'Kostnad hemtjänst, kr per invånare, kvinnor, 2024',
    );
  });
});

describe('differences', () => {
  test('Shares differ in percentage points, as precisely as both ends are known.', () => {
    expect(plain(difference([84.63855422, 86.85897436], '%').text)).toBe('2,2 procentenheter');
    expect(plain(difference([77, 83.19604613], '%', true).text)).toBe('6 procentenheter');
    expect(plain(difference([82, 83], '%', true).text)).toBe('1 procentenhet');
    expect(difference([86, 86.08786611], '%', true).amount).toBe(0);
    expect(plain(difference([390_000, 401_816], 'kr').text)).toBe('11 816 kr');
    expect(plain(difference([79, 76.5], 'index').text)).toBe('2,5 enheter');
  });

  test('Values are coarse when half of them or more are whole shares.', () => {
    expect(isCoarse([77, 90, 86], '%')).toBe(true);
    expect(isCoarse([92, 86.1, 83.2], '%')).toBe(false);
    expect(isCoarse([401816, 377225], 'kr')).toBe(false);
  });
});

describe('events', () => {
  test('Dates are as precise as they are known.', () => {
    expect(['2023', '2023-03', '2025-05-09'].map(dateText)).toEqual([
      '2023',
      'mars 2023',
      '9 maj 2025',
    ]);
    expect(eventPeriod({ from: '2019', to: '2023-06' })).toBe('2019 till juni 2023');
    expect(eventPeriod({ from: '2022-04-01', to: '2022-09-30' })).toBe(
      '1 april till 30 september 2022',
    );
    expect(eventPeriod({ from: '2012', to: null })).toBe('2012');
  });

  test('An event is a sentence with kommun, period, name and note.', () => {
    const event = { municipality: '1384', name: 'Kungsbacka', from: '2023-03', to: '2025-06' };
    expect(
      eventSentence({ ...event, title: 'Kungsbackamodellen', note: 'Pilot 2023', source: '' }),
    ).toBe('Kungsbacka, mars 2023 till juni 2025: Kungsbackamodellen. Pilot 2023.');
    expect(eventSentence({ ...event, title: 'Kungsbackamodellen', note: '', source: '' })).toBe(
      'Kungsbacka, mars 2023 till juni 2025: Kungsbackamodellen.',
    );
  });
});

describe('sources', () => {
  const kolada = { id: '2026-11-22.1', source: 'kolada' } as const;
  const kpi = { id: 'N21006', sources: ['Kolada'] };
  const motion = 'Bräcke kommun, svar på motion (2025); uppgifter från Kolada';

  test('Raw values name Kolada; what is worked out here does not name it as source.', () => {
    expect(sourceLine([kpi], kolada, 'raw')).toBe('Källa: Kolada (N21006). Utgåva 2026-11-22.1.');
    expect(
      sourceLine([kpi, { id: 'U21468', sources: ['Källa: Kolada'] }], kolada, 'computed'),
    ).toBe('Egen bearbetning av data från Kolada (N21006 och U21468). Utgåva 2026-11-22.1.');
  });

  test('Snapshot figures name their document, once.', () => {
    const snapshot = { id: '2026-11-22.1', source: 'snapshot' } as const;
    expect(sourceLine([{ id: 'N21006', sources: [motion, motion] }], snapshot, 'raw')).toBe(
      `Källa: ${motion} (N21006). Utgåva 2026-11-22.1.`,
    );
  });

  test('Invented figures say so, and never name a source.', () => {
    const simulated = { id: '2026-11-22.1', source: 'simulated' } as const;
    for (const processing of ['raw', 'computed'] as const) {
      const line = sourceLine([kpi], simulated, processing);
      expect(line).toMatch(/^Påhittade siffror från en simulerad Kolada/);
      expect(line).not.toContain('Källa');
    }
  });
});

test('A gap says why in words, and an unknown status is shown as it came.', () => {
  expect(['', 'Missing', 'Private', 'Oväntad'].map(gapText)).toEqual([
    'saknas',
    'saknas',
    'visas inte (sekretess)',
    'saknas (Oväntad)',
  ]);
});

function plainToHard(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}
