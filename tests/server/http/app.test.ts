import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routePaths } from '../../../server/app.ts';
import { problemSchema } from '../../../server/routes/api-schemas.ts';
import { comparisonKeys } from '../../../web/shared/comparison/query.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let served: TestApp;
beforeAll(async () => {
  served = await createTestApp();
});
afterAll(() => served.close());

const request = (path: string, init?: RequestInit) => served.app.request(path, init);

/** Headers of an answer whose body nobody wants: a stream must be told, or its release stays open. */
async function headersOf(path: string, { app } = served): Promise<Headers> {
  const response = await app.request(path);
  await response.body?.cancel();
  return response.headers;
}

describe('problems', () => {
  test('a path that leads nowhere is 404 in Swedish', async () => {
    const response = await request('/api/v1/nothing');
    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
    expect(problemSchema.parse(await response.json())).toEqual({
      status: 404,
      code: 'not-found',
      title: 'Sidan finns inte',
      detail: 'Det finns inget på den här adressen.',
    });
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'PROPFIND', 'POST'])(
    '%s on a path for reading is 405 and says what is allowed',
    async (method) => {
      const response = await request('/api/v1/comparison', { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('Allow')).toBe('GET, HEAD, OPTIONS');
      expect(problemSchema.parse(await response.json()).code).toBe('method-not-allowed');
    },
  );

  test('OPTIONS tells the methods and lets other sites read', async () => {
    const response = await request('/api/v1/kpis/N21006/fetch', { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('Allow')).toContain('POST');
    expect(response.headers.get('Access-Control-Allow-Methods')).toBe('GET, HEAD, OPTIONS');
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect((await request('/nothing', { method: 'OPTIONS' })).status).toBe(404);
  });

  test('HEAD has the headers of GET and no body', async () => {
    const get = await request('/api/v1/comparison');
    const head = await request('/api/v1/comparison', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('ETag')).toBe(get.headers.get('ETag'));
    expect(head.headers.get('Content-Type')).toBe(get.headers.get('Content-Type'));
    expect(await head.text()).toBe('');
  });

  test('HEAD on a stream lets go of its release', async () => {
    const site = await createTestApp();
    const response = await site.app.request('/data.csv', { method: 'HEAD' });
    expect(response.status).toBe(200);
    await site.close();
  });

  test('a fault of our own is 500 with an id to look for, and nothing of its inside', async () => {
    const store = {
      ...served.services.store,
      compare: () => Promise.reject(new Error('/secret/path: DuckDB said no')),
    };
    const broken = await createTestApp({ services: { store } });
    const response = await broken.app.request('/api/v1/comparison');
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('secret');
    expect(response.headers.get('ETag')).toBeNull();
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const [, id = 'none'] = /\(([\w-]{36})\)/.exec(text) ?? [];
    expect(broken.logged.join('')).toContain(id);
    expect(broken.logged.join('')).toContain('DuckDB said no');
    await broken.close();
  });
});

describe('headers', () => {
  test('embeds carry exactly what the design names', async () => {
    const { headers } = await request('/diagram.svg?kommuner=atlantis');
    expect(headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *",
    );
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('X-Frame-Options')).toBeNull();
  });

  test('who may embed is a setting', async () => {
    const settings = {
      publicOrigin: undefined,
      host: '127.0.0.1',
      frameAncestors: 'https://www.bracke.se',
      refreshHours: 24,
    };
    const site = await createTestApp({ services: { settings } });
    for (const path of ['/inbaddat', '/data.csv', '/oembed', '/assets/x.css']) {
      const headers = await headersOf(path, site);
      expect(headers.get('Content-Security-Policy')).toMatch(
        /frame-ancestors https:\/\/www\.bracke\.se$/,
      );
    }
    await site.close();
  });

  test('no path allows unsafe script or style, or sets a cookie', async () => {
    for (const path of routePaths(served.app)) {
      const headers = await headersOf(path.replaceAll(/:\w+/g, 'N21006'));
      const policy = headers.get('Content-Security-Policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('Set-Cookie')).toBeNull();
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    }
  });

  test('what is not an embed may not be framed, errors included', async () => {
    for (const path of ['/', '/jamfor', '/api/v1/comparison', '/health', '/nothing', '/rapport']) {
      const headers = await headersOf(path);
      expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('X-Frame-Options')).toBe('DENY');
    }
  });
});

describe('compression', () => {
  test.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['identity', null],
    ['br;q=x', null],
  ])('Accept-Encoding %s gives %s, with one ETag for all', async (accepted, encoding) => {
    const headers = { 'Accept-Encoding': accepted };
    const response = await request('/api/v1/comparison', { headers });
    const plain = await request('/api/v1/comparison');
    expect(response.headers.get('Content-Encoding')).toBe(encoding);
    expect(response.headers.get('Vary')).toContain('Accept-Encoding');
    expect(response.headers.get('ETag')).toBe(plain.headers.get('ETag'));
  });
});

const plausible = [
  'N21006',
  'U21468',
  'bracke',
  'G176508',
  'senaste',
  '2012-2024',
  'T,K,M',
  'linje',
];
const broken = ['%', '%E0%A4%A', '%00', '../..', ',,,,', '-1', '1e309', 'x'.repeat(10_000)];
const sly = ["' OR 1=1 --", '<script>', '\u202e', '[object Object]', '__proto__', 'constructor'];

describe('hostile addresses', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(...plausible, ...broken, ...sly),
  );
  const raw = word.map((text) => text.replaceAll(/[#\s]/g, ''));
  const encoded = word.map((text) => encodeURIComponent(text.toWellFormed()));
  const value = fc.oneof(raw, encoded);
  const key = fc.oneof(
    fc.constantFrom(...comparisonKeys, 'q', 'limit', 'offset', 'since', 'format', 'url', 'bredd'),
    value,
  );
  const query = fc
    .array(fc.tuple(key, value), { maxLength: 6 })
    .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));
  const method = fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'OPTIONS', 'PUT');

  test('never make the server fail, on any route', async () => {
    const paths = routePaths(served.app);
    expect(paths.length).toBeGreaterThan(25);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        query,
        fc.tuple(value, method),
        async (path, query, [id, method]) => {
          const address = `http://localhost${path.replaceAll(/:\w+/g, () => id || 'x')}?${query}`;
          const { status, body } = await request(address.toWellFormed(), { method });
          await body?.cancel();
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 600, seed: 20_261_122 },
    );
  }, 120_000);
});
