import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSimulatedKolada } from '../../../server/demo/simulated-kolada/simulated-kolada.ts';
import { createKoladaClient } from '../../../server/kolada/client.ts';
import { KoladaAbortedError, KoladaRequestError } from '../../../server/kolada/errors.ts';
import { isRecord } from '../../../server/kolada/record.ts';
import { readRows } from '../../../server/kolada/rows.ts';
import { allPages, allValues, failureOf, kommuner, withKolada } from './with-kolada.ts';

test('the whole catalogue arrives, the KPI list over two pages', async () => {
  const { kolada, client } = await withKolada();
  const kpis = await client.kpis();
  expect(new Set(kpis.map(({ id }) => id)).size).toBe(6099);
  expect(kolada.requests()).toEqual(['/v3/kpi?per_page=5000', '/v3/kpi?per_page=5000&page=2']);
  expect(await client.municipalities()).toHaveLength(312);
  expect(await client.municipalityGroups()).toHaveLength(3630);
  expect((await client.kpiGroups()).flatMap(({ members }) => members)).toHaveLength(6099);
  expect(await client.units(undefined, { municipalities: ['2305', '1490'] })).toHaveLength(8);
});

test('titles and descriptions come with white space in order', async () => {
  const { client } = await withKolada();
  const kpis = await client.kpis();
  expect(kpis.filter(({ title }) => /\s{2}|^\s|\s$/.test(title))).toEqual([]);
  expect(kpis.filter(({ description }) => description.includes('\\n'))).toEqual([]);
  expect(kpis[0]?.description).toContain('\nKälla');
});

test('more than 25 ids are fetched in several requests', async () => {
  const { kolada, client } = await withKolada();
  const ids = (await client.kpis()).slice(0, 60).map(({ id }) => id);
  const before = kolada.requests().length;
  const found = await client.kpis(undefined, { ids });
  expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect(kolada.requests().length - before).toBe(3);
});

test('every value of kpis by areas arrives as the service sent it, in batches of 25 by 25', async () => {
  const { kolada, client } = await withKolada();
  const areas = (await client.municipalities()).map(({ id }) => id).concat('G2328', 'G176508');
  const kpis = ['N21006', 'U21468', 'U21200'];
  const before = client.requestCount();
  const values = await allValues(client.values({ kpis, areas }));
  expect(client.requestCount() - before).toBeGreaterThanOrEqual(13);

  const arrived = new Map(values.map((value) => [keyOf(value), value]));
  expect(arrived.size).toBe(values.length);
  let expected = 0;
  for (const kpi of kpis) {
    for (const area of areas) {
      for (let year = 2000; year <= 2026; year += 1) {
        for (const gender of ['T', 'K', 'M'] as const) {
          const figure = kolada.figure({ kpi, area, year, gender });
          const value = arrived.get(`${kpi} ${area} ${year} ${gender}`);
          if (figure) expected += 1;
          expect(
            value && { value: value.value, count: value.count, isDeleted: value.isDeleted },
          ).toEqual(figure);
        }
      }
    }
  }
  expect(values).toHaveLength(expected);
  expect(
    values.filter(({ status }) => status === 'Missing').every(({ value }) => value === null),
  ).toBe(true);
});

function keyOf(value: { kpi: string; area: string; year: number; gender: string }): string {
  return `${value.kpi} ${value.area} ${value.year} ${value.gender}`;
}

test('a bulk answer is followed page by page, groups included', async () => {
  const { client } = await withKolada();
  const pages = await allPages(client.bulkValues({ kpis: ['N21006'], years: [2023, 2024] }));
  expect(pages.length).toBeGreaterThan(1);
  const areas = new Set(pages.flatMap(({ values }) => values.map(({ area }) => area)));
  expect(areas.size).toBeGreaterThan(3800);
  const own = await allPages(client.bulkValues({ areas: ['2305'], years: [2024] }));
  expect(new Set(own.flatMap(({ values }) => values.map(({ kpi }) => kpi))).size).toBeGreaterThan(
    2000,
  );
});

test('units have data of their own', async () => {
  const { client } = await withKolada();
  const withUnits = (await client.kpis()).filter(
    (kpi) => kpi.has_ou_data && kpi.municipality_type === 'K',
  );
  const units = (await client.units(undefined, { municipalities: ['2305'] })).map(({ id }) => id);
  const kpis = withUnits.slice(0, 5).map(({ id }) => id);
  const values = await allValues(client.unitValues({ kpis, units }));
  expect(new Set(values.map(({ area }) => area))).toEqual(new Set(units));
});

test('progress counts the batches', async () => {
  const { client } = await withKolada();
  const areas = (await client.municipalities()).map(({ id }) => id);
  const pages = await allPages(client.values({ kpis: ['N21006'], areas }));
  expect(pages.at(-1)).toMatchObject({ done: 13, total: 13, rejected: 0 });
});

test('a KPI that Kolada does not know has no values, and that is an answer', async () => {
  const { client } = await withKolada();
  expect(await allValues(client.values({ kpis: ['N99999'], areas: kommuner }))).toEqual([]);
  expect(await client.kpis(undefined, { ids: ['N99999'] })).toEqual([]);
});

test('years asked for, and only those, are fetched', async () => {
  const { client } = await withKolada();
  const values = await allValues(
    client.values({ kpis: ['U21468'], areas: kommuner, years: [2021, 2023] }),
  );
  expect(new Set(values.map(({ year }) => year))).toEqual(new Set([2023]));
});

test('only what was revised comes when a day is given', async () => {
  const { kolada, client } = await withKolada();
  const query = { kpis: ['N21006'], areas: kommuner, fromDate: '2026-06-01' };
  expect(await allValues(client.values(query))).toEqual([]);
  kolada.revise({ kpi: 'N21006', area: '2305', year: 2024, gender: 'T', value: 1.5 });
  expect(await allValues(client.values(query))).toMatchObject([{ area: '2305', value: 1.5 }]);
});

test('no more requests are under way than there are connections', async () => {
  const { kolada, client } = await withKolada({ connections: 3 });
  const areas = (await client.municipalities()).map(({ id }) => id);
  kolada.setLatency(30);
  const started = performance.now();
  await allPages(client.values({ kpis: ['N21006'], areas }));
  expect(kolada.mostAtOnce()).toBe(3);
  expect(performance.now() - started).toBeGreaterThan(30 * 4);
});

test('waiting for a connection does not use up the deadline', async () => {
  const { kolada, client } = await withKolada({
    connections: 1,
    attemptTimeoutMs: 1500,
    retries: 0,
  });
  kolada.setLatency(400);
  const lists = await Promise.all(
    ['2305', '1490', '0484', '1401', '1384'].map((id) =>
      client.municipalities(undefined, { ids: [id] }),
    ),
  );
  expect(lists.flat()).toHaveLength(5);
});

test('a reader who stops early cuts the requests under way', async () => {
  const { kolada, client } = await withKolada({ connections: 2 });
  const areas = (await client.municipalities()).map(({ id }) => id);
  const before = kolada.requests().length;
  kolada.setFault({ kind: 'hang', when: { after: 1 } });
  for await (const page of client.values({ kpis: ['N21006'], areas })) {
    expect(page.values.length).toBeGreaterThan(0);
    break;
  }
  await expect.poll(kolada.underWay).toBe(0);
  expect(kolada.requests().length - before).toBeLessThan(5);
});

test('a signal ends the work at once, and so does close', async () => {
  const { kolada, client } = await withKolada();
  kolada.setFault({ kind: 'hang' });
  const controller = new AbortController();
  const running = failureOf(client.kpis(controller.signal));
  setTimeout(() => controller.abort(new Error('enough')), 20);
  const failure = await running;
  expect(failure).toBeInstanceOf(KoladaAbortedError);
  expect(failure).toMatchObject({ name: 'KoladaAbortedError', cause: { message: 'enough' } });
  expect(await failureOf(client.kpis(AbortSignal.abort()))).toBeInstanceOf(KoladaAbortedError);

  const left = failureOf(allPages(client.values({ kpis: ['N21006'], areas: kommuner })));
  setTimeout(() => void client.close(), 20);
  expect(await left).toBeInstanceOf(KoladaAbortedError);
});

test('an id that is none is refused before anything is sent', async () => {
  const { kolada, client } = await withKolada();
  const failure = await failureOf(allPages(client.values({ kpis: ['N1/../x'], areas: ['2305'] })));
  expect(failure).toBeInstanceOf(KoladaRequestError);
  expect(kolada.requests()).toEqual([]);
});

test('figures are known to be invented only when the service says so', async () => {
  const { client } = await withKolada();
  expect(client.simulated()).toBe(false);
  await client.municipalities();
  expect(client.simulated()).toBe(true);

  const silent = await createSimulatedKolada({ catalogueDirectory: 'not-there', marked: false });
  const other = createKoladaClient({
    url: `${silent.url}/`,
    requestsPerSecond: 1000,
    connections: 1,
  });
  await other.municipalities();
  expect(other.simulated()).toBe(false);
  await other.close();
  await silent.close();
});

const realCatalogue = join(import.meta.dirname, '../../../../shared/kolada');
const recordings = join(realCatalogue, 'recordings');

test('the real catalogue passes whole, white space in order', async ({ skip }) => {
  skip(!existsSync(realCatalogue), 'no copy of the real catalogue lies beside the project');
  const kolada = await createSimulatedKolada({ catalogueDirectory: realCatalogue });
  const client = createKoladaClient({ url: kolada.url, requestsPerSecond: 1000, connections: 2 });
  const kpis = await client.kpis();
  expect(kpis).toHaveLength(6099);
  expect(kpis.find(({ id }) => id === 'U21468')?.title).toBe(
    'Brukarbedömning hemtjänst äldreomsorg - helhetssyn, andel (%)',
  );
  expect(kpis.filter(({ description }) => /\\n|[^\S\n]{2}/.test(description))).toEqual([]);
  expect(await client.municipalities()).toHaveLength(312);
  const groups = await client.municipalityGroups();
  expect(groups).toHaveLength(3630);
  expect(groups.find(({ id }) => id === 'G176508')?.members).toHaveLength(7);
  await client.close();
  await kolada.close();
});

test('recorded answers pass row by row, every value kept', ({ skip }) => {
  skip(!existsSync(recordings), 'no recorded answers lie beside the project');
  for (const name of readdirSync(recordings)) {
    const answer: unknown = JSON.parse(readFileSync(join(recordings, name), 'utf8'));
    const rows = isRecord(answer) && Array.isArray(answer['values']) ? answer['values'] : [];
    const result = readRows(rows, { areaField: 'municipality' });
    expect({ name, ...result }).toMatchObject({ name, rejected: 0, reason: undefined });
    expect(rows.length).toBeGreaterThan(0);
    expect(result.values.length).toBeGreaterThanOrEqual(rows.length);
  }
});
