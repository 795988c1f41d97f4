import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  createSimulatedKolada,
  type SimulatedKolada,
} from '../../../server/demo/simulated-kolada/simulated-kolada.ts';

const page = z.object({
  values: z.array(z.record(z.string(), z.unknown())),
  next_url: z.string().nullable(),
  previous_url: z.string().nullable(),
  count: z.number(),
});
const dataPage = page.extend({
  values: z.array(
    z.object({
      kpi: z.string(),
      period: z.number(),
      municipality: z.string(),
      values: z.array(
        z.object({
          gender: z.enum(['T', 'K', 'M']),
          count: z.number(),
          status: z.string(),
          value: z.number().nullable(),
          isdeleted: z.boolean(),
        }),
      ),
    }),
  ),
});

let kolada: SimulatedKolada;

beforeAll(async () => {
  kolada = await createSimulatedKolada({ catalogueDirectory: 'not-there' });
});

afterAll(() => kolada.close());

const get = (path: string) => fetch(path.startsWith('http') ? path : `${kolada.url}${path}`);
const getPage = async (path: string) => page.parse(await (await get(path)).json());
const getData = async (path: string) => dataPage.parse(await (await get(path)).json()).values;

test('the generated catalogue is as large as the real one and holds the curated KPIs', async () => {
  const first = await getPage('/kpi');
  expect(first.count).toBe(5000);
  expect(first.next_url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v3\/kpi\?page=2$/);
  const second = await getPage(first.next_url ?? '');
  expect(second).toMatchObject({ count: 1099, next_url: null });
  expect(second.previous_url).toContain('page=1');
  const ids = new Set([...first.values, ...second.values].map(({ id }) => id));
  expect(ids.size).toBe(6099);
  expect(ids.has('N21006') && ids.has('U21468') && ids.has('U21200')).toBe(true);
  expect((await getPage('/municipality')).count).toBe(312);
  expect((await getPage('/municipality?region_type=L')).count).toBe(22);
  expect((await getPage('/municipality_groups')).count).toBe(3630);
});

test('more than 25 ids and pages out of range are refused with 422', async () => {
  const ids = Array.from({ length: 26 }, (_, index) => `N${10_000 + index}`).join(',');
  for (const path of [
    `/kpi/${ids}`,
    `/data/kpi/${ids}/year/2024`,
    '/kpi?per_page=5001',
    '/kpi?page=0',
    '/data/kpi/N21006/municipality/2305?per_page=9999',
  ]) {
    expect((await get(path)).status).toBe(422);
  }
});

test('unknown ids are dropped without a word, and so is a wrong name in the query form', async () => {
  expect(await getData('/data/kpi/N99999/municipality/2305')).toEqual([]);
  const rows = await getData('/data/kpi/N21006,N99999/municipality/2305,9999/year/2024');
  expect(rows.map(({ kpi, municipality }) => [kpi, municipality])).toEqual([['N21006', '2305']]);
  expect(await getData('/data?kpis=N21006&municipality=2305')).toEqual([]);
  expect(await getData('/data?kpi=N21006&municipality=2305&year=2024')).toHaveLength(1);
});

test('the retired versions answer 410', async () => {
  const answer = await get(`${new URL(kolada.url).origin}/v2/kpi`);
  expect(answer.status).toBe(410);
  expect(await answer.text()).toContain('This endpoint is deprecated. Please use /v3 instead.');
});

test('answers are JSON without a charset and say that they are simulated', async () => {
  const { headers } = await get('/kpi/N21006');
  expect(headers.get('content-type')).toBe('application/json');
  expect(headers.get('x-simulated')).toBe('true');
});

test('genders come in varying order, whole until 2023, and 2021 is absent from surveys', async () => {
  const rows = await getData('/data/kpi/U21468/municipality/2305,1490,0484,1384,1401,2281,2581');
  const orders = new Set(rows.map((row) => row.values.map(({ gender }) => gender).join('')));
  expect(orders.size).toBeGreaterThan(2);
  expect(rows.some(({ period }) => period === 2021)).toBe(false);
  const values = (from: number, to: number) =>
    rows
      .filter(({ period }) => period >= from && period <= to)
      .flatMap((row) => row.values.flatMap(({ value }) => value ?? []));
  expect(values(2000, 2023).every(Number.isInteger)).toBe(true);
  expect(values(2024, 2024).some((value) => !Number.isInteger(value))).toBe(true);
});

test('a KPI that is not divided by gender has totals alone', async () => {
  const rows = await getData('/data/kpi/N21006/municipality/2305,1490');
  expect(new Set(rows.flatMap((row) => row.values.map(({ gender }) => gender)))).toEqual(
    new Set(['T']),
  );
});

test('Missing rows, absent rows and a sparse HME are all there', async () => {
  const year = await getData('/data/kpi/N21006/year/2024');
  const kommuner = year.filter(({ municipality }) => /^\d/.test(municipality));
  const absent = 291 - kommuner.length;
  const missing = kommuner
    .flatMap((row) => row.values)
    .filter(({ status }) => status === 'Missing');
  expect(absent).toBeGreaterThan(0);
  expect(missing.length).toBeGreaterThan(0);
  expect(missing.every(({ value, count }) => value === null && count === 0)).toBe(true);
  const hme = await getData('/data/kpi/U21200/year/2024');
  expect(hme.filter(({ municipality }) => /^\d/.test(municipality)).length).toBeLessThan(200);
});

test('a bulk answer drags the groups along, each the unweighted mean of its members', async () => {
  const rows = await getData('/data/kpi/N21006/year/2024');
  expect(rows.filter(({ municipality }) => municipality.startsWith('G')).length).toBeGreaterThan(
    3500,
  );
  const members = rows
    .filter(({ municipality }) => /^\d/.test(municipality) && municipality !== '0000')
    .flatMap((row) => row.values.flatMap(({ value }) => value ?? []));
  const all = rows.find(({ municipality }) => municipality === 'G2328')?.values[0];
  const mean = members.reduce((sum, value) => sum + value, 0) / members.length;
  expect(all?.count).toBe(members.length);
  expect(all?.value).toBeCloseTo(mean, 3);
  const riket = rows.find(({ municipality }) => municipality === '0000')?.values[0]?.value;
  expect(Math.abs((riket ?? mean) - mean)).toBeGreaterThan(1);
});

test('a region KPI has no kommuner, and a discontinued one ends with its year', async () => {
  const [regional] = (await getPage('/kpi')).values.filter(
    (kpi) => kpi['municipality_type'] === 'L',
  );
  expect(await getData(`/data/kpi/${String(regional?.['id'])}/municipality/2305`)).toEqual([]);
  const ended = await getData('/data/kpi/U21401/municipality/1490,0000');
  expect(Math.max(...ended.map(({ period }) => period))).toBeLessThanOrEqual(2024);
});

test('values are the same in every simulation with the same seed', async () => {
  const twin = await createSimulatedKolada({ catalogueDirectory: 'not-there' });
  const path = '/data/kpi/N21006,U21468/municipality/2305,0000,G176508';
  expect(await (await fetch(`${twin.url}${path}`)).text()).toBe(await (await get(path)).text());
  await twin.close();
});

test('figures change on command, and only those', async () => {
  const own = await createSimulatedKolada({ catalogueDirectory: 'not-there' });
  const path = '/data/kpi/N21006/municipality/2305,1490,0484/year/2023,2024,2026';
  const read = async (query = '') =>
    dataPage.parse(await (await fetch(`${own.url}${path}${query}`)).json()).values;
  const before = await read();
  expect(await read('?from_date=2026-06-01')).toEqual([]);

  own.revise({ kpi: 'N21006', area: '2305', year: 2024, gender: 'T', value: 1234.5 });
  own.withdraw({ kpi: 'N21006', area: '1490', year: 2024, gender: 'T' });
  const after = await read();
  const changed = after.filter(
    (row, index) => JSON.stringify(row) !== JSON.stringify(before[index]),
  );
  expect(new Map(changed.map(({ municipality, values }) => [municipality, values[0]]))).toEqual(
    new Map([
      ['1490', { gender: 'T', count: 0, status: '', value: null, isdeleted: true }],
      ['2305', { gender: 'T', count: 1, status: '', value: 1234.5, isdeleted: false }],
    ]),
  );
  expect(await read('?from_date=2026-06-01')).toEqual(changed);

  own.addYear(2026);
  expect((await read()).some(({ period }) => period === 2026)).toBe(true);
  own.renameKpi('N21006', 'Ett nytt namn');
  const renamed = page.parse(await (await fetch(`${own.url}/kpi/N21006`)).json());
  expect(renamed.values[0]?.['title']).toBe('Ett nytt namn');
  own.changeGroup('G176508', { title: 'Liknande, 2025', members: ['2305', '1490'] });
  const group = page.parse(await (await fetch(`${own.url}/municipality_groups/G176508`)).json());
  expect(group.values[0]).toMatchObject({
    title: 'Liknande, 2025',
    members: [{ member_id: '1490' }, { member_id: '2305' }],
  });
  own.dropKpi('N21006');
  expect(await read()).toEqual([]);
  await own.close();
});

test('units and their data are answered', async () => {
  const units = await getPage('/ou?municipality=2305');
  expect(units.count).toBe(4);
  expect(units.values.every(({ municipality }) => municipality === '2305')).toBe(true);
  const withUnits = (await getPage('/kpi')).values.find(
    (kpi) => kpi['has_ou_data'] === true && kpi['municipality_type'] === 'K',
  );
  const rows = await getPage(`/oudata/kpi/${String(withUnits?.['id'])}/ou/V15E230501`);
  expect(rows.count).toBeGreaterThan(0);
  expect(rows.values[0]?.['ou']).toBe('V15E230501');
});
