import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let site: TestApp;

beforeAll(async () => {
  const fixture = await createReleaseFixture({
    releases: [
      {
        observations: [2022, 2023, 2024].flatMap((year) => [
          { kpi: 'N21006', area: '2305', year, value: 400_000 },
          { kpi: 'N21006', area: '1490', year, value: 300_000 },
          { kpi: 'N21006', area: '1384', year, value: 200_000 },
          { kpi: 'U21468', area: '2305', year, value: 90.123 },
          { kpi: 'U21468', area: '1490', year, value: 80.5 },
        ]),
      },
    ],
  });
  site = await createTestApp({ fixture });
});
afterAll(() => site.close());

const chosen = 'nyckeltal=N21006,U21468&kommuner=2305,1490,1384';

async function text(path: string, status = 200): Promise<string> {
  const answer = await site.app.request(path);
  expect(answer.status).toBe(status);
  return answer.text();
}

interface Row {
  readonly kpi: string;
  readonly municipality: string;
  readonly year: number;
  readonly value: number | null;
  readonly status: string;
}

async function rows(query: string): Promise<readonly Row[]> {
  const body: { observations: readonly Row[] } = JSON.parse(
    await text(`/api/v1/comparison?${query}`),
  );
  return body.observations;
}

describe('Amounts in the prices of one year', () => {
  // SCB, KPI 1980 = 100, yearly means: 371.91 in 2022 and 403.70 in 2023.
  it('are made over by the price index, and other measures are as Kolada sent them', async () => {
    const found = await rows(`${chosen}&ar=2022,2023&priser=fasta-2022`);
    const of = (kpi: string, year: number) =>
      found.find((row) => row.kpi === kpi && row.municipality === '2305' && row.year === year);
    expect(of('N21006', 2022)?.value).toBe(400_000);
    expect(of('N21006', 2023)?.value).toBe(368_500);
    expect(of('U21468', 2023)?.value).toBe(90.123);
  });

  it('say of a year without an index that it cannot be made over, not that it has no values', async () => {
    for (const view of ['stapel', 'linje', 'tabell']) {
      const path = `/inbaddat?nyckeltal=N21006&kommuner=2305,1490&ar=2024&visa=${view}`;
      const page = await text(`${path}&priser=fasta-2022`);
      expect(page).toContain('Beloppen för 2024 går inte att räkna om till 2022 års priser');
      expect(page).not.toContain('Det finns inga värden för');
    }
  });

  it('leave out a year that has no index, and say so', async () => {
    const found = await rows(`${chosen}&ar=2024&priser=fasta-2022`);
    expect(found.find(({ kpi }) => kpi === 'N21006')).toMatchObject({
      value: null,
      status: 'NoPriceIndex',
    });
    const page = await text(`/jamfor?${chosen}&ar=2022-2024&visa=linje&priser=fasta-2022`);
    expect(page).toContain('Index saknas för 2024, så beloppen för det året visas inte');
    const two = await text(`/inbaddat?${chosen}&ar=2022,2024&priser=fasta-2022`);
    expect(two).toContain('Index saknas för 2024');
    expect(two).not.toContain('Det finns inga värden');
  });

  it('are shown for the latest year that has an index, where the latest is asked for', async () => {
    const found = await rows(`${chosen}&priser=fasta-2022`);
    expect(new Set(found.filter(({ kpi }) => kpi === 'N21006').map(({ year }) => year))).toEqual(
      new Set([2023]),
    );
  });

  it.each(['stapel', 'linje', 'tabell', 'spridning', 'kon', 'samband'])(
    'name base year and index, and are not called Kolada’s own, in %s',
    async (view) => {
      const page = await text(`/inbaddat?${chosen}&visa=${view}&priser=fasta-2022`);
      expect(page).toContain('i 2022 års priser');
      expect(page).toContain('Konsumentprisindex (1980=100)');
      expect(page).toContain('Egen bearbetning av data från Kolada');
      expect(page).not.toContain('löpande priser, inte omräknade');
    },
  );

  it('say in data files what they are', async () => {
    const csv = parse(await text(`/data.csv?${chosen}&ar=2023&priser=fasta-2022`), {
      columns: true,
    }) as Record<string, string>[];
    const cost = csv.find(({ kpi }) => kpi === 'N21006');
    expect(cost).toMatchObject({ value: '368500', unit: 'kr i 2022 års priser' });
    expect(cost?.['source']).toMatch(/^Egen bearbetning av data från Kolada.*Konsumentprisindex/);
    const share = csv.find(({ kpi }) => kpi === 'U21468');
    expect(share).toMatchObject({ value: '90.123', unit: '%', source: 'Källa: Kolada' });
  });

  it('have an address that is understood wherever it goes', async () => {
    const answer = JSON.parse(
      await text(`/api/v1/comparison?${chosen}&ar=2023&priser=fasta-2022`),
    ) as { query: { canonical: string } };
    expect(answer.query.canonical).toMatch(/&priser=fasta-2022$/);
    expect(await rows(answer.query.canonical)).toEqual(
      await rows(`${chosen}&ar=2023&priser=fasta-2022`),
    );
    const usual = await rows(`${chosen}&ar=2023`);
    expect(await rows(`${chosen}&ar=2023&priser=lopande`)).toEqual(usual);
  });

  it.each([
    ['fasta-2024', 'inget årsvärde för 2024'],
    ['fasta', 'Skriv ”lopande” eller till exempel ”fasta-2022”'],
    ['fasta-2022,fasta-2023', 'Skriv ”lopande”'],
    ['', 'Skriv ”lopande”'],
  ])(
    'that cannot be given (%s) are named, and the page shows the usual ones',
    async (asked, why) => {
      const query = `${chosen}&ar=2023&priser=${asked}`;
      expect(await text(`/data.csv?${query}`, 400)).toContain(why);
      const page = await text(`/jamfor?${query}`);
      expect(page).toContain(why);
      expect(page).toMatch(/400\s000\skr/);
    },
  );
});
