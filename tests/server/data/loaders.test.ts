import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadEvents } from '../../../server/data/events.ts';
import { loadCuratedKpis } from '../../../server/data/kpis.ts';
import { loadMunicipalities } from '../../../server/data/municipalities.ts';
import { loadPriceIndex } from '../../../server/data/price-index.ts';
import { DataFileError } from '../../../server/data/read-csv.ts';
import { loadSnapshot } from '../../../server/data/snapshot.ts';
import { loadUnitOverrides } from '../../../server/data/unit.ts';

const real = join(import.meta.dirname, '../../../data');

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'data-'));
  await cp(real, dir, { recursive: true, filter: (path) => !path.includes('store') });
});
afterEach(() => rm(dir, { recursive: true }));

describe('the files of the product', () => {
  test('hold 290 kommuner, 21 regions and Riket, with a slug each', () => {
    const areas = loadMunicipalities(real);
    const count = (kind: string) => areas.filter((area) => area.kind === kind).length;
    expect([count('municipality'), count('region'), count('country')]).toEqual([290, 21, 1]);
    expect(areas.find(({ id }) => id === '2305')).toEqual({
      id: '2305',
      slug: 'bracke',
      name: 'Bräcke',
      kind: 'municipality',
      county: '23',
    });
    expect(areas.find(({ id }) => id === '0643')?.slug).toBe('habo-0643');
  });

  test('hold the curated KPIs, the events, the price index and the snapshot', () => {
    expect(loadCuratedKpis(real)[0]).toEqual({
      id: 'N21006',
      set: 'cost',
      unit: 'kr',
      goodDirection: 'neutral',
      title: 'Kostnad hemtjänst äldreomsorg, kr/hemtjänsttagare',
    });
    expect(loadEvents(real).find(({ name }) => name === 'Kungsbacka')).toMatchObject({
      municipality: '1384',
      from: '2023-03',
      to: '2025-06',
      title: 'Kungsbackamodellen',
    });
    expect(loadPriceIndex(real).byYear.get(2022)).toBe(371.91);
    expect(loadSnapshot(real)).toMatchObject({ checkedOn: '2026-07-06' });
    expect(loadUnitOverrides(real).get('U15049')).toBe('kr');
  });
});

describe('a file with a fault is refused, by name, line and reason', () => {
  const cases: readonly [string, string, RegExp | string, string, RegExp][] = [
    ['a wrong header', 'kpis.csv', 'id,set', 'ID,set', /kpis\.csv, line 1: column id is missing/],
    ['an unknown column', 'events.csv', ',title,', ',title,x,', /line 1: column x is unknown/],
    ['a wrong id', 'kpis.csv', 'N21017', 'N2101', /kpis\.csv, line 3: id is "N2101"/],
    ['a KPI twice', 'kpis.csv', 'N21017', 'N21006', /line 3: N21006 is already on line 2/],
    ['an unknown set', 'kpis.csv', 'N21017,cost', 'N21017,price', /line 3: set "price"/],
    ['a short row', 'kpis.csv', 'N21017,cost,', 'N21017,', /line 3/],
    ['an open quote', 'kpis.csv', /"$/m, '', /kpis\.csv/],
    ['a decimal comma', 'observations.csv', '83.19604613', '"83,19604613"', /value is "83,196/],
    ['an empty value', 'observations.csv', ',401816,', ',,', /line 7: value is ""/],
    [
      'a wrong name',
      'observations.csv',
      '2305,Bräcke',
      '2305,Borås',
      /line 7: 2305 is not "Borås"/,
    ],
    ['an uncurated KPI', 'observations.csv', 'N21006,2305', 'N99999,2305', /N99999 is not in kpis/],
    [
      'a cell twice',
      'observations.csv',
      '2013,K,88',
      '2013,T,88',
      /line 11: .* already on line 10/,
    ],
    ['an undated source', 'sources.csv', ',2026-07-06,', ',6 juli 2026,', /sources\.csv, line 3/],
    ['an unlisted source', 'sources.csv', '"Kolada (RKA)', '"Kolada', /not in sources\.csv/],
    [
      'a slug that is not the name',
      'municipalities.csv',
      ',bracke,',
      ',braecke,',
      /must be "bracke"/,
    ],
    ['another county', 'municipalities.csv', ',bracke,23', ',bracke,22', /must be "23"/],
    ['a county left out', 'counties.csv', '23,Jämtlands län\n', '', /"23" is not in counties/],
    ['an event that ends first', 'events.csv', '2022-09-30', '2021-09-30', /before it begins/],
    ['a thirteenth month', 'events.csv', '2023-03,', '2023-13,', /from is "2023-13"/],
    ['an index without number', 'price-index-kpi.csv', '371.91', '', /line 18: index_1980_100/],
    ['a unit for no KPI', 'unit-overrides.csv', 'U15049', 'U1', /unit-overrides\.csv, line 4/],
  ];

  const loadAll = () => {
    loadMunicipalities(dir);
    loadCuratedKpis(dir);
    loadEvents(dir);
    loadSnapshot(dir);
    loadPriceIndex(dir);
    loadUnitOverrides(dir);
  };

  test('and without one is taken', () => {
    expect(loadAll).not.toThrow();
  });

  test.each(cases)('%s', async (_name, file, from, to, message) => {
    const path = join(dir, file);
    const text = await readFile(path, 'utf8');
    const broken = text.replace(from, to);
    expect(broken).not.toBe(text);
    await writeFile(path, broken);
    expect(loadAll).toThrow(DataFileError);
    expect(loadAll).toThrow(message);
  });

  test.each([
    ['a file that is missing', undefined, /cannot be read/],
    ['a file without rows', 'id,title\n', /kpi-sets\.csv: holds no rows/],
    ['a file that is not UTF-8', Buffer.from('id,title\ncost,K\xe4\n', 'latin1'), /not UTF-8/],
  ])('%s', async (_name, content, message) => {
    const path = join(dir, 'kpi-sets.csv');
    if (content === undefined) await rm(path);
    else await writeFile(path, content);
    expect(loadAll).toThrow(message);
  });

  test('a byte order mark and CRLF are taken', async () => {
    const path = join(dir, 'kpi-sets.csv');
    const text = await readFile(path, 'utf8');
    await writeFile(path, `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    expect(loadAll).not.toThrow();
  });
});
