import { describe, expect, it } from 'vitest';
import { breaksOf } from '../../../../web/shared/measure/breaks.ts';
import { namesOf, type Nameable } from '../../../../web/shared/measure/catalogue-names.ts';
import { deriveMeasure } from '../../../../web/shared/measure/measure.ts';
import { plainDescription } from '../../../../web/shared/measure/title.ts';
import { nameWords } from '../../../../web/shared/text/measure-words.ts';
import { realCatalogue } from '../../../support/real-catalogue.ts';

const catalogue = realCatalogue();
const measures = (catalogue ?? []).map((row) => ({ ...row, ...deriveMeasure(row) }));

/** A first word in definite form, or an owner's genitive; a proper name stands as it is. */
const beginsAsNoun =
  /^(?:\p{L}+(?:en|an|on|et|at|ot|rna|ern|orn|nen|sen|tet|talet|poängen|netto?t|gapet)(?=[\s,]|$)|ohälsotalet|sjukpenningtalet|den |det |de |längden|mängden|kvoten|(?:kommunens|regionens|kvinnors|mäns|årets|verksamhetens|studieförbundens) |Care Need Index)/u;
/** What a unit leaves when a title is cut in the wrong place. */
const danglingUnit = /(?:[/,(]|\(%\)|\bandel|\bantal|\bkr|(?<!\p{L})(?:kr|antal)\/\S*)$/u;

describe(`every measure of Kolada’s catalogue${catalogue ? '' : ' (not run: no catalogue here)'}`, () => {
  it.skipIf(!catalogue)('has a name that no other has together with its unit and whole', () => {
    const names = namesOf(measures, nameWords);
    const keys = measures.map(({ id, unit, per }) => [names.get(id), unit, per].join(' | '));
    expect(new Set(keys).size).toBe(measures.length);
    expect(measures.filter(({ id }) => (names.get(id) ?? '') === '')).toEqual([]);
  });

  it.skipIf(!catalogue)('has a subject that can begin a sentence', () => {
    const odd = measures
      .filter(
        ({ subject }) =>
          !beginsAsNoun.test(subject) ||
          danglingUnit.test(subject) ||
          /^värdet/iu.test(subject) ||
          /\s{2}|"|\(%\)/u.test(subject),
      )
      .map(({ id, subject }) => `${id} ${subject}`);
    expect(odd).toEqual([]);
  });

  it.skipIf(!catalogue)('is of a known kind, but for one in fifty', () => {
    const other = measures.filter(
      ({ kind, title }) => kind === 'other' && !/^osäkerhetstal/iu.test(title),
    );
    expect(other.length).toBeLessThan(measures.length / 50);
  });

  it.skipIf(!catalogue)('says no break that its definition does not date', () => {
    for (const { id, description } of measures) {
      for (const { year, text } of breaksOf(plainDescription(description))) {
        const dates = [String(year), String(year - 1)];
        expect(
          dates.some((date) => text.includes(date)) || text.endsWith('…'),
          `${id} ${year} ${text}`,
        ).toBe(true);
      }
    }
  });
});

describe('names', () => {
  const one = (id: string, title: string, more: Partial<Nameable> = {}): Nameable => ({
    id,
    title,
    description: null,
    municipalityType: 'K',
    genderSplit: false,
    kind: 'share',
    unit: '%',
    per: '',
    ...more,
  });
  const names = (...all: Nameable[]) => [...namesOf(all, nameWords).values()];

  it('are lengthened by what differs, and by the id only when nothing else does', () => {
    expect(
      names(
        one('N00001', 'Invånare 65+, andel (%)'),
        one('N00002', 'Invånare 65+, andel (%)', { municipalityType: 'L' }),
      ),
    ).toEqual(['Invånare 65+ (kommuner)', 'Invånare 65+ (regioner)']);
    expect(
      names(one('N00001', 'Ärenden, andel (%)'), one('N00002', 'Ärenden, andel (%) (-2023)')),
    ).toEqual(['Ärenden', 'Ärenden (till och med 2023)']);
    expect(names(one('N00001', 'Ärenden, andel (%)'), one('N00002', 'Ärenden, andel (%)'))).toEqual(
      ['Ärenden (N00001)', 'Ärenden (N00002)'],
    );
  });

  it('stay as they are while unit or whole tells them apart', () => {
    expect(
      names(
        one('N00001', 'Kostnad hemtjänst, kr/inv', { unit: 'kr', per: 'invånare' }),
        one('N00002', 'Kostnad hemtjänst, kr/brukare', { unit: 'kr', per: 'brukare' }),
      ),
    ).toEqual(['Kostnad hemtjänst', 'Kostnad hemtjänst']);
  });
});
