import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let test: TestApp;

beforeAll(async () => {
  test = await createTestApp();
});

afterAll(() => test.close());

it('a KPI’s page lists each kommun once, with the value for everyone', async () => {
  const page = await (await test.app.request('/nyckeltal/U21468')).text();
  const values = page.slice(page.lastIndexOf('<table'));
  const names = [...values.matchAll(/<th scope="row">([\s\S]*?)<\/th>/g)].map(([, cell = '']) =>
    cell.replace(/<[^>]+>/g, '').trim(),
  );
  expect(names).toContain('Borås');
  expect(names).toEqual([...new Set(names)]);
});
