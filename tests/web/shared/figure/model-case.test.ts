import { expect, test } from 'vitest';
import { figurePage } from '../../../../web/shared/figure/figure-page.ts';
import { modelCaseAnswer, reformEvents, today } from '../../../support/answers.ts';
import { plain } from '../../../support/plain-text.ts';

const page = figurePage(modelCaseAnswer(), { events: reformEvents(), today });

test('The model case is headed by its finding over both KPIs, satisfaction before cost.', () => {
  expect(page.heading).toBe(
    'Bräcke har högst nöjdhet av sju kommuner 2024, till en kostnad i mitten',
  );
  expect(plain(page.lede)).toBe(
    '92 % är nöjda med hemtjänsten i Bräcke. Kostnaden per hemtjänsttagare är 401 816 kr, ' +
      'fjärde lägst av sju; Borås har lägst, 377 225 kr, och Eskilstuna högst, 491 467 kr.',
  );
});

test('Each KPI is one figure, in the order asked, with its own finding.', () => {
  expect(page.figures.map((figure) => figure.heading)).toEqual([
    'Bräckes kostnad per hemtjänsttagare är fjärde lägst av sju kommuner 2024',
    'Bräcke har högst nöjdhet med hemtjänsten av sju kommuner 2024',
  ]);
});

test('A chart holds the seven values in the order asked, with name and label.', () => {
  const points = page.figures[0]?.chart?.points.map(({ name, label }) => `${name} ${plain(label)}`);
  expect(points).toEqual([
    'Bräcke 401 816 kr',
    'Borås 377 225 kr',
    'Eskilstuna 491 467 kr',
    'Härryda 381 281 kr',
    'Kungsbacka 387 392 kr',
    'Piteå 450 951 kr',
    'Sundsvall 421 844 kr',
  ]);
});
