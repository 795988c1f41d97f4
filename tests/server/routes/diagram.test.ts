import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  test.app.request(path, { headers });

describe('/diagram.svg', () => {
  it('answers the first KPI of the model case as a picture that may be shown anywhere', async () => {
    const response = await get('/diagram.svg');
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('image/svg+xml; charset=utf-8');
    expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(response.headers.get('Set-Cookie')).toBeNull();
    const svg = await response.text();
    expect(svg).toContain('401\u00a0816\u00a0kr');
    expect(svg).toContain('width="720"');
    expect(svg).not.toMatch(/ style=|<script/);
  });

  it('is fresh for five minutes, and answers 304 to who has it', async () => {
    const first = await get('/diagram.svg?bredd=360');
    expect(first.headers.get('Cache-Control')).toBe(
      'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800',
    );
    const etag = first.headers.get('ETag') ?? '';
    const again = await get('/diagram.svg?bredd=360', { 'If-None-Match': etag });
    expect(again.status).toBe(304);
    const wider = await get('/diagram.svg?bredd=720', { 'If-None-Match': etag });
    expect(wider.status).toBe(200);
  });

  it('never changes when the release is named', async () => {
    const release = test.services.store.release().id;
    const response = await get(`/diagram.svg?utgava=${release}`);
    expect(response.headers.get('Cache-Control')).toContain('immutable');
  });

  it.each(['stapel', 'linje', 'samband', 'spridning', 'kon', 'tabell'])(
    'draws the view %s',
    async (view) => {
      const response = await get(`/diagram.svg?nyckeltal=U21468,N21006&visa=${view}`);
      expect(response.status).toBe(200);
      expect(await response.text()).toMatch(/^<svg [^>]*role="img">/);
    },
  );

  it.each([
    'bredd=99',
    'bredd=1601',
    'bredd=7e2',
    'bredd=',
    'bredd=720&bredd=360',
    'nyckeltal=N00001',
    'x=1',
  ])('refuses %s as a problem', async (query) => {
    const response = await get(`/diagram.svg?${query}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
  });
});

describe('/diagram.png', () => {
  it('answers a picture at twice the width asked for', async () => {
    const response = await get('/diagram.png?bredd=400');
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('image/png');
    expect(response.headers.get('Content-Disposition')).toBe(
      'inline; filename="diagram-N21006.png"',
    );
    const bytes = await response.arrayBuffer();
    expect(new DataView(bytes).getUint32(16)).toBe(800);
  });
});
