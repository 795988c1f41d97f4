import { expect, test } from 'vitest';
import { dataBatches } from '../../../server/kolada/batches.ts';
import { cataloguePath, dataPath } from '../../../server/kolada/endpoints.ts';
import { KoladaRequestError } from '../../../server/kolada/errors.ts';
import { nextPath } from '../../../server/kolada/next-path.ts';
import { eachPage } from '../../../server/kolada/paging.ts';
import { retryAfterMs } from '../../../server/kolada/retry.ts';
import { cleanLine, cleanParagraphs } from '../../../server/kolada/text.ts';

const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`);

test('kpis and areas are split into batches of at most 25 by 25 that cover every pair once', () => {
  const batches = dataBatches({ kpis: ids('N', 44), areas: ids('', 312) });
  expect(batches).toHaveLength(2 * 13);
  const pairs = batches.flatMap(({ kpis = [], areas = [] }) =>
    kpis.flatMap((kpi) => areas.map((area) => `${kpi} ${area}`)),
  );
  expect(new Set(pairs).size).toBe(44 * 312);
  expect(pairs).toHaveLength(44 * 312);
  expect(
    Math.max(...batches.map(({ kpis = [], areas = [] }) => Math.max(kpis.length, areas.length))),
  ).toBe(25);
});

test('ids asked twice are fetched once, and nothing asked gives no batch', () => {
  expect(dataBatches({ kpis: ['N1', 'N1'], areas: ['1', '2', '1'] })).toEqual([
    { kpis: ['N1'], areas: ['1', '2'] },
  ]);
  expect(dataBatches({ kpis: [], areas: ['1'] })).toEqual([]);
});

test('every path form of the data is written', () => {
  const query = (path: string) => path.replace('per_page=5000', '…');
  expect(query(dataPath({ kpis: ['N1', 'U2'], areas: ['0180', 'G2328'] }))).toBe(
    '/data/kpi/N1,U2/municipality/0180,G2328?…',
  );
  expect(query(dataPath({ kpis: ['N1'], years: [2023, 2024] }))).toBe(
    '/data/kpi/N1/year/2023,2024?…',
  );
  expect(query(dataPath({ areas: ['0180'], years: [2024] }))).toBe(
    '/data/municipality/0180/year/2024?…',
  );
  expect(query(dataPath({ kpis: ['N1'], ous: ['V15E1'], years: [2024] }))).toBe(
    '/oudata/kpi/N1/ou/V15E1/year/2024?…',
  );
  expect(query(dataPath({ kpis: ['N1'], areas: ['0180'], fromDate: '2026-01-01' }))).toBe(
    '/data/kpi/N1/municipality/0180?from_date=2026-01-01&…',
  );
  expect(query(cataloguePath('ou', { municipalities: ['0180', '1490'] }))).toBe(
    '/ou?municipality=0180,1490&…',
  );
});

test('a request that Kolada would refuse or misread is never written', () => {
  for (const query of [
    { kpis: ['N1'] },
    { kpis: ids('N', 26), areas: ['0180'] },
    { kpis: ['N1/../../x'], areas: ['0180'] },
    { kpis: ['N1'], areas: ['0180'], years: [20_244] },
  ]) {
    expect(() => dataPath(query)).toThrow(KoladaRequestError);
  }
});

test('next_url is followed only on the same origin and path', () => {
  const origin = 'https://api.kolada.se';
  const here = '/v3/data/kpi/N1,N2/year/2024?per_page=5000';
  expect(nextPath(`${origin}/v3/data/kpi/N1%2CN2/year/2024?page=2`, origin, here)).toBe(
    '/v3/data/kpi/N1,N2/year/2024?page=2',
  );
  expect(nextPath('http://api.kolada.se/v3/data/kpi/N1,N2/year/2024?page=2', origin, here)).toBe(
    '/v3/data/kpi/N1,N2/year/2024?page=2',
  );
  for (const elsewhere of [
    'https://api.kolada.se.example.org/v3/data/kpi/N1,N2/year/2024?page=2',
    'https://api.kolada.se:8443/v3/data/kpi/N1,N2/year/2024?page=2',
    'https://me@api.kolada.se/v3/data/kpi/N1,N2/year/2024?page=2',
    'https://api.kolada.se/v3/municipality?page=2',
    '/v3/data/kpi/N1,N2/year/2024?page=2',
    'file:///etc/passwd',
  ]) {
    expect(() => nextPath(elsewhere, origin, here)).toThrow('leads elsewhere');
  }
});

test('pages that lead ever on to a new address end in an error', async () => {
  const origin = 'https://api.kolada.se';
  let asked = 0;
  const load = async (path: string) => {
    asked += 1;
    return { nextUrl: `${origin}${path.replace(/\d+$/, String(asked + 1))}` };
  };
  const readAll = async () => {
    for await (const page of eachPage(origin, '/v3/kpi?page=1', load)) expect(page).toBeDefined();
  };
  await expect(readAll()).rejects.toMatchObject({ code: 'next-url' });
  expect(asked).toBe(10_000);
});

test('Retry-After is read as seconds and as a date', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  expect(retryAfterMs('7', now)).toBe(7000);
  expect(retryAfterMs('Sun, 22 Nov 2026 10:00:30 GMT', now)).toBe(30_000);
  expect(retryAfterMs('Sun, 22 Nov 2026 09:00:00 GMT', now)).toBe(0);
  expect(retryAfterMs('soon', now)).toBeUndefined();
  expect(retryAfterMs(undefined, now)).toBeUndefined();
});

test('white space, literal line breaks and control characters are normalised', () => {
  expect(cleanLine('  Nöjdhet -  helhetssyn,\u0000 andel\\n(%)\u00a0 ')).toBe(
    'Nöjdhet - helhetssyn, andel (%)',
  );
  expect(cleanParagraphs('Ett  stycke.\\n\\nEtt till.\u0007\\nKälla: SCB.\\n')).toBe(
    'Ett stycke.\nEtt till.\nKälla: SCB.',
  );
});
