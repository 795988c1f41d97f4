import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainText } from '../../support/page-text.ts';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let served: TestApp;
beforeAll(async () => {
  const fixture = await createReleaseFixture({
    releases: [
      {
        kpis: [
          { id: 'N21006', title: 'Kostnad hemtjänst äldreomsorg', form: 'kr', set: 'cost' },
          {
            id: 'U21468',
            title: 'Brukarbedömning hemtjänst',
            form: '%',
            set: 'quality',
            genderSplit: true,
          },
          { id: 'U21401', title: 'Personalkontinuitet hemtjänst (- 2024)', discontinued: true },
          { id: 'N60030', title: 'Vårdtid', municipalityType: 'L', form: 'dagar' },
          { id: 'U21200', title: 'HME Totalindex', form: 'index', set: 'hme' },
        ],
        observations: [
          { kpi: 'U21468', area: '2305', year: 2024, value: 92 },
          { kpi: 'U21468', area: '1490', year: 2024, value: 86 },
          { kpi: 'U21468', area: '0484', year: 2024, value: null },
          { kpi: 'U21468', area: '1490', year: 2025, value: 85 },
          { kpi: 'N60030', area: '0012', year: 2024, value: 5.5 },
        ],
      },
    ],
  });
  served = await createTestApp({ fixture });
});
afterAll(() => served.close());

async function open(path: string) {
  const response = await served.app.request(path);
  const html = await response.text();
  return { status: response.status, html, text: plainText(html) };
}

describe('the catalogue', () => {
  test('is narrowed to a set, to KPIs split by gender, and to those of regions', async () => {
    expect((await open('/nyckeltal?urval=cost')).text).toContain(
      '1 nyckeltal med de valda filtren',
    );
    expect((await open('/nyckeltal?kon=ja')).html).toContain('/nyckeltal/U21468');
    expect((await open('/nyckeltal?kon=ja')).html).not.toContain('/nyckeltal/N21006');
    expect((await open('/nyckeltal?typ=L')).html).toContain('/nyckeltal/N60030');
    expect((await open('/nyckeltal?typ=K')).html).not.toContain('/nyckeltal/N60030');
  });

  test('keeps the choices in the form, names them when nothing is found, and clears them', async () => {
    const { html, text } = await open('/nyckeltal?q=hemtj%C3%A4nst&urval=hme');
    expect(html).toContain('<option value="hme" selected>');
    expect(text).toContain('Inget nyckeltal matchar ”hemtjänst” med de valda filtren.');
    expect(html).toContain('href="/nyckeltal?q=hemtj%C3%A4nst"');
    expect(html).toContain('href="/hme"');
  });

  test('lists the discontinued last, marked', async () => {
    const { text } = await open('/nyckeltal?q=hemtj%C3%A4nst');
    expect(text).toContain('Personalkontinuitet hemtjänst (- 2024) upphört');
    expect(text.indexOf('Personalkontinuitet')).toBeGreaterThan(text.indexOf('Brukarbedömning'));
  });

  test('refuses a choice that is none', async () => {
    expect((await open('/nyckeltal?kon=kanske')).status).toBe(400);
    expect((await open('/nyckeltal?urval=A%20B')).status).toBe(400);
  });
});

describe('a KPI’s page', () => {
  test('draws coverage beside its numbers, and counts who has a value and who lacks one', async () => {
    const { html, text } = await open('/nyckeltal/U21468');
    expect(text).toContain('Hur många kommuner har ett värde');
    expect(text).toContain('2025 1 2024 2');
    expect(html).toMatch(/<rect x="0" y="0" width="50" height="8"/);
    expect(html.match(/<svg[^>]*aria-hidden="true"/g)?.length).toBe(html.match(/<svg/g)?.length);
    expect(text).toContain('Alla kommuners värden 2024 2 kommuner har ett värde.');
    expect(text).toContain('Saknar värde (1) Eskilstuna har inget värde det året.');
  });

  test('speaks of regions where only they report', async () => {
    const { text } = await open('/nyckeltal/N60030');
    expect(text).toContain('Hur många regioner har ett värde');
    expect(text).toContain('Alla regioners värden 2024 En region har ett värde');
  });
});

describe('the events page', () => {
  test('leads to before and after for each kommun, and says how to add an event', async () => {
    const { html, text } = await open('/handelser');
    expect(html).toContain('/fore-efter?kommun=1384&amp;ar=2023"');
    expect(html).not.toContain('kommun=0000');
    expect(text).toContain('data/events.csv');
    expect(text).toContain('municipality_id,municipality,from,to,title,note,source');
  });
});

test('the method page has every anchor that pages link to', async () => {
  const { html } = await open('/metod');
  for (const id of ['likhet', 'fore-efter', 'trend', 'placering'])
    expect(html).toContain(`<h2 id="${id}">`);
});
