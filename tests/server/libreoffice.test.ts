import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExportFixture, query } from '../support/export-fixture.ts';
import { flatSheet, libreoffice, openInLibreOffice } from '../support/libreoffice.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

/** UTF-8, semicolons, Swedish numbers, as a Swedish reader's own program opens it. */
const swedishCsv = 'Text - txt - csv (StarCalc):59,34,76,1,,1053,false,true';
const minutes = 180_000;

if (libreoffice === undefined) console.log('LibreOffice is not on this machine: files not opened');

let exports: TestApp;
let model: TestApp;
beforeAll(async () => {
  exports = await createTestApp({ fixture: await createExportFixture() });
  model = await createTestApp();
});
afterAll(async () => {
  await exports.close();
  await model.close();
});

async function bytesOf({ app }: TestApp, path: string): Promise<Uint8Array> {
  const response = await app.request(path);
  expect(response.status, path).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

describe.runIf(libreoffice !== undefined)('LibreOffice', () => {
  test(
    'opens the Excel CSV with Swedish settings: numbers are numbers, å ä ö are whole',
    { timeout: minutes },
    async () => {
      const bytes = await bytesOf(exports, `/data.csv?format=excel&${query}`);
      const opened = await openInLibreOffice({
        name: 'data.csv',
        bytes,
        to: 'fods',
        filter: swedishCsv,
      });
      const [header = [], ...rows] = flatSheet(Buffer.from(opened).toString('utf8'));
      expect(header).toContain('Värde');
      const at = (name: string) => header.indexOf(name);
      const values = rows.map((row) => [row[at('Kommun')], row[at('År')], row[at('Värde')]]);
      expect(values).toEqual([
        ['Stockholm', 2022, 401_816],
        ['Stockholm', 2024, 86.85897436],
        ['Bräcke', 2024, null],
        ['Härryda', 2024, 0],
        ['Härryda', 2024, null],
        ['Bräcke', 2023, -12.5],
        ['Härryda', 2023, 1.5e-7],
        // Saved by LibreOffice with fifteen digits.
        ['Härryda', 2024, 0.3],
      ]);
    },
  );

  test(
    'opens the workbook: numbers are numbers, codes keep their zero, no title is a formula',
    { timeout: minutes },
    async () => {
      const bytes = await bytesOf(exports, `/data.xlsx?${query}`);
      const opened = await openInLibreOffice({ name: 'data.xlsx', bytes, to: 'fods' });
      const cells = flatSheet(Buffer.from(opened).toString('utf8')).flat();
      for (const value of [401_816, 86.85897436, -12.5, '0180', 'Bräcke', 'Härryda']) {
        expect(cells).toContain(value);
      }
    },
  );

  test(
    'opens the Word file and makes a PDF of a few pages of it',
    { timeout: minutes },
    async () => {
      const bytes = await bytesOf(model, '/rapport.docx');
      const name = 'rapport.docx';
      const pdf = Buffer.from(await openInLibreOffice({ name, bytes, to: 'pdf' }));
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
      expect(pages).toBeGreaterThanOrEqual(3);
      expect(pages).toBeLessThanOrEqual(6);
    },
  );
});
