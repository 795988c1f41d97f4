import { describe, expect, test } from 'vitest';
import type { BeforeAfter } from '../../../../web/shared/statistics/before-after.ts';
import { beforeAfterText, showsNoCause } from '../../../../web/shared/text/before-after.ts';
import { likenessText } from '../../../../web/shared/text/likeness.ts';
import { plain } from '../../../support/plain-text.ts';

const result: BeforeAfter = {
  own: 8,
  others: [-2.5, 0, 1.5, 2.5, 4.2],
  effect: 6.87,
  spread: { low: 0, median: 1.5, high: 2.5 },
  asFar: 0,
};
const options = { name: 'Kungsbacka', event: 'Kungsbackamodellen 2023', unit: '%' };

describe('before and after', () => {
  test('tells the own change, the difference to the others, their spread, and no cause.', () => {
    expect(plain(beforeAfterText(result, options))).toBe(
      'Efter Kungsbackamodellen 2023 steg värdet i Kungsbacka med 8 procentenheter jämfört med åren före. ' +
        'Det är 6,9 procentenheter över de andras genomsnittliga förändring; hälften av dem ändrades mellan ±0 procentenheter och +2,5 procentenheter. ' +
        'Ingen av de fem jämförelsekommunerna avvek så mycket från sitt genomsnitt. ' +
        'Det visar inte att det ena beror på det andra.',
    );
  });

  test('says that all changed alike, or that nothing changed, without judging it further.', () => {
    const alike = plain(beforeAfterText({ ...result, own: -1.5, effect: 0.01, asFar: 5 }, options));
    expect(alike).toContain('sjönk värdet i Kungsbacka med 1,5 procentenheter');
    expect(alike).toContain('De andra fem ändrades i genomsnitt lika mycket; hälften');
    expect(alike).not.toContain('avvek');
    expect(beforeAfterText({ ...result, own: 0.02 }, options)).toContain(
      'var värdet i Kungsbacka detsamma som åren före',
    );
    expect(beforeAfterText({ ...result, asFar: 5 }, options)).toContain('Alla fem jämförelse');
  });

  test('says when others moved as far without any such reform.', () => {
    const text = beforeAfterText({ ...result, asFar: 2 }, options);
    expect(text).toContain('Två av de fem jämförelsekommunerna avvek minst lika mycket');
    expect(text).toContain('utan att det berodde på Kungsbackamodellen 2023');
    expect(text.endsWith(showsNoCause)).toBe(true);
  });
});

describe('likeness', () => {
  const because = (shares: readonly number[]) =>
    shares.map((share, i) => {
      const variable = ['befolkning', 'andel 80+', 'täthet'][i] ?? '';
      return { variable, share, apart: Math.sqrt(share) };
    });

  test('names what is nearest and what differs most.', () => {
    const near = { area: '2305', distance: 0.4, because: because([0.7, 0.2, 0.1]) };
    expect(likenessText(near, (name) => name)).toBe('Närmast i täthet; skiljer mest i befolkning.');
  });

  test('names what is equal, and an identical kommun as such.', () => {
    const equal = { area: '2305', distance: 0.4, because: because([1, 0, 0]) };
    expect(likenessText(equal, (name) => name)).toBe(
      'Lika i andel 80+ och täthet; skiljer mest i befolkning.',
    );
    expect(likenessText({ ...equal, distance: 0 }, (name) => name)).toBe(
      'Samma värde i alla valda nyckeltal.',
    );
  });
});
