import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataBatches } from '../../../server/kolada/batches.ts';
import { cataloguePath, dataPath } from '../../../server/kolada/endpoints.ts';
import { KoladaAnswerError, KoladaRequestError } from '../../../server/kolada/errors.ts';
import { nextPath } from '../../../server/kolada/next-path.ts';
import { eachPage } from '../../../server/kolada/paging.ts';
import { retryAfterMs } from '../../../server/kolada/retry.ts';
import { cleanLine, cleanParagraphs } from '../../../server/kolada/text.ts';
import { caseCount, fuzzSeed } from '../../support/case-count.ts';

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
    '//api.kolada.se.example.org/v3/data/kpi/N1,N2/year/2024?page=2',
    '/\\api.kolada.se.example.org/v3/data/kpi/N1,N2/year/2024?page=2',
    '/v3/municipality?page=2',
    '../../../municipality?page=2',
    'page=2',
    'file:///etc/passwd',
  ]) {
    expect(() => nextPath(elsewhere, origin, here)).toThrow('leads elsewhere');
  }
});

test('a relative next_url is resolved against the page that named it', () => {
  const origin = 'https://api.kolada.se';
  const here = '/v3/data/kpi/N1,N2/year/2024?per_page=5000';
  for (const relative of [
    '?per_page=5000&page=2',
    '/v3/data/kpi/N1,N2/year/2024?per_page=5000&page=2',
    '/v3/data/kpi/N1%2CN2/year/2024/?per_page=5000&page=2',
    '//api.kolada.se/v3/data/kpi/N1,N2/year/2024?per_page=5000&page=2',
    '2024?per_page=5000&page=2',
    './2024?per_page=5000&page=2',
    '../year/2024?per_page=5000&page=2',
  ]) {
    expect(nextPath(relative, origin, here)).toBe(
      '/v3/data/kpi/N1,N2/year/2024?per_page=5000&page=2',
    );
  }
});

test('wherever a next_url points, what is asked next is the same path of our own address', () => {
  const origin = 'https://api.kolada.se';
  const here = '/v3/data/kpi/N1/year/2024?per_page=5000';
  const pieces = [
    '/',
    '//',
    '..',
    '\\',
    '?',
    '#',
    '@',
    ':',
    'http:',
    'https:',
    'evil.example',
    'v3',
    'data/kpi/N1/year/2024',
    'api.kolada.se',
    '%2e%2e',
    '%00',
    ' ',
    '\t',
    'å',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (some) => {
      const path = followed(some.join(''), origin, here);
      expect(path).toMatch(/^(?:refused: next-url|\/v3\/data\/kpi\/N1\/year\/2024(?:\?\S*)?)$/);
    }),
    { seed: fuzzSeed, numRuns: caseCount(500) },
  );
});

/** What would be asked next, or the code of what refused it. */
function followed(nextUrl: string, origin: string, here: string): string {
  try {
    return nextPath(nextUrl, origin, here);
  } catch (error) {
    if (error instanceof KoladaAnswerError) return `refused: ${error.code}`;
    throw error;
  }
}

test('a next_url on another host names that address and the setting that would accept it', () => {
  const elsewhere = () =>
    nextPath('https://ny.kolada.se/v3/kpi?page=2', 'https://api.kolada.se', '/v3/kpi?page=1');
  expect(elsewhere).toThrow(/https:\/\/ny\.kolada\.se\/v3\/kpi\?page=2.*KOLADA_URL.*https:\/\/ny/);
  expect(() => nextPath('x'.repeat(1e6), 'https://api.kolada.se', '/v3/kpi')).toThrow(
    /1000000 char/,
  );
});

/** Reads a list whose every page names another; what ended it, and how many pages it took. */
async function endless(rowsOnPage: number, maxRows: number) {
  const origin = 'https://api.kolada.se';
  let asked = 0;
  const load = async (path: string) => {
    asked += 1;
    const nextUrl = `${origin}${path.replace(/\d+$/, String(asked + 1))}`;
    return { nextUrl, rowCount: rowsOnPage };
  };
  const readAll = async () => {
    const list = { origin, first: '/v3/kpi?page=1', maxRows };
    for await (const page of eachPage(list, load)) expect(page).toBeDefined();
  };
  const error = await readAll().catch((failure: unknown) => failure);
  return { error, asked };
}

test('pages that lead ever on to a new address end in an error, and soon', async () => {
  const full = await endless(5000, 125_625);
  expect(full).toMatchObject({ error: { code: 'too-many-rows' }, asked: 26 });
  const short = await endless(1, 125_625);
  expect(short).toMatchObject({ error: { code: 'next-url' }, asked: 102 });
  const empty = await endless(0, 125_625);
  expect(empty).toMatchObject({ error: { code: 'next-url' }, asked: 1 });
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
