import { describe, expect, test } from 'vitest';
import type { ComparedKpi } from '../../../web/shared/api.ts';
import { createAreaDirectory, toAreas } from '../../../web/shared/area.ts';
import { defaultComparison } from '../../../web/shared/comparison/comparison.ts';
import { actionsHtml } from '../../../web/shared/figure/actions-html.ts';
import { builderHtml } from '../../../web/shared/figure/builder-html.ts';
import {
  cardHtml,
  figureHtml,
  pageHtml,
  tableHtml,
} from '../../../web/shared/figure/figure-html.ts';
import type { Figure } from '../../../web/shared/figure/figure.ts';
import { comparisonHref, figureQuery, lockedQuery } from '../../../web/shared/figure/links.ts';
import { statusHtml } from '../../../web/shared/figure/status-html.ts';
import { blankKpi } from '../../support/answers.ts';

const directory = createAreaDirectory(
  toAreas(
    [
      ['2305', 'Bräcke'],
      ['1490', 'Borås'],
      ['0484', 'Eskilstuna'],
      ['1401', 'Härryda'],
      ['1384', 'Kungsbacka'],
      ['2581', 'Piteå'],
      ['2281', 'Sundsvall'],
    ].map(([id = '', title = '']) => ({ id, title, type: 'K' })),
  ),
);

const kpi: ComparedKpi = {
  ...blankKpi('U21468', 'Brukarbedömning hemtjänst äldreomsorg - helhetssyn, andel (%)'),
  form: '%',
  set: 'quality',
  goodDirection: 'higher',
  genderSplit: true,
  operatingArea: null,
  municipalityType: 'K',
  preliminaryPublicationDate: null,
  publicationDate: null,
  publicationPeriod: null,
  discontinued: false,
  held: true,
  years: [2024],
  missing: [],
  preliminaryYear: null,
  sources: ['Källa: Kolada'],
};

const figure: Figure = {
  kpi,
  heading: 'Bräcke har högst nöjdhet',
  measure: 'Andel nöjda, %, 2024',
  summary: 'I Bräcke är 92 % nöjda.',
  alternative: 'Stapeldiagram. Bräcke högst med 92 %.',
  notes: ['Piteå saknar värde.'],
  events: ['Borås, 2019: Tillitsresan.'],
  source: 'Källa: Kolada (U21468). Utgåva 2026-11-22.1.',
  chart: {
    view: 'stapel',
    unit: '%',
    axisTitle: '',
    focus: '2305',
    points: [],
    events: [],
    unmeasuredYears: [],
  },
  table: {
    caption: 'Andel nöjda 2024',
    columns: ['Kommun', '2024'],
    rows: [
      { area: '2305', name: 'Bräcke', isFocus: true, cells: [{ text: '92 %', value: 92 }] },
      { area: '2581', name: 'Piteå', isFocus: false, cells: [{ text: 'saknas', value: null }] },
    ],
  },
};

describe('a figure as HTML', () => {
  test('holds heading, measure, summary, chart, alternative, notes, source and table', () => {
    const text = figureHtml(figure, { svg: '<svg id="bild"></svg>' });
    for (const part of [
      '<h2 id="figur-U21468">Bräcke har högst nöjdhet</h2>',
      'Andel nöjda, %, 2024',
      'I Bräcke är 92 % nöjda.',
      '<svg id="bild"></svg>',
      'Stapeldiagram. Bräcke högst med 92 %.',
      'Piteå saknar värde.',
      'Borås, 2019: Tillitsresan.',
      'Källa: Kolada (U21468). Utgåva 2026-11-22.1.',
    ])
      expect(text).toContain(part);
  });

  test('hides the picture from assistive technology inside a figure named by its heading', () => {
    const text = figureHtml(figure, { svg: '<svg></svg>' });
    expect(text).toContain('<figure aria-labelledby="figur-U21468">');
    expect(text).toMatch(/aria-hidden="true">\s*<div class="chart-wide"><svg>/);
  });

  test('gives the drawing the size it was laid out for', () => {
    const text = figureHtml(figure, { svg: '<svg xmlns="x" viewBox="0 0 500 216"></svg>' });
    expect(text).toContain('<svg width="500" height="216" xmlns="x" viewBox="0 0 500 216">');
  });

  test('escapes every text that Kolada could send', () => {
    const evil = '<img src=x onerror=alert(1)>"\'&';
    const text = figureHtml({
      ...figure,
      heading: evil,
      measure: evil,
      summary: evil,
      alternative: evil,
      notes: [evil],
      source: evil,
      kpi: { ...kpi, id: evil },
      table: {
        caption: evil,
        columns: [evil, evil],
        rows: [{ area: evil, name: evil, isFocus: true, cells: [{ text: evil, value: null }] }],
      },
    });
    expect(text).not.toContain('<img');
    expect(text).not.toMatch(/="[^"]*"'/);
  });

  test('without anything to draw shows a sentence in place of the chart, and still its table', () => {
    const row = { area: '2581', name: 'Piteå', isFocus: false };
    const rows = [{ ...row, cells: [{ text: 'saknas', value: null }] }];
    const text = figureHtml({ ...figure, chart: undefined, table: { ...figure.table, rows } });
    expect(text).not.toContain('<figure');
    expect(text).toContain('Det finns inga värden att rita');
    expect(text).toContain('<table>');
  });

  test('that is a table alone says nothing of a missing chart', () => {
    const text = figureHtml({ ...figure, chart: undefined });
    expect(text).not.toContain('Det finns inga värden att rita');
  });

  test('marks the own kommun in words in the table, and gaps as gaps', () => {
    const text = tableHtml(figure.table);
    expect(text).toMatch(/<tr class="own"[^>]*>\s*<th scope="row">\s*Bräcke.*egen kommun/s);
    expect(text).toContain('<td class="number gap">saknas</td>');
    expect(text).toContain('<td class="number" data-value="92">92 %</td>');
  });
});

describe('the page without script', () => {
  const builder = builderHtml({
    comparison: defaultComparison,
    directory,
    kpis: [{ id: 'N21006', title: 'Kostnad', form: 'kr', genderSplit: false }, kpi],
    latestYear: 2024,
    source: 'kolada',
  });

  test('has its heading, its builder and a named section per figure', () => {
    const page = { heading: 'Fynd', lede: 'Med siffror.', figures: [figure, figure] };
    const cards = page.figures.map((one, place) => cardHtml(one, place, { svg: '<svg></svg>' }));
    const text = pageHtml({ page, cards, builder });
    expect(text).toMatch(/<h1>Fynd<\/h1>/);
    expect(text).toMatch(/<section\s+class="card"\s+data-kpi="U21468"/);
    const ids = [...text.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('closes every element that it opens', () => {
    const page = { heading: 'Fynd', lede: 'Med siffror.', figures: [figure] };
    const actions = actionsHtml({ heading: 'x', query: '', release: '2026-11-22.1' });
    const cards = [cardHtml(figure, 0, { svg: '<svg></svg>', actions })];
    const text = pageHtml({ page, cards, builder });
    expect(unclosed(text)).toEqual([]);
  });

  test('lets every choice be made by a link or a form', () => {
    expect(builder).toContain('href="/jamfor?visa=linje"');
    expect(builder).toContain('href="/jamfor?fokus=boras"');
    expect(builder).toContain('href="/jamfor?ar=2022,2024"');
    expect(builder).toContain('href="/jamfor?kon=K"');
    expect(builder).toContain('href="/jamfor?nyckeltal=U21468"');
    expect(builder).toContain('<form method="get" action="/jamfor">');
  });

  test('names what was wrong in the address and escapes it', () => {
    const page = { heading: 'Fynd', lede: '', figures: [] };
    const text = pageHtml({ page, cards: [], builder, problems: ['”<b>” finns inte.'] });
    expect(text).toContain('”&lt;b&gt;” finns inte.');
  });
});

test('links within are short, what is taken along is told in full, and a locked one names the release once', () => {
  expect(comparisonHref(defaultComparison, directory)).toBe('/');
  expect(figureQuery(defaultComparison, 'U21468')).toBe(
    'nyckeltal=U21468&kommuner=2305,1490,0484,1401,1384,2581,2281&fokus=2305&ar=senaste&kon=T&visa=stapel',
  );
  expect(lockedQuery('nyckeltal=U21468&utgava=2026-11-21.1', '2026-11-22.1')).toBe(
    'nyckeltal=U21468&utgava=2026-11-22.1',
  );
  const actions = actionsHtml({ heading: 'x', query: 'nyckeltal=U21468', release: '2026-11-22.1' });
  expect(actions).toContain('href="/data.csv?nyckeltal=U21468&amp;format=excel"');
  expect(actions).toContain('href="/diagram.png?nyckeltal=U21468"');
});

describe('the status line', () => {
  const release = {
    id: '2026-11-22.1',
    publishedAt: '2026-11-22T01:00:00Z',
    checkedAt: '2026-11-22T01:00:00Z',
    source: 'kolada',
  } as const;
  const status = (today: string, source: 'kolada' | 'snapshot' | 'simulated' = 'kolada') =>
    statusHtml({ release: { ...release, source }, locked: false, unlockedHref: '/', today });

  test('says when Kolada was last asked', () => {
    expect(status('2026-11-22')).toContain('Utgåva 2026-11-22.1 · hämtad från Kolada i dag');
    expect(status('2026-11-23')).toContain('hämtad från Kolada i går');
  });

  test('says plainly when figures are old, a snapshot or invented', () => {
    expect(status('2026-11-24')).not.toContain('notice');
    expect(status('2026-11-27')).toContain('för 5 dagar sedan');
    expect(status('2026-11-22', 'snapshot')).toContain('ögonblicksbild');
    expect(status('2026-11-22', 'simulated')).toContain('Påhittade siffror');
  });
});

/** Elements left open, or closed by another's end tag. */
function unclosed(text: string): string[] {
  const open: string[] = [];
  for (const [, end, name = '', empty] of text.matchAll(/<(\/?)([a-z][\w-]*)[^>]*?(\/?)>/g)) {
    if (empty === '/' || name === 'input') continue;
    if (end !== '/') open.push(name);
    else if (open.pop() !== name) return [...open, `/${name}`];
  }
  return open;
}
