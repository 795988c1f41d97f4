import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createExportFixture, query } from '../../support/export-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let test: TestApp;

beforeAll(async () => {
  test = await createTestApp({ fixture: await createExportFixture() });
});

afterAll(() => test.close());

describe('a release that gives fewer rows than it said', () => {
  it.each(['csv', 'xlsx', 'json', 'parquet', 'zip'])(
    'breaks the connection instead of ending the file: %s',
    async (ending) => {
      const { store } = test.services;
      const broken = await createTestApp({
        services: {
          store: {
            ...store,
            exportRows: async (comparison) => {
              const stream = await store.exportRows(comparison);
              return { ...stream, rowCount: stream.rowCount + 1 };
            },
          },
        },
      });
      const server = serve({ fetch: broken.app.fetch, port: 0, hostname: '127.0.0.1' });
      const address = z.object({ port: z.number() });
      try {
        await new Promise((resolve) => server.once('listening', resolve));
        const { port } = address.parse(server.address());
        const response = await fetch(`http://127.0.0.1:${port}/data.${ending}?${query}`);
        expect(response.headers.get('x-row-count')).toBe('9');
        await expect(response.arrayBuffer()).rejects.toThrow('terminated');
        expect(broken.logged.join()).toContain('8 of 9 rows');
      } finally {
        server.close();
        await broken.close();
      }
    },
  );
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
