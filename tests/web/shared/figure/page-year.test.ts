import { expect, test } from 'vitest';
import { figurePage } from '../../../../web/shared/figure/figure-page.ts';
import { modelCaseAnswer, today } from '../../../support/answers.ts';

test('a page over many years is summed up by the latest year that most have reported', () => {
  const { heading, lede } = figurePage(modelCaseAnswer('linje'), { events: [], today });
  expect(heading).toBe('Bräcke har högst nöjdhet av sju kommuner 2024, till en kostnad i mitten');
  expect(lede).not.toContain('2025');
});
