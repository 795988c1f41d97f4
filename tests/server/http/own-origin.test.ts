import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Services } from '../../../server/http/services.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const started: string[] = [];
const fetcher: Services['fetcher'] = {
  start: (kpi) => {
    started.push(kpi);
    return { kpi, state: 'queued', progress: 0 };
  },
  progress: () => undefined,
};
const settings = { host: '0.0.0.0', frameAncestors: '*', refreshHours: 24 };
let open: TestApp;
let behindProxy: TestApp;
beforeAll(async () => {
  open = await createTestApp({
    services: { fetcher, settings: { ...settings, publicOrigin: undefined } },
  });
  const publicOrigin = 'https://jamfor.example.se';
  behindProxy = await createTestApp({
    services: { fetcher, settings: { ...settings, publicOrigin } },
  });
});
afterAll(async () => {
  await open.close();
  await behindProxy.close();
});

type Headers = Readonly<Record<string, string>>;

async function post(served: TestApp, at: string, headers: Headers): Promise<number> {
  const before = started.length;
  const answer = await served.app.request(`${at}/api/v1/kpis/N21017/fetch`, {
    method: 'POST',
    headers,
  });
  const refused = { status: 403, code: 'foreign-origin' };
  const body = answer.status === 202 ? { kpi: 'N21017' } : refused;
  expect(await answer.json()).toMatchObject(body);
  expect(started.length - before).toBe(answer.status === 202 ? 1 : 0);
  const type = answer.headers.get('Content-Type');
  expect(type).toContain(answer.status === 202 ? 'application/json' : 'application/problem+json');
  return answer.status;
}

const here = 'http://localhost:3000';
const own: readonly (readonly [string, string, Headers])[] = [
  ['a program', here, {}],
  ['a program that sends a form', here, { 'Content-Type': 'application/x-www-form-urlencoded' }],
  ['its own page', here, { Origin: here, 'Sec-Fetch-Site': 'same-origin' }],
  ['its own page in an older browser', here, { Origin: here }],
  ['the person at the browser', here, { 'Sec-Fetch-Site': 'none' }],
  ['an intranet name', 'http://stat:3000', { Origin: 'http://stat:3000' }],
  ...['http://127.0.0.1:3000', 'http://[::1]:3000', here].map(
    (Origin) => [`${Origin}`, here, { Origin, 'Sec-Fetch-Site': 'cross-site' }] as const,
  ),
  ['the other way round', 'http://[::1]:3000', { Origin: 'http://127.0.0.1:3000' }],
  ['a proxy that ends TLS', 'http://jamfor.example.se', { Origin: 'https://jamfor.example.se' }],
];

test.each(own)('%s may start a fetch', async (_who, at, headers) => {
  expect(await post(open, at, headers)).toBe(202);
});

const foreign: readonly (readonly [string, Headers])[] = [
  ['a page elsewhere', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
  ['a page elsewhere in an older browser', { Origin: 'https://evil.example' }],
  ['a form elsewhere without Origin', { 'Sec-Fetch-Site': 'cross-site' }],
  ['a neighbour under the same domain', { Origin: 'http://a.localhost:3000' }],
  ['a neighbour without Origin', { 'Sec-Fetch-Site': 'same-site' }],
  ['another program on the same machine', { Origin: 'http://localhost:8080' }],
  ['a frame in a sandbox', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
  ['a frame in a sandbox on its own page', { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }],
  ['a name that begins alike', { Origin: 'http://localhost:3000.evil.example' }],
  ['an address with a user', { Origin: 'http://localhost:3000@evil.example' }],
  ['a browser extension', { Origin: 'chrome-extension://localhost:3000' }],
  ['an Origin that is none', { Origin: 'localhost:3000' }],
  ['two Origins', { Origin: `${here}, https://evil.example` }],
  ['a Sec-Fetch-Site that is none', { 'Sec-Fetch-Site': 'SAME-ORIGIN' }],
];

test.each(foreign)('%s may not', async (_who, headers) => {
  for (const type of [undefined, 'application/x-www-form-urlencoded', 'application/json']) {
    const sent = { ...headers, ...(type !== undefined && { 'Content-Type': type }) };
    expect(await post(open, here, sent)).toBe(403);
    expect(await post(behindProxy, here, sent)).toBe(403);
  }
});

test('a page over http at the same name is no page of the one over https', async () => {
  const headers = { Origin: 'http://jamfor.example.se', 'Sec-Fetch-Site': 'cross-site' };
  expect(await post(behindProxy, 'http://jamfor.example.se', headers)).toBe(403);
});

test('behind a proxy that asks by another name, the public address is its own', async () => {
  const origin = { Origin: 'https://jamfor.example.se' };
  for (const site of ['same-origin', undefined]) {
    const headers = { ...origin, ...(site !== undefined && { 'Sec-Fetch-Site': site }) };
    expect(await post(behindProxy, 'http://10.0.0.7:3000', headers)).toBe(202);
  }
  expect(await post(open, 'http://10.0.0.7:3000', origin)).toBe(403);
});

describe('a name that its owner has pointed at this machine (DNS rebinding)', () => {
  const listening = (host: string, publicOrigin?: string) =>
    createTestApp({ services: { fetcher, settings: { ...settings, host, publicOrigin } } });
  const publicOrigin = 'https://jamfor.example.se';
  const cases: readonly (readonly [string, string | undefined, readonly string[]])[] = [
    ['127.0.0.1', undefined, ['localhost', '127.0.0.1', '[::1]']],
    ['127.0.0.2', undefined, ['localhost', '127.0.0.1', '[::1]']],
    ['::1', undefined, ['localhost', '127.0.0.1', '[::1]']],
    ['localhost', undefined, ['localhost', '127.0.0.1', '[::1]']],
    ['Stat.example', undefined, ['stat.example', 'localhost']],
    ['0.0.0.0', publicOrigin, ['localhost', '127.0.0.1', '[::1]']],
    ['127.0.0.1', publicOrigin, ['localhost']],
  ];

  test.each(cases)('is foreign at HOST=%s PUBLIC_ORIGIN=%s', async (host, address, ownNames) => {
    const served = await listening(host, address);
    try {
      for (const name of [...ownNames, 'evil.example', 'localhost.evil.example', 'localhost.']) {
        const at = `http://${name}:3000`;
        for (const site of ['same-origin', undefined]) {
          const headers = { Origin: at, ...(site !== undefined && { 'Sec-Fetch-Site': site }) };
          expect(await post(served, at, headers), name).toBe(ownNames.includes(name) ? 202 : 403);
        }
      }
      const elsewhere = await post(served, 'http://evil.example', { Origin: publicOrigin });
      expect(elsewhere).toBe(address === undefined ? 403 : 202);
      expect(await post(served, 'http://evil.example', {}), 'a program').toBe(202);
    } finally {
      await served.close();
    }
  });
});

test('no origin but those that are one here is let through, whatever it is', async () => {
  const host = fc.oneof(fc.domain(), fc.ipV4(), fc.constantFrom('localhost', '127.0.0.1'));
  const origin = fc.record({
    scheme: fc.constantFrom('http', 'https'),
    host,
    port: fc.nat(65_535),
  });
  await fc.assert(
    fc.asyncProperty(origin, async ({ scheme, host: name, port }) => {
      const isOne = port === 3000 && ['localhost', '127.0.0.1'].includes(name);
      const status = await post(open, here, { Origin: `${scheme}://${name}:${port}` });
      expect(status).toBe(isOne ? 202 : 403);
    }),
    { numRuns: 200 },
  );
});

test('a foreign page that first asks for leave to send gets none, and leave to read', async () => {
  const ask = (method: string, Origin: string) =>
    open.app.request(`${here}/api/v1/kpis/N21017/fetch`, {
      method: 'OPTIONS',
      headers: { Origin, 'Access-Control-Request-Method': method },
    });
  expect((await ask('POST', 'https://evil.example')).status).toBe(403);
  expect((await ask('GET', 'https://evil.example')).status).toBe(204);
  const own = await ask('POST', here);
  expect(own.status).toBe(204);
  expect(own.headers.get('Access-Control-Allow-Methods')).toBe('GET, HEAD, OPTIONS');
});

test('a foreign page may read as before', async () => {
  const headers = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
  const answer = await open.app.request(`${here}/api/v1/releases`, { headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
});
