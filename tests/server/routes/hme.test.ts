import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCuratedKpis } from '../../../server/data/kpis.ts';
import { plainText } from '../../support/page-text.ts';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const kpis = loadCuratedKpis(`${import.meta.dirname}/../../../data`);
const row = (kpi: string, area: string, year: number, value: number | null) => ({
  kpi,
  area,
  year,
  value,
});

let served: TestApp;
beforeAll(async () => {
  const fixture = await createReleaseFixture({
    releases: [
      {
        kpis,
        observations: [
          row('U21200', '0484', 2022, 75),
          row('U21200', '0484', 2024, 80),
          row('U21202', '0484', 2024, 82),
          row('U20304', '0484', 2024, 85),
          row('N21898', '0484', 2024, 41),
          row('U21200', '2305', 2023, 78),
          row('U20304', '2305', 2023, 79),
          row('U20305', '2305', 2023, 77),
          row('U21200', '2305', 2024, null),
          // A response rate alone is no report.
          row('N21898', '1490', 2024, 60),
        ],
      },
    ],
  });
  served = await createTestApp({ fixture });
});
afterAll(() => served.close());

async function open(query: string, app = served) {
  const response = await app.app.request(`/hme${query}`);
  expect(response.status).toBe(200);
  return response.text();
}

describe('the HME page', () => {
  test('sets each kommun’s latest reported year beside the others’, and names the years', async () => {
    const text = plainText(await open('?kommuner=bracke,eskilstuna,boras,pitea'));
    expect(text).toContain(
      'Totalindex för hemtjänsten: Bräcke 78 (2023) och Eskilstuna 80 (2024). Värdena är från olika år (2023 och 2024). En skillnad kan bero på året.',
    );
    expect(text).toContain('Mått Bräcke 2023 Eskilstuna 2024 Totalindex 78 80');
    expect(text).toContain(
      'Min närmaste chef visar förtroende för mig som medarbetare 79 85 Min närmaste chef ger mig förutsättningar att ta ansvar i mitt arbete 77 – inget värde',
    );
  });

  test('says plainly who has not reported, how many answered and where it is unknown', async () => {
    const text = plainText(await open('?kommuner=bracke,eskilstuna,boras,pitea'));
    expect(text).toContain(
      'Borås och Piteå har inte rapporterat HME för hemtjänsten till Kolada något år.',
    );
    expect(text).toContain('I Eskilstuna svarade 41 %. När färre än hälften svarar');
    expect(text).toContain('Svarsfrekvensen är inte rapporterad för Bräcke.');
  });

  test('orders statements under their part index and leads into the comparison', async () => {
    const html = await open('?kommuner=bracke,eskilstuna');
    const text = plainText(html);
    const places = ['Motivation', 'Mitt arbete känns', 'Ledarskap', 'visar förtroende', 'Styrning'];
    const found = places.map((place) => text.indexOf(place, text.indexOf('Totalindex 78')));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(html).toContain(
      '/jamfor?nyckeltal=U21200,U21201,U21202,U21203&amp;kommuner=bracke,eskilstuna"',
    );
  });

  test('says that nobody chosen has reported, and names what was wrong in the address', async () => {
    const text = plainText(await open('?kommuner=pitea,narnia&farg=rod'));
    expect(text).toContain('Ingen av de valda kommunerna har rapporterat HME');
    expect(text).toContain('”narnia”');
    expect(text).toContain('”farg”');
    expect(text).not.toContain('Totalindex för hemtjänsten:');
  });

  test('claims nothing of who has reported while HME has not been fetched', async () => {
    const snapshot = await createTestApp();
    try {
      const text = plainText(await open('', snapshot));
      expect(text).toContain('HME är inte hämtat från Kolada än');
      expect(text).not.toContain('har inte rapporterat');
    } finally {
      await snapshot.close();
    }
  });
});
