import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let served: TestApp;
beforeAll(async () => {
  served = await createTestApp();
});
afterAll(() => served.close());

const strict =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'";

const embeds = [
  '/inbaddat',
  '/inbaddat?visa=linje',
  '/inbaddat?kommuner=narnia',
  '/inbaddat.css',
  '/inbaddat.js',
  '/inbaddat-sida.js',
  '/inbaddat.json',
  '/inbaddat.json?kommuner=narnia',
  '/diagram.svg',
  '/diagram.png?bredd=320',
  '/diagram.svg?kommuner=narnia',
  '/data.csv',
  '/data.csv?format=excel',
  '/data.xlsx',
  '/data.json',
  '/data.parquet',
  '/data.zip',
  '/oembed?url=http%3A%2F%2Flocalhost%3A3000%2Fjamfor',
  '/oembed?url=http%3A%2F%2Felsewhere.example%2F',
];
const pages = [
  '/',
  '/jamfor?visa=linje',
  '/nyckeltal',
  '/handelser',
  '/badda-in',
  '/badda-in/sitevision',
  '/rapport',
  '/rapport.docx',
  '/andringar.atom',
  '/api/v1/docs',
  '/nothing-here',
];

async function head(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const response = await served.app.request(path, { headers });
  await response.body?.cancel();
  return response;
}

describe('what other sites show', () => {
  test.each(embeds)('%s has exactly the embed’s headers', async (path) => {
    const { headers } = await head(path);
    expect(headers.get('Content-Security-Policy')).toBe(
      `${strict}; form-action 'none'; frame-ancestors *`,
    );
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.has('X-Frame-Options')).toBe(false);
    expect(headers.has('Set-Cookie')).toBe(false);
  });

  test.each(['/inbaddat', '/diagram.svg', '/diagram.png', '/data.csv', '/data.json', '/data.xlsx'])(
    '%s is kept a few minutes, asked about with its tag, and kept for ever when locked',
    async (path) => {
      const first = await head(path);
      expect(first.headers.get('Cache-Control')).toBe(
        'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800',
      );
      const tag = first.headers.get('ETag') ?? '';
      const again = await head(path, { 'If-None-Match': tag });
      expect(again.status).toBe(304);
      expect(again.headers.get('Content-Security-Policy')).toContain('frame-ancestors *');
      const locked = await head(`${path}?utgava=2026-11-22.1`);
      expect(locked.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
      expect(locked.headers.get('ETag')).not.toBe(tag);
    },
  );

  test('who may show it is a setting', async () => {
    const settings = { ...served.services.settings, frameAncestors: 'https://www.bracke.se' };
    const own = await createTestApp({ services: { settings } });
    const response = await own.app.request('/inbaddat');
    expect(response.headers.get('Content-Security-Policy')).toContain(
      'frame-ancestors https://www.bracke.se',
    );
    await own.close();
  });
});

describe('everything else', () => {
  test.each(pages)('%s is as strict, may send its own forms, and is never framed', async (path) => {
    const { headers } = await head(path);
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain(strict);
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe/);
    expect(headers.get('X-Frame-Options')).toBe('DENY');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.has('Set-Cookie')).toBe(false);
  });
});
