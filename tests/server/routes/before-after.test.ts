import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainText } from '../../support/page-text.ts';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const years = [2019, 2020, 2022, 2023, 2024, 2025];
const satisfaction: Readonly<Record<string, readonly number[]>> = {
  '1384': [88, 87, 86, 89, 90, 91],
  '1490': [84, 84, 85, 85, 86, 87],
  '0484': [83, 82, 80, 81, 83, 82],
  '1401': [90, 91, 90, 90, 91, 92],
  '2281': [80, 81, 82, 82, 82, 83],
  '2581': [85, 85, 86, 87, 88, 86],
};

let served: TestApp;
beforeAll(async () => {
  const fixture = await createReleaseFixture({
    releases: [
      {
        groups: [
          {
            id: 'G9',
            title: 'Liknande kommuner äldreomsorg, Kungsbacka, 2024',
            members: ['1490', '0484', '1401', '2281', '2581'],
          },
          {
            id: 'G10',
            title: 'Många (ovägt medel)',
            members: Array.from({ length: 70 }, (_, i) => String(3000 + i)),
          },
        ],
        observations: [
          ...Object.entries(satisfaction).flatMap(([area, values]) =>
            values.map((value, i) => ({ kpi: 'U21468', area, year: years[i] ?? 0, value })),
          ),
          // Before the own series begins: must not count for anyone.
          { kpi: 'U21468', area: '1490', year: 2012, value: 10 },
        ],
      },
    ],
  });
  served = await createTestApp({ fixture });
});
afterAll(() => served.close());

async function open(query: string) {
  const response = await served.app.request(`/fore-efter?${query}`);
  expect(response.status).toBe(200);
  const html = await response.text();
  return { html, text: plainText(html) };
}

describe('before and after', () => {
  test('sets the own change beside Kolada’s likes, as computed apart, and says it shows no cause', async () => {
    const { text } = await open('kommun=kungsbacka&nyckeltal=U21468&ar=2023');
    expect(text).toContain('Före och efter Kungsbackamodellen 2023 i Kungsbacka');
    expect(text).toContain(
      'Efter Kungsbackamodellen 2023 steg värdet i Kungsbacka med 3,5 procentenheter jämfört med åren före.',
    );
    expect(text).toContain(
      'Det är 2 procentenheter över de andras genomsnittliga förändring; hälften av dem ändrades mellan +1,2 procentenheter och +1,7 procentenheter. Ingen av de fem',
    );
    expect(text).toContain('Det visar inte att det ena beror på det andra.');
    expect(text).toContain('Genomsnitt för de fem andra +1,5 ');
    expect(text).toContain('”Liknande kommuner äldreomsorg, Kungsbacka, 2024”');
    expect(text).toContain(
      'Före är tre mätta år (2019–2022). Efter är två mätta år (2024 och 2025).',
    );
    expect(text).toContain('Egen bearbetning av data från Kolada (U21468).');
  });

  test('lists every kommun’s change, largest first, and the others’ own events', async () => {
    const { text } = await open('kommun=kungsbacka&nyckeltal=U21468&ar=2023');
    expect(text).toContain('Kungsbacka 87 % 90,5 % +3,5');
    expect(text).toContain('Borås 84,3 % 86,5 % +2,2');
    expect(text.indexOf('Borås 84,3')).toBeGreaterThan(text.indexOf('Kungsbacka 87 %'));
    expect(text).toContain('Några av jämförelsekommunerna har gjort egna förändringar');
    expect(text).toContain('Tillitsresan');
  });

  test('is silent with too few others, and says who they are', async () => {
    const { text } = await open(
      'kommun=kungsbacka&nyckeltal=U21468&ar=2023&jamfor=boras,eskilstuna,bracke',
    );
    expect(text).toContain(
      'det kräver minst fem andra kommuner med värden på båda sidor. Här har två det: Borås och Eskilstuna.',
    );
    expect(text).not.toContain('mot genomsnittet');
    expect(text).toContain('Bräcke saknar värden före eller efter');
  });

  test('is silent when the own kommun has no year on one side, or the KPI is not held', async () => {
    const late = await open('kommun=kungsbacka&nyckeltal=U21468&ar=2025');
    expect(late.text).toContain('Kungsbacka behöver värden');
    const unheld = await open('kommun=kungsbacka&nyckeltal=N21006&ar=2023');
    expect(unheld.text).toContain('är inte hämtat från Kolada än');
  });

  test('takes a group in place of names, and a year of the reader’s own', async () => {
    const { text } = await open('kommun=kungsbacka&nyckeltal=U21468&ar=2022&jamfor=G9');
    expect(text).toContain('Före och efter 2022 i Kungsbacka');
    expect(text).toContain('Efter förändringen 2022 steg värdet');
  });

  test('says how many of a large group were left out', async () => {
    const { text } = await open('kommun=kungsbacka&ar=2023&jamfor=G10');
    expect(text).toContain(
      'Högst 59 kommuner kan jämföras på en gång. 11 av de valda är inte med.',
    );
  });

  test('without a year asks for one and offers the known events', async () => {
    const { text, html } = await open('kommun=narnia&ar=nyss');
    expect(text).toContain('Välj vilket år förändringen började i Bräcke');
    expect(text).toContain('Det finns ingen kommun eller grupp som heter ”narnia”.');
    expect(text).toContain('Året ”nyss” går inte att läsa.');
    expect(html).toContain('/fore-efter?kommun=kungsbacka&amp;nyckeltal=U21468&amp;ar=2023"');
  });
});
