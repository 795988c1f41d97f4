import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createExportFixture, query } from '../../support/export-fixture.ts';
import { manyRows } from '../../support/many-rows.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let test: TestApp;

beforeAll(async () => {
  test = await createTestApp({ fixture: await createExportFixture() });
});

afterAll(() => test.close());

const endings = ['csv', 'xlsx', 'json', 'parquet', 'zip'];

async function ask(app: TestApp['app'], path: string, read: (response: Response) => Promise<void>) {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  const address = z.object({ port: z.number() });
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = address.parse(server.address());
    await read(await fetch(`http://127.0.0.1:${port}${path}`));
  } finally {
    server.close();
  }
}

describe('a release that gives fewer rows than it said', () => {
  it.each(endings)('breaks the connection instead of ending a large file: %s', async (ending) => {
    const { store } = test.services;
    let open = 0;
    const exportRows = manyRows({ count: 70_000, promised: 70_001, onClose: () => (open -= 1) });
    const broken = await createTestApp({
      services: {
        store: {
          ...store,
          exportRows: () => {
            open += 1;
            return exportRows();
          },
        },
      },
    });
    await ask(broken.app, `/data.${ending}?${query}`, async (response) => {
      expect(response.headers.get('x-row-count')).toBe('70001');
      await expect(response.arrayBuffer()).rejects.toThrow('terminated');
    });
    expect(broken.logged.join()).toContain('70000 of 70001 rows');
    await expect.poll(() => open).toBeLessThanOrEqual(0);
    await broken.close();
  });

  it.each(endings)('sends nothing of a small file but a problem: %s', async (ending) => {
    const { store } = test.services;
    let lacking = 1;
    const broken = await createTestApp({
      services: {
        store: {
          ...store,
          exportRows: async (comparison) => {
            const stream = await store.exportRows(comparison);
            return { ...stream, rowCount: stream.rowCount + lacking };
          },
        },
      },
    });
    const path = `/data.${ending}?${query}`;
    const refused = await broken.app.request(path);
    expect(refused.status).toBe(500);
    expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect([refused.headers.get('etag'), refused.headers.get('x-row-count')]).toEqual([null, null]);
    expect(broken.logged.join()).toContain('8 of 9 rows');
    // Nothing of it is kept: what is whole the next time is sent.
    lacking = 0;
    expect((await broken.app.request(path)).headers.get('x-row-count')).toBe('8');
    await broken.close();
  });
});

describe('a release held for an export', () => {
  it.each([
    ['read to the end', 'GET', drain],
    ['never begun', 'GET', leave],
    ['asked for by HEAD', 'HEAD', leave],
  ] as const)('is let go when the file is %s', async (_, method, finish) => {
    const { store } = test.services;
    let held = 0;
    const watched = await createTestApp({
      services: {
        store: {
          ...store,
          exportRows: async (comparison) => {
            const stream = await store.exportRows(comparison);
            held += 1;
            return {
              ...stream,
              close: () => {
                held -= 1;
                stream.close();
              },
            };
          },
        },
      },
    });
    const response = await watched.app.request(`/data.xlsx?${query}`, { method });
    expect(response.headers.get('x-row-count')).toBe('8');
    await finish(response);
    await expect.poll(() => held).toBe(0);
    await watched.close();
  });
});

async function drain(response: Response): Promise<void> {
  await response.arrayBuffer();
}

async function leave(response: Response): Promise<void> {
  await response.body?.cancel();
}
