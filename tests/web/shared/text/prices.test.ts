import { expect, test } from 'vitest';
import { isWorkedOut, pricedSource } from '../../../../web/shared/text/prices.ts';

const prices = { year: 2022, index: 'SCB' };

test('amounts made over name what they were made of, and nobody else', () => {
  expect(pricedSource('Källa: Kolada', prices)).toBe(
    'Egen bearbetning av data från Kolada, omräknat till 2022 års priser. Prisindex: SCB',
  );
  expect(pricedSource('Påhittade siffror', prices)).toBe(
    'Påhittade siffror, omräknade här till 2022 års priser. Prisindex: SCB',
  );
});

test('what was worked out here is known by its source', () => {
  for (const source of ['Källa: Kolada', 'Påhittade siffror']) {
    expect(isWorkedOut(source)).toBe(false);
    expect(isWorkedOut(pricedSource(source, prices))).toBe(true);
  }
});
