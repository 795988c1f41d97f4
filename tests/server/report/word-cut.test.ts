import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCuratedKpis } from '../../../server/data/kpis.ts';
import { cutForWord, mostWordFigures } from '../../../server/report/word-cut.ts';
import { defaultComparison, views } from '../../../web/shared/comparison/comparison.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';
import { docxTexts } from '../../support/word-file.ts';

test('what is kept and what is left out are the whole, in order, and never too many figures', () => {
  const asked = fc.record({
    kpis: fc
      .integer({ min: 1, max: 60 })
      .map((count) => Array.from({ length: count }, (_, i) => `N${i}`)),
    view: fc.constantFrom(...views),
    genders: fc.constantFrom(['T'], ['T', 'K'], ['T', 'K', 'M'] as const),
  });
  fc.assert(
    fc.property(asked, (part) => {
      const { comparison, omitted } = cutForWord({ ...defaultComparison, ...part });
      expect([...comparison.kpis, ...omitted]).toEqual(part.kpis);
      expect(comparison.kpis.length).toBeGreaterThan(0);
      const figuresOfEach = part.view === 'kon' ? 1 : part.genders.length;
      const figures = part.view === 'samband' ? 1 : comparison.kpis.length * figuresOfEach;
      expect(figures).toBeLessThanOrEqual(mostWordFigures);
      const isCut = omitted.length > 0;
      expect(isCut).toBe(part.kpis.length > comparison.kpis.length);
      const isSmall = part.kpis.length * part.genders.length <= mostWordFigures;
      expect(isCut && isSmall).toBe(false);
    }),
  );
});

describe('a report of more than a handling can hold', () => {
  let served: TestApp;
  beforeAll(async () => {
    served = await createTestApp();
  });
  afterAll(() => served.close());

  const ids = loadCuratedKpis(join(import.meta.dirname, '../../../data')).map(({ id }) => id);
  const query = `nyckeltal=${ids.slice(0, 14).join(',')}&kommuner=2305,1490`;

  test('says first in the document which measures are left out, and where they are', async () => {
    const response = await served.app.request(`/rapport.docx?${query}`);
    const parts = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const document = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
    const texts = docxTexts(document).map(({ text }) => text);
    expect(texts[1]).toContain('Dokumentet visar 12 av 14 nyckeltal');
    for (const id of ids.slice(12, 14)) expect(texts[1]).toContain(`(${id})`);
    expect(texts[2]).toMatch(/^Hela jämförelsen: http:\/\/localhost:3000\/jamfor\?.*utgava=/);
    expect(texts[3]).toMatch(/: http:\/\/localhost:3000\/data\.xlsx\?.*utgava=/);
    for (const link of texts.slice(2, 4)) expect(link).toContain(ids[13]);
    const definitions = texts.filter((text) => /\([NU]\d{5}\)$/.test(text));
    expect(definitions).toHaveLength(12);
  });

  test('says so where the document is offered, and nowhere else', async () => {
    const page = async (kpis: readonly string[]) =>
      (await served.app.request(`/rapport?nyckeltal=${kpis.join(',')}&kommuner=2305,1490`)).text();
    const note = 'Word-filen har plats för';
    expect(await page(ids.slice(0, 14))).toContain(`${note} 12 av de 14 nyckeltalen`);
    expect(await page(ids.slice(0, 12))).not.toContain(note);
  });
});
