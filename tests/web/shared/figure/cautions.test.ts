import { describe, expect, test } from 'vitest';
import type { Area } from '../../../../web/shared/api.ts';
import { figurePage } from '../../../../web/shared/figure/figure-page.ts';
import * as support from '../../../support/answers.ts';
import { plain } from '../../../support/plain-text.ts';

const { kommuner, costKpi, satisfactionKpi, riket, likeKommuner } = support;
const { bracke, boras, pitea, harryda } = kommuner;
const context = { events: support.reformEvents(), today: support.today };

function page(parts: support.AnswerParts, more: Partial<typeof context> & object = {}) {
  return figurePage(support.answerOf({ source: 'kolada', ...parts }), { ...context, ...more });
}

const three: readonly Area[] = [bracke, boras, pitea];
const satisfied = support.rowsOf('U21468', {
  Bräcke: { 2024: 92.3 },
  Borås: { 2024: 86.1 },
  Piteå: { 2024: 86.9 },
});

describe('a note stands beside the figure', () => {
  test('where fewer than thirty answered, for the kommuner and the year concerned only.', () => {
    const few = [
      ...support.rowsOf('N23590', { Bräcke: { 2024: 1, 2023: 1 }, Borås: { 2024: 0, 2023: 1 } }),
    ];
    const answer = support.answerOf({
      kpis: [satisfactionKpi],
      areas: three,
      observations: satisfied,
    });
    const { figures } = figurePage(answer, { ...context, support: few });
    expect(figures[0]?.notes).toEqual([
      'Färre än 30 svarande i Bräcke 2024. Enstaka svar kan påverka värdet mycket.',
    ]);
  });

  test('where less than half of the employees answered the HME survey.', () => {
    const kpi = {
      ...support.blankKpi(
        'U21200',
        'Medarbetarengagemang (HME) hemtjänst äldreomsorg - Totalindex',
      ),
      form: 'index',
      set: 'hme',
    };
    const rows = support.rowsOf('U21200', { Bräcke: { 2024: 78.4 }, Borås: { 2024: 80.1 } });
    const answer = support.answerOf({ kpis: [kpi], areas: [bracke, boras], observations: rows });
    const rates = support.rowsOf('N21898', { Bräcke: { 2024: 43.2 }, Borås: { 2024: 71 } });
    const { figures } = figurePage(answer, { ...context, support: rates });
    expect(figures[0]?.notes.map(plain)).toEqual([
      'Bara 43,2 % svarade på medarbetarenkäten i Bräcke 2024. Värdet behöver inte gälla alla anställda.',
    ]);
  });

  test('where the definition changed within the years, but not when they lie on one side.', () => {
    const cost = (years: Record<number, number>) =>
      page({
        kpis: [costKpi],
        areas: three,
        observations: support.rowsOf('N21006', { Bräcke: years, Borås: years }),
        view: 'linje',
      }).figures[0]?.notes.join(' ');
    expect(cost({ 2019: 1000, 2020: 1100, 2021: 1200 })).toContain('median för varje kommun');
    expect(cost({ 2021: 1000, 2022: 1100, 2023: 1200 })).not.toContain('median för varje kommun');
  });

  test('where a chosen kommun has no value, named, or counted when they are many.', () => {
    const one = page({
      kpis: [satisfactionKpi],
      areas: [...three, harryda],
      observations: satisfied,
    });
    expect(one.figures[0]?.notes).toEqual(['Uppgift saknas för Härryda 2024.']);
    const many = support.manyKommuner(20);
    const all = page({
      kpis: [satisfactionKpi],
      areas: [...three, ...many],
      observations: satisfied,
    });
    expect(all.figures[0]?.notes[0]).toMatch(
      /^Uppgift saknas för 20 av 23 2024: Kommun 01, .* och 14 till\.$/,
    );
  });

  test('where years differ between two KPIs told together.', () => {
    const rows = support.rowsOf('N21006', {
      Bräcke: { 2023: 400_000 },
      Borås: { 2023: 377_000 },
      Piteå: { 2023: 420_000 },
    });
    const { heading, lede } = page({
      kpis: [costKpi, satisfactionKpi],
      areas: three,
      observations: [...satisfied, ...rows],
    });
    expect(heading).toBe('Bräcke har högst nöjdhet av tre kommuner 2024');
    expect(lede).toContain(
      'Nöjdhet, hemtjänst avser 2024 och Kostnad per hemtjänsttagare avser 2023',
    );
  });
});

describe('no more is claimed than the values carry', () => {
  test('Riket and groups are told beside the kommuner and never ranked among them.', () => {
    const observations = [
      ...satisfied,
      ...support.rowsOf('U21468', { Riket: { 2024: 99 }, [likeKommuner.name]: { 2024: 70 } }),
    ];
    const { figures } = page({
      kpis: [satisfactionKpi],
      areas: [...three, riket, likeKommuner],
      observations,
    });
    expect(figures[0]?.heading).toBe(
      'Bräcke har högst nöjdhet med hemtjänsten av tre kommuner 2024',
    );
    expect(plain(figures[0]?.summary ?? '')).toContain(
      'Riket: 99 %. Liknande kommuner äldreomsorg, Bräcke, 2024 (ovägt medelvärde): 70 %.',
    );
    expect(figures[0]?.table.columns[0]).toBe('Område');
  });

  test('Regions are ranked among regions, and a kommun beside them is only told.', () => {
    const regions = ['Skåne', 'Halland', 'Gotland'].map((name, i): Area => ({
      id: `001${i}`,
      slug: `region-${i}`,
      name: `Region ${name}`,
      kind: 'region',
    }));
    const { figures } = page({
      kpis: [satisfactionKpi],
      areas: [...regions, bracke],
      observations: support.rowsOf('U21468', {
        '0010': { 2024: 80.1 },
        '0011': { 2024: 81.2 },
        '0012': { 2024: 82.3 },
        Bräcke: { 2024: 92.3 },
      }),
    });
    expect(figures[0]?.heading).toBe(
      'Region Skåne har lägst nöjdhet med hemtjänsten av tre regioner 2024',
    );
    expect(plain(figures[0]?.summary ?? '')).toContain('Bräcke: 92,3 %.');
  });

  test('Two values are compared, not ranked.', () => {
    const { figures } = page({
      kpis: [satisfactionKpi],
      areas: [bracke, boras],
      observations: satisfied,
    });
    expect(figures[0]?.heading).toBe('Nöjdheten med hemtjänsten är högre i Bräcke än i Borås 2024');
  });

  test('Differences smaller than the rounding are ties.', () => {
    const { figures } = page({
      kpis: [costKpi],
      areas: three,
      observations: support.rowsOf('N21006', {
        Bräcke: { 2024: 400_000.2 },
        Borås: { 2024: 400_000.4 },
        Piteå: { 2024: 390_000 },
      }),
    });
    expect(figures[0]?.heading).toBe(
      'Bräcke och Borås har högst kostnad per hemtjänsttagare av tre kommuner 2024',
    );
  });

  test('Cost is higher or lower, never better or worse.', () => {
    const text = JSON.stringify(
      page({
        kpis: [costKpi],
        areas: three,
        observations: [
          ...support.rowsOf('N21006', {
            Bräcke: { 2023: 1, 2024: 4 },
            Borås: { 2023: 2, 2024: 3 },
            Piteå: { 2024: 9 },
          }),
        ],
      }),
    );
    expect(text).not.toMatch(/bättre|sämre|bäst|sämst|dyr|billig/);
  });

  test('Many KPIs are counted, but a few are still summed up by what is judged and what it costs.', () => {
    const kpis = [1, 2, 3, 4].map((i) => ({
      ...support.blankKpi(`U2030${i}`, `HME hemtjänst äldreomsorg, index för påståendet P${i}.`),
      form: 'index',
      goodDirection: 'higher' as const,
    }));
    const observations = [
      ...satisfied,
      ...support.rowsOf('N21006', { Bräcke: { 2024: 2 }, Borås: { 2024: 1 }, Piteå: { 2024: 3 } }),
      ...kpis.flatMap(({ id }) =>
        support.rowsOf(id, {
          Bräcke: { 2024: 78.1 },
          Borås: { 2024: 80.2 },
          Piteå: { 2024: 79.3 },
        }),
      ),
    ];
    const heading = (more: number) =>
      page({ kpis: [costKpi, satisfactionKpi, ...kpis.slice(0, more)], areas: three, observations })
        .heading;
    expect(heading(2)).toBe(
      'Bräcke har högst nöjdhet av tre kommuner 2024, till en kostnad i mitten',
    );
    expect(heading(4)).toBe('Bräcke har högst värde i ett och lägst värde i fyra av sex nyckeltal');
  });

  test('Yes-or-no KPIs are counted.', () => {
    const flag = { ...support.blankKpi('U1', 'Kommunen har rutiner (Ja=1, Nej=0)'), form: 'flag' };
    const { figures, heading } = page({
      kpis: [flag],
      areas: three,
      observations: support.rowsOf('U1', {
        Bräcke: { 2024: 0 },
        Borås: { 2024: 1 },
        Piteå: { 2024: 1 },
      }),
    });
    expect(figures[0]?.heading).toBe('Ja i två av tre kommuner 2024, Nej för Bräcke');
    expect(figures[0]?.summary).toBe('Ja: Borås och Piteå.');
    expect(heading).toBe('Kommunen har rutiner: Ja i två av tre kommuner 2024, Nej för Bräcke');
  });
});
