import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparisonSchema } from '../../../server/routes/api-schemas.ts';
import { formatNumber } from '../../../web/shared/text/number.ts';
import { plain } from '../../support/plain-text.ts';
import { toAreas } from '../../../web/shared/area.ts';
import { createReleaseFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';
import { docxTables, docxTexts, pngSize } from '../../support/word-file.ts';

let served: TestApp;
beforeAll(async () => {
  served = await createTestApp();
});
afterAll(() => served.close());

async function word(query = ''): Promise<Readonly<Record<string, Uint8Array>>> {
  const response = await served.app.request(`/rapport.docx${query}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toContain('wordprocessingml.document');
  expect(response.headers.get('Content-Disposition')).toMatch(/jamforelse-[\d.-]+\.docx/);
  return unzipSync(new Uint8Array(await response.arrayBuffer()));
}

const partOf = (parts: Readonly<Record<string, Uint8Array>>, name: string) =>
  strFromU8(parts[name] ?? new Uint8Array());

/** What the table must say, worked out from the API alone. */
async function expectedRows(query = ''): Promise<string[][]> {
  const response = await served.app.request(`/api/v1/comparison${query}`);
  const { kpis, municipalities, observations } = comparisonSchema.parse(await response.json());
  return municipalities.map(({ id, name }) => [
    name,
    ...kpis.flatMap((kpi) =>
      kpi.years.map((year) => {
        const row = observations.find(
          (one) => one.kpi === kpi.id && one.municipality === id && one.year === year,
        );
        return row?.value == null ? '–' : plain(formatNumber(row.value, kpi.form));
      }),
    ),
  ]);
}

describe('the Word file of the model case', () => {
  test('holds title, question, summary, table, charts, events, definitions, sources and release', async () => {
    const document = partOf(await word(), 'word/document.xml');
    const texts = docxTexts(document);
    const headings = texts.filter(({ style }) => style === 'Heading1').map(({ text }) => text);
    expect(texts.find(({ style }) => style === 'Title')?.text).toContain(
      'Bräcke har högst nöjdhet',
    );
    expect(headings).toEqual([
      'Frågan',
      'Sammanfattning',
      'Sammanställning kostnad och nöjdhet',
      'Diagram',
      'Vad kommunerna har gjort',
      'Vad bör jag veta?',
      'Definitioner',
      'Källor',
      'Så citerar du',
    ]);
    const all = texts.map(({ text }) => text).join('\n');
    expect(all).toContain('Hur står sig Bräcke i fråga om kostnad per hemtjänsttagare');
    expect(all).toContain('Kungsbacka, mars 2023 till juni 2025: Kungsbackamodellen.');
    expect(all).toContain('utgåva 2026-11-22.1');
    expect(all).toContain(
      'http://localhost:3000/jamfor?nyckeltal=N21006,U21468&kommuner=2305,1490,0484,1401,1384,2581,2281&fokus=2305&ar=senaste&kon=T&visa=stapel&utgava=2026-11-22.1',
    );
  });

  test('has a table with the API’s figures, a header row and numbers to the right', async () => {
    const document = partOf(await word(), 'word/document.xml');
    const [table] = docxTables(document);
    expect(table?.header).toEqual([
      'Kommun',
      'Kostnad per hemtjänsttagare, 2024 (kr)',
      'Nöjdhet, hemtjänst, 2024 (%)',
    ]);
    expect(table?.rows.map((row) => row.map(plain))).toEqual(await expectedRows());
    expect(table?.rows).toHaveLength(7);
    expect(table?.xml).toContain('<w:tblHeader/>');
    expect(table?.xml.match(/<w:jc w:val="(?:right|end)"\/>/g)).toHaveLength(8 * 2);
  });

  test('has a crisp picture for each figure, described in Swedish', async () => {
    const parts = await word();
    const document = partOf(parts, 'word/document.xml');
    const pictures = Object.entries(parts).filter(([name]) => name.endsWith('.png'));
    expect(pictures).toHaveLength(2);
    for (const [, bytes] of pictures) expect(pngSize(bytes).width).toBe(3 * 604);
    const alternatives = [...document.matchAll(/<wp:docPr [^>]*descr="([^"]+)"/g)];
    expect(alternatives).toHaveLength(2);
    for (const [, text] of alternatives) expect(text).toMatch(/diagram.+Bräcke/is);
  });

  test('is a Swedish document with page numbers that opens in today’s Word mode', async () => {
    const parts = await word();
    expect(partOf(parts, 'word/styles.xml')).toContain('<w:lang w:val="sv-SE"/>');
    expect(partOf(parts, 'docProps/core.xml')).toContain('<dc:language>sv-SE</dc:language>');
    const footer = Object.keys(parts).find((name) => /word\/footer\d\.xml/.test(name)) ?? '';
    expect(partOf(parts, footer)).toContain('NUMPAGES');
    expect(partOf(parts, 'word/settings.xml')).toMatch(/w:val="15" w:name="compatibilityMode"/);
  });
});

describe('its table', () => {
  test('holds every year asked for while they are few', async () => {
    const query = '?nyckeltal=N21006&ar=2022,2024';
    const [table] = docxTables(partOf(await word(query), 'word/document.xml'));
    expect(table?.header.slice(1)).toEqual([
      'Kostnad per hemtjänsttagare, 2022 (kr)',
      'Kostnad per hemtjänsttagare, 2024 (kr)',
    ]);
    expect(table?.rows.map((row) => row.map(plain))).toEqual(await expectedRows(query));
  });

  test('holds the latest well-known year of a long time series', async () => {
    const query = '?nyckeltal=U21468&visa=linje';
    const [table] = docxTables(partOf(await word(query), 'word/document.xml'));
    expect(table?.header.slice(1)).toEqual(['Nöjdhet, hemtjänst, 2024 (%)']);
  });

  test('tells women and men apart', async () => {
    const both = (['K', 'M'] as const).map((gender, i) => ({ gender, value: 90 + i }));
    const observations = both.map((row) => ({ ...row, kpi: 'U21468', area: '2305', year: 2024 }));
    const fixture = await createReleaseFixture({ releases: [{ observations }] });
    const split = await createTestApp({ fixture });
    const response = await split.app.request('/rapport.docx?kommuner=bracke&kon=K,M');
    const parts = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const [table] = docxTables(partOf(parts, 'word/document.xml'));
    expect(table?.header).toEqual([
      'Kommun',
      'Nöjdhet, hemtjänst, kvinnor, 2024 (%)',
      'Nöjdhet, hemtjänst, män, 2024 (%)',
    ]);
    expect(table?.rows).toEqual([['Bräcke', '90', '91']]);
    await split.close();
  });

  test('is parted where there are more measures than a page is wide', async () => {
    const query = '?nyckeltal=N21006,U21468,N21017,U21466,U21467,U21461&ar=2022,2024';
    const many = docxTables(partOf(await word(query), 'word/document.xml'));
    expect(many.length).toBeGreaterThan(1);
    expect(Math.max(...many.map(({ header }) => header.length))).toBeLessThanOrEqual(6);
    expect(many.flatMap(({ header }) => header.slice(1))).toHaveLength(12);
  });
});

test('a chart of many kommuner is set to fit on one page', async () => {
  const areas = Array.from({ length: 60 }, (_, i) => String(1000 + i));
  const fixture = await createReleaseFixture({
    releases: [
      {
        areas: toAreas(areas.map((id) => ({ id, title: `Kommun ${id}`, type: 'K' as const }))),
        observations: areas.map((area, i) => ({ kpi: 'N21006', area, year: 2024, value: 9 + i })),
      },
    ],
  });
  const many = await createTestApp({ fixture });
  const address = `/rapport.docx?nyckeltal=N21006&kommuner=${areas.join()}`;
  const response = await many.app.request(address);
  const parts = unzipSync(new Uint8Array(await response.arrayBuffer()));
  const [, height] =
    /<wp:extent cx="\d+" cy="(\d+)"/.exec(partOf(parts, 'word/document.xml')) ?? [];
  const emuPerMm = 36_000;
  expect(Number(height) / emuPerMm).toBeLessThanOrEqual(297 - 2 * 25);
  await many.close();
});

test('the same locked address gives the same bytes whenever it is asked', async () => {
  const later = await createTestApp({ now: () => new Date('2027-03-01T07:00:00Z') });
  const path = '/rapport.docx?utgava=2026-11-22.1';
  const first = await served.app.request(path);
  const second = await later.app.request(path);
  expect(first.headers.get('Cache-Control')).toContain('immutable');
  const [one, other] = await Promise.all([first.arrayBuffer(), second.arrayBuffer()]);
  expect(Buffer.compare(Buffer.from(one), Buffer.from(other))).toBe(0);
  await later.close();
});
