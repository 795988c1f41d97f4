import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routePaths } from '../../../server/app.ts';
import { listen, type Listening } from '../../../server/http/listen.ts';
import { sendRaw } from '../../support/raw-http.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const served: TestApp = await createTestApp();
let listening: Listening;
beforeAll(async () => {
  listening = await listen((request) => served.app.fetch(request), { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await listening.close();
  await served.close();
});

const filled = (path: string) =>
  path
    .replace(':system', 'wordpress')
    .replace('/releases/:id', '/releases/2026-11-22.1')
    .replaceAll(':id', 'N21006');

async function ask(path: string, method = 'GET') {
  const response = await served.app.request(`http://localhost${path}`, { method });
  await response.body?.cancel();
  return { status: response.status, location: response.headers.get('Location') };
}

/** Only what a route itself says is written in upper case; an id keeps its own. */
function upper(path: string): string {
  const words = path.split('/');
  const isOwn = (i: number) => words[i]?.startsWith(':') !== true;
  return filled(path)
    .split('/')
    .map((word, i) => (isOwn(i) ? word.toUpperCase() : word))
    .join('/');
}

const mangled: readonly (readonly [string, (path: string) => string])[] = [
  ['a slash behind', (path) => `${filled(path)}/`],
  ['slashes behind', (path) => `${filled(path)}///`],
  ['slashes before', (path) => `//${filled(path)}`],
  ['upper case', (path) => upper(path)],
  ['upper case and a slash', (path) => `${upper(path)}/`],
];

describe('a mangled form of an address leads to the right one, with its query', () => {
  const paths = routePaths(served.app).filter((path) => path !== '/');
  test.each(paths)('%s', async (path) => {
    const query = '?nyckeltal=N21006&x=%2F%2Fevil.example&å=1';
    for (const [name, mangle] of mangled) {
      const { status, location } = await ask(mangle(path) + query);
      expect(status, name).toBe(308);
      expect(location, name).toBe(`${filled(path)}?nyckeltal=N21006&x=%2F%2Fevil.example&%C3%A5=1`);
    }
    expect((await ask(filled(path))).status).not.toBe(308);
  });

  test.each([
    ['/metod.', '/metod'],
    ['/metod).', '/metod'],
    ['/metod%22', '/metod'],
    ['/metod%E2%80%9D', '/metod'],
    ['/metod%C2%A0', '/metod'],
    ['/Nyckeltal/n21006/', '/nyckeltal/n21006'],
    ['/badda-in/WordPress', '/badda-in/wordpress'],
    ['/badda-in/wordpress.?kommuner=bracke', '/badda-in/wordpress?kommuner=bracke'],
    ['/API/V1/Kpis', '/api/v1/kpis'],
    ['/DATA.CSV?ar=2024', '/data.csv?ar=2024'],
  ])('%s leads to %s', async (path, right) => {
    expect(await ask(path)).toEqual({ status: 308, location: right });
    expect(await ask(path, 'HEAD')).toEqual({ status: 308, location: right });
    const { status } = await ask(right);
    expect(status).toBe(200);
  });
});

describe('no form of an address leads to another site, or round and round', () => {
  test.each([
    '//evil.example/',
    '///evil.example',
    '//evil.example/metod/',
    '/%2F%2Fevil.example/',
    '/%5Cevil.example/',
    '/%5C%5Cevil.example/nyckeltal/',
    '//nyckeltal@evil.example/',
    '/nyckeltal/%2F%2Fevil.example/x/',
    '/nothing/',
    '/NOTHING',
    '/api/v1//',
  ])('%s', async (path) => {
    const { statuses, text } = await sendRaw(listening.port, [
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    ]);
    expect([400, 404]).toContain(statuses[0]);
    expect(text).not.toMatch(/^location:/im);
  });

  const word = fc.oneof(
    fc.constantFrom(
      'nyckeltal',
      'METOD',
      'api',
      'v1',
      'kpis',
      'evil.example',
      'badda-in',
      'Rapport',
    ),
    fc.constantFrom(
      '%2F',
      '%5C',
      '%2e%2e',
      '%00',
      '%0d%0aLocation:%20x',
      '%',
      '.',
      ')',
      '@',
      ':80',
    ),
    fc.string({ maxLength: 8 }).map((text) => encodeURIComponent(text.toWellFormed())),
  );
  const path = fc
    .array(fc.tuple(fc.constantFrom('/', '//', '/', ''), word), { minLength: 1, maxLength: 5 })
    .map((parts) => `/${parts.flat().join('')}`);

  test('whatever the path', async () => {
    let onward = 0;
    await fc.assert(
      fc.asyncProperty(path, fc.constantFrom('', '/', '//'), async (start, end) => {
        const { status, location } = await ask(start + end);
        if (status !== 308) return;
        onward += 1;
        expect(location).toMatch(/^\/(?![/\\])/);
        expect(new URL(location ?? '', 'http://localhost').host).toBe('localhost');
        const next = await ask(location ?? '');
        expect([location, next.status === 308 && next.location === location]).toEqual([
          location,
          false,
        ]);
      }),
      { numRuns: 1500, seed: 20_261_125 },
    );
    expect(onward).toBeGreaterThan(20);
  }, 60_000);
});
