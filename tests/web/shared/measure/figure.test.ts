import { describe, expect, it } from 'vitest';
import { deriveMeasure } from '../../../../web/shared/measure/measure.ts';
import { rhythmOfYears } from '../../../../web/shared/measure/rhythm.ts';

const measure = (title: string, description: string | null = null) =>
  deriveMeasure({ id: 'N00001', title, description, municipalityType: 'K' });

describe('a measure', () => {
  it.each([
    ['Kostnad badhus, kr/inv 65-79 år', 'money', 'kr', 'invånare 65–79 år'],
    ['Kostnad badhus, kr/badgäst', 'money', 'kr', 'badgäst'],
    ['Kostnad badhus, tkr', 'money', 'tkr', ''],
    ['Höftskador, antal/100 000 inv 80+', 'rate', 'per 100 000 invånare 80+ år', 'invånare 80+ år'],
    [
      'Höftskador bland personer 80+, antal/1000 inv',
      'rate',
      'per 1 000 invånare 80+ år',
      'invånare 80+ år',
    ],
    ['Besök i badhus, antal/inv', 'rate', 'besök per invånare', 'invånare'],
    ['Badhus, antal', 'count', 'badhus', ''],
    ['Elever i simskola, antal', 'count', 'elever', ''],
    [
      'Elever/lärare (heltidstjänst) i simskola, antal',
      'ratio',
      'elever',
      'lärare (heltidstjänst)',
    ],
    ['Nöjda badgäster, andel (%)', 'share', '%', ''],
    ['Badgäster, andel (%) av befolkningen', 'share', '%', 'invånare'],
    ['Simkunniga av befolkningen, 7-12 år, andel (%)', 'share', '%', 'invånare 7–12 år'],
    ['Osäkerhetstal - Nöjda badgäster, andel (%)', 'other', 'procentenheter', ''],
    ['Badhuset har rutiner (Ja=1, Nej=0)', 'code', '', ''],
    ['Badkvalitet, index (max = 100)', 'index', 'index', ''],
    ['Nettokostnadsavvikelse badhus, (%)', 'deviation', '%', 'referenskostnaden'],
    ['Väntetid till simskola, antal dagar', 'time', 'dagar', ''],
    ['Vattenanvändning badhus, kbm/inv', 'amount', 'kubikmeter', 'invånare'],
    ['Badgästers medellön, kr', 'money', 'kr', ''],
    ['Förväntad förändring i antal badgäster, (%)', 'change', '%', ''],
  ])('that Kolada has never had is known by its title: %s', (title, kind, unit, per) => {
    expect(measure(title)).toMatchObject({ kind, unit, per, coded: kind === 'code' });
  });

  it.each([
    ['Brukarbedömning badhus - personalen lyssnar, andel (%)', 'high'],
    ['Brukarbedömning badhus - personalen lyssnar inte, andel (%)', 'low'],
    ['Brukarbedömning badhus - svarsfrekvens, andel (%)', 'neutral'],
    ['Medborgarundersökningen - Få problem med badgäster, andel (%)', 'high'],
    ['Arbetslösa badvakter, andel (%)', 'low'],
    ['Badvakter med screening för ohälsa, andel (%)', 'high'],
    ['Kommunens köp av badhus från privata utförare, andel (%)', 'neutral'],
    ['Kostnad badhus, kr/inv', 'neutral'],
    ['Lönegap badvakter, kr', 'unknown'],
    ['Badhuset har rutiner (Ja=1, Nej=0)', 'unknown'],
  ])('is good at the end that its own words make plain: %s is %s', (title, direction) => {
    expect(measure(title).direction).toBe(direction);
  });

  it.each([
    ['Undersökningen genomförs vartannat år.', 'two-year'],
    ['Från och med 2022 publiceras data vart tredje år.', 'three-year'],
    ['Statistiken tas bara fram vart fjärde år.', 'irregular'],
    ['Bruttokostnad dividerat med invånare 31/12. Källa: SCB.', 'yearly'],
    ['Källa: Egen undersökning i kommunen.', 'unknown'],
  ])('is taken as often as its definition says: %s', (description, rhythm) => {
    expect(measure('Badgäster, andel (%)', description).rhythm).toBe(rhythm);
  });

  it('shows by its years how often it is taken, where the definition is silent', () => {
    expect(rhythmOfYears('unknown', [2018, 2019, 2020, 2021])).toBe('yearly');
    expect(rhythmOfYears('unknown', [2015, 2017, 2019, 2021])).toBe('two-year');
    expect(rhythmOfYears('unknown', [2015, 2017, 2018, 2021])).toBe('irregular');
    expect(rhythmOfYears('unknown', [2020, 2021])).toBe('unknown');
    expect(rhythmOfYears('unknown', [2018, 2019, 2020, 2022, 2023])).toBe('yearly');
    expect(rhythmOfYears('unknown', [2013, 2015, 2017, 2021, 2023])).toBe('two-year');
    expect(rhythmOfYears('two-year', [2018, 2019, 2020, 2021])).toBe('two-year');
  });

  it.each([
    ['Kostnad badhus, kr/badgäst', 'kostnaden för badhus per badgäst'],
    ['Nettokostnad för badhus, kr/inv', 'nettokostnaden för badhus per invånare'],
    [
      'Kommunens köp av badhus från föreningar, andel (%)',
      'andelen badhus som kommunen köper från föreningar',
    ],
    ['Badhus, antal/1000 inv', 'antalet badhus per 1 000 invånare'],
    [
      'Brukarbedömning badhus - svarsfrekvens, andel (%)',
      'svarsfrekvensen för brukarbedömningen av badhus',
    ],
  ])('has a subject that begins a sentence: %s', (title, subject) => {
    expect(measure(title).subject).toBe(subject);
  });
});
