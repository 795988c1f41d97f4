import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { changeSchema, comparisonSchema } from '../../../server/routes/api-schemas.ts';
import { createReleaseFixture, type FixtureObservation } from '../../support/release-fixture.ts';
import { plain } from '../../support/plain-text.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const changesShape = z.object({ items: z.array(changeSchema), total: z.number() });
const areas = ['2305', '1490', '0484', '1401', '1384', '2581', '2281'];
const rows = (kpi: string, year: number, first: number): FixtureObservation[] =>
  areas.map((area, i) => ({ kpi, area, year, value: first + i }));
const first = '2026-11-22.1';
const second = '2026-11-22.2';

/** Two measures, seven kommuner and one year: fourteen values, and three of them are revised. */
const before = [...rows('N21006', 2024, 400_000), ...rows('U21468', 2024, 80)];
const revised: FixtureObservation[] = [
  { kpi: 'N21006', area: '2305', year: 2024, value: 398_765 },
  { kpi: 'U21468', area: '1490', year: 2024, value: 81.5 },
  { kpi: 'U21468', area: '2281', year: 2024, value: null },
];

/** Served the first release when it was the newest; and another process, later. */
let early: TestApp;
let served: TestApp;
const locked = new Map<string, Buffer>();
const paths = [
  '/inbaddat',
  '/inbaddat.json',
  '/diagram.svg',
  '/diagram.png',
  '/data.csv',
  '/data.json',
  '/data.xlsx',
  '/data.parquet',
  '/data.zip',
  '/rapport.docx',
  '/api/v1/comparison',
];

beforeAll(async () => {
  const fixture = await createReleaseFixture({ releases: [{ observations: before }] });
  early = await createTestApp({ fixture });
  for (const path of paths) locked.set(path, await bytes(`${path}?utgava=${first}`, early));
  await fixture.publish({
    observations: [...revised, ...rows('N21006', 2025, 410_000).slice(0, 2)],
  });
  served = await createTestApp({ fixture, now: () => new Date('2027-03-01T12:00:00Z') });
});
afterAll(async () => {
  await early.close();
  await served.close();
});

async function bytes(path: string, { app } = served): Promise<Buffer> {
  const response = await app.request(path);
  expect(response.status, path).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

async function page(path: string): Promise<string> {
  const response = await served.app.request(path);
  return plain(await response.text());
}

describe('a locked address', () => {
  test.each(paths)('%s gives the same bytes before and after a revision', async (path) => {
    const now = await bytes(`${path}?utgava=${first}`);
    expect(Buffer.compare(now, locked.get(path) ?? Buffer.alloc(0))).toBe(0);
  });

  test.each(paths)('%s may be kept for ever, the unlocked one for minutes', async (path) => {
    const cache = async (address: string) => {
      const response = await served.app.request(address);
      await response.body?.cancel();
      return response.headers.get('Cache-Control') ?? '';
    };
    expect(await cache(`${path}?utgava=${first}`)).toBe('public, max-age=31536000, immutable');
    expect(await cache(path)).not.toContain('immutable');
  });

  test('shows the old value, and the unlocked one the new', async () => {
    const value = async (query: string) => {
      const body = JSON.parse(String(await bytes(`/api/v1/comparison${query}`)));
      const { observations } = comparisonSchema.parse(body);
      return observations.find((row) => row.kpi === 'N21006' && row.municipality === '2305')?.value;
    };
    expect(await value(`?utgava=${first}`)).toBe(400_000);
    expect(await value('')).toBe(398_765);
    for (const path of ['/inbaddat', '/diagram.svg', '/data.csv?format=excel&', '/rapport']) {
      const separator = path.includes('?') ? '' : '?';
      const old = plain(String(await bytes(`${path}${separator}utgava=${first}`)));
      const newest = plain(String(await bytes(path)));
      expect(old.replaceAll(' ', ''), path).toContain('400000');
      expect(newest.replaceAll(' ', ''), path).toContain('398765');
    }
  });
});

describe('the difference', () => {
  test('from the API names exactly what changed', async () => {
    const query = `since=${first}&kommuner=bracke,boras,sundsvall&ar=2024`;
    const body = JSON.parse(String(await bytes(`/api/v1/releases/${second}/changes?${query}`)));
    const { items, total } = changesShape.parse(body);
    expect(total).toBe(3);
    expect(
      items.map((item) => [item.kpi, item.municipality, item.before?.value, item.after?.value]),
    ).toEqual([
      ['N21006', '2305', 400_000, 398_765],
      ['U21468', '1490', 81, 81.5],
      ['U21468', '2281', 86, null],
    ]);
  });

  test('stands above a locked view, value by value, in the view’s order', async () => {
    const body = await page(`/jamfor?utgava=${first}`);
    expect(body).toContain(`3 av 14 värden har ändrats sedan utgåva ${first}`);
    expect(body).toContain(`Senaste utgåvan är ${second}`);
    expect(body).toContain('Den har också ett nytt år: 2025.');
    const notice = /<section class="notice locked-difference".*?<\/section>/s.exec(body)?.[0] ?? '';
    const cells = [...notice.matchAll(/<tr>(.*?)<\/tr>/gs)]
      .slice(1)
      .map(([, row = '']) =>
        [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell),
      );
    expect(cells).toEqual([
      ['Bräcke', 'Kostnad per hemtjänsttagare', '2024', 'Totalt', '400 000 kr', '398 765 kr'],
      ['Borås', 'Nöjdhet, hemtjänst', '2024', 'Totalt', '81 %', '81,5 %'],
      ['Sundsvall', 'Nöjdhet, hemtjänst', '2024', 'Totalt', '86 %', 'saknas'],
    ]);
    expect(notice).toContain('href="/"');
  });

  test('counts only what the view shows', async () => {
    const body = await page(`/jamfor?kommuner=pitea,harryda&nyckeltal=U21468&utgava=${first}`);
    expect(body).toContain(`Inget av de 2 värdena har ändrats sedan utgåva ${first}`);
    expect(body).not.toContain('nytt år');
    expect(body).not.toContain('Visa ändring');
  });

  test('is silent where there is nothing newer, or nothing is locked', async () => {
    for (const path of ['/', `/jamfor?utgava=${second}`]) {
      expect(await page(path), path).not.toContain('locked-difference');
    }
  });
});

test('the feed gains an entry that tells each revised value', async () => {
  const feed = await page('/andringar.atom');
  expect(feed.match(/<entry>/g)).toHaveLength(1);
  expect(feed).toContain(`Tre värden har ändrats i utgåva ${second}`);
  expect(feed).toContain('Bräcke, Kostnad per hemtjänsttagare, 2024: 400 000 kr blev 398 765 kr.');
  expect(feed).toContain('Sundsvall, Nöjdhet, hemtjänst, 2024: 86 % blev inget värde.');
  expect(feed).toContain(`visa=stapel&amp;utgava=${second}`);
});
