/** Marks of direction and other letters that are not seen, from Kolada, data/ and older releases. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test, vi } from 'vitest';
import { loadCuratedKpis } from '../../server/data/kpis.ts';
import { ingest } from '../../server/ingest/ingest.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import { createKoladaClient } from '../../server/kolada/client.ts';
import { formatIn, riddled } from '../support/format-characters.ts';
import { createReleaseFixture } from '../support/release-fixture.ts';
import { queryRelease } from '../support/release-rows.ts';
import { serveFolder } from '../support/served-folder.ts';
import { createSmallKolada } from '../support/small-kolada.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

vi.setConfig({ testTimeout: 120_000 });

const title = 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare';

test('what Kolada sends with them is held without them, and found by the plain word', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'format-'));
  const now = () => new Date('2026-11-23T12:00:00Z');
  const kolada = await createSmallKolada({ now });
  kolada.renameKpi('N21006', riddled(title));
  kolada.changeGroup('G2328', { title: riddled('Alla kommuner'), members: ['1490'] });
  const openSource = () =>
    createKoladaClient({ url: kolada.url, requestsPerSecond: 100_000, connections: 2 });
  await ingest({ kind: 'refresh' }, { dir, dataFiles, openSource, now });
  const held = await queryRelease(
    dir,
    "SELECT title FROM kpi WHERE id = 'N21006' AND until IS NULL UNION ALL SELECT title FROM area_group",
  );
  expect(held.map(({ title: text }) => text)).toEqual([title, 'Alla kommuner']);
  const server = await serveFolder({ dir, now });
  const typed = encodeURIComponent('hem\u00adtjänst\u200b');
  for (const word of ['hemtj%C3%A4nst', typed]) {
    expect(await server.text(`/api/v1/kpis?q=${word}`)).toContain('N21006');
  }
  await server.close();
  await kolada.close();
  await rm(dir, { recursive: true });
});

test('a file in data/ that holds them is read without them', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'data-'));
  await cp(dataFiles, dir, { recursive: true, filter: (path) => !path.includes('store') });
  const honest = loadCuratedKpis(dir);
  const path = join(dir, 'kpis.csv');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replaceAll('hemtjänst', riddled('hemtjänst')));
  expect(loadCuratedKpis(dir)).toEqual(honest);
  await rm(dir, { recursive: true });
});

/** Every text of an answer, the parts of archives too. */
async function textsOf(app: TestApp['app'], path: string): Promise<string> {
  const answer = await app.request(path);
  expect({ path, status: answer.status }).toEqual({ path, status: 200 });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const isText = ({ name }: { readonly name: string }) =>
    /\.(?:xml|rels|csv|json|txt|svg)$/.test(name);
  const parts = isArchive ? Object.values(unzipSync(bytes, { filter: isText })) : [bytes];
  expect(parts.length).toBeGreaterThan(0);
  // What stands before the first letter of a file for Excel is that file's own.
  return parts.map((part) => strFromU8(part).replace(/^\ufeff/, '')).join('\n');
}

const query = 'nyckeltal=N21006,U21468&kommuner=2305,1490,G176508&kon=T,K';
const answers = [
  `/?${query}`,
  `/jamfor?${query}`,
  '/nyckeltal',
  '/nyckeltal/N21006',
  `/inbaddat?${query}`,
  `/inbaddat.json?${query}`,
  `/diagram.svg?${query}`,
  `/data.csv?${query}`,
  `/data.csv?${query}&format=excel`,
  `/data.json?${query}`,
  `/data.xlsx?${query}`,
  `/data.zip?${query}`,
  `/rapport?${query}`,
  `/rapport.docx?${query}`,
  `/andringar.atom?${query}`,
  `/api/v1/comparison?${query}`,
  '/api/v1/kpis?q=kostnad',
  '/api/v1/kpis/N21006',
  '/api/v1/municipalities',
  '/api/v1/groups',
  `/liknande?kommun=2305&nyckeltal=N21006`,
];

test('an older release that holds them is served without them, in every form', async () => {
  const fixture = await createReleaseFixture({
    releases: [
      {
        areas: ['2305 Bräcke', '1490 Borås', '0000 Riket'].map((line) => {
          const [id = '', name = ''] = line.split(' ');
          const kind = id === '0000' ? 'country' : 'municipality';
          return { id, name: riddled(name), slug: id, kind } as const;
        }),
        groups: [{ id: 'G176508', title: riddled('Liknande kommuner'), members: ['1490'] }],
        kpis: ['N21006', 'U21468'].map((id) => ({
          id,
          title: riddled(title),
          description: riddled('Vad det mäter'),
          unit: riddled('kr'),
          genderSplit: true,
          operatingArea: riddled('Äldreomsorg'),
          publicationPeriod: riddled('2025'),
        })),
        observations: ['N21006', 'U21468'].flatMap((kpi) =>
          ['2305', '1490', 'G176508'].flatMap((area, place) =>
            [2022, 2023, 2024].map((year) => ({
              kpi,
              area,
              year,
              value: year === 2023 ? null : 100 + place,
              status: year === 2023 ? riddled('Missing') : '',
              citation: riddled('Bokslut'),
            })),
          ),
        ),
      },
    ],
  });
  const served = await createTestApp({ fixture });
  const found: string[] = [];
  for (const path of answers) {
    const marks = formatIn(await textsOf(served.app, path));
    if (marks.length > 0) found.push(`${path}: ${marks.join(' ')}`);
  }
  expect(found).toEqual([]);
  await served.close();
});
