import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { comparisonSchema } from '../../server/routes/api-schemas.ts';
import { createAreaDirectory, toAreas } from '../../web/shared/area.ts';
import { runIn } from '../support/fault-folder.ts';
import { createTestSource, kpi, value } from '../support/ingest-source.ts';
import { serveFolder, type ServedFolder } from '../support/served-folder.ts';

/** Ids by Kolada's rules that are words to a program. */
const words = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'NaN', 'null', '0', 'T'];
/** Kommuner whose names give no slug, another's slug, or another's id. */
const names = { 7777: 'Riket', 7778: 'Bräcke', 7779: '☃', 7780: '2305', 7781: 'G176508' };

let dir: string;
let server: ServedFolder;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'odd-ids-'));
  const source = createTestSource();
  source.kpiList.push(...words.map((id) => kpi(id, { title: id })));
  source.municipalityList.push(
    ...words.map((id) => ({ id, title: id, type: 'K' as const })),
    ...Object.entries(names).map(([id, title]) => ({ id, title, type: 'K' as const })),
  );
  source.valueList.push(
    ...words.flatMap((id) => [value(`N21006 ${id} 2024`, 5), value(`${id} 2305 2024`, 6)]),
    ...Object.keys(names).map((id) => value(`N21006 ${id} 2024`, Number(id))),
  );
  await runIn(dir, source, { job: { kind: 'all' } });
  server = await serveFolder({ dir });
});
afterAll(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

async function valuesOf(kommuner: string): Promise<string[]> {
  const text = await server.text(
    `/api/v1/comparison?nyckeltal=N21006&kommuner=${kommuner}&ar=2024`,
  );
  return comparisonSchema
    .parse(JSON.parse(text))
    .observations.map(({ municipality, value }) => `${municipality} ${value}`);
}

test('odd ids and names are published like others', async () => {
  expect(await server.health()).toMatchObject({ status: 'ok', source: 'kolada' });
});

test('an area whose id is a word to a program has its own figures, like any other', async () => {
  expect(await valuesOf(words.join())).toEqual(words.map((id) => `${id} 5`));
});

test('a name that is another area’s id or slug takes nothing from that one', async () => {
  const ids = Object.keys(names);
  expect(await valuesOf(`2305,${ids.join()}`)).toEqual([
    '2305 401816',
    ...ids.map((id) => `${id} ${id}`),
  ]);
});

test.each(['/', '/jamfor', '/inbaddat', '/hme', '/liknande', '/fore-efter', '/nyckeltal'])(
  '%s is shown as ever',
  async (path) => {
    expect(await server.text(path)).toContain('</html>');
  },
);

test('no slug is empty, another one’s, or another’s id', () => {
  const list = [
    ...Object.entries(names).map(([id, title]) => ({ id, title, type: 'K' })),
    { id: '0000', title: 'Riket', type: 'L' },
    { id: '2305', title: 'Bräcke', type: 'K' },
    { id: '0012', title: 'Region Skåne', type: 'L' },
    { id: '0112', title: 'Skåneregionen', type: 'L' },
  ];
  const areas = toAreas(list);
  const { find } = createAreaDirectory(areas);
  expect(areas.map(({ slug }) => find(slug)?.id)).toEqual(list.map(({ id }) => id));
  expect(areas.map(({ id }) => find(id)?.id)).toEqual(list.map(({ id }) => id));
  expect(areas.filter(({ slug }) => !/^[a-z0-9-]+$/.test(slug))).toEqual([]);
});
