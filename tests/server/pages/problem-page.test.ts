import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const asReader = { headers: { Accept: 'text/html,application/xhtml+xml' } };

test.each([
  ['/finns-inte', 404, 'Sidan finns inte'],
  ['/nyckeltal?q=kostnad&fel=1', 400, 'Frågan går inte att läsa'],
])('a reader who comes to %s gets a page in Swedish', async (path, status, title) => {
  const response = await app.app.request(path, asReader);
  expect(response.status).toBe(status);
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
  expect(await response.text()).toContain(`<h1>${title}</h1>`);
});

const html = 'text/html; charset=utf-8';
const json = 'application/problem+json; charset=utf-8';

test.each([
  [undefined, html],
  ['*/*', html],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', html],
  ['text/html, application/json', html],
  ['text/*', html],
  ['image/avif,image/webp,*/*', html],
  ['', html],
  [';;q=,, åäö', html],
  ['application/json', json],
  ['application/json, text/plain, */*', json],
  ['application/problem+json', json],
  ['application/*', json],
  ['text/html;q=0.5, application/json', json],
  ['APPLICATION/JSON', json],
  ['text/html;q=0, application/json;q=0.1', json],
])('a mistyped address asked for with Accept %s is answered as %s', async (accept, type) => {
  const headers: Record<string, string> = accept === undefined ? {} : { Accept: accept };
  for (const path of ['/finns-inte', '/nyckeltaal?q=1', '/data.cvs', '/inbadat', '/metrics2']) {
    const response = await app.app.request(path, { headers });
    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Type'), path).toBe(type);
  }
});

test.each([
  '/api/v1/finns-inte',
  '/data.csv?fel=1',
  '/oembed',
  '/assets/x.js',
  '/diagram.svg?fel=1',
])('a program that asks for %s gets problem+json, whatever it says that it takes', async (path) => {
  for (const Accept of ['*/*', 'text/html,application/xhtml+xml']) {
    const response = await app.app.request(path, { headers: { Accept } });
    expect(response.headers.get('Content-Type')).toBe(json);
  }
});
