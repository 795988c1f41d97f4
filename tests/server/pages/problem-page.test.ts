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

test.each(['/finns-inte', '/api/v1/finns-inte', '/data.csv?fel=1'])(
  'a program that asks for %s gets problem+json',
  async (path) => {
    const accept = path.startsWith('/finns') ? {} : asReader;
    const response = await app.app.request(path, accept);
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
  },
);
