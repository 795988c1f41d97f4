import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { routePaths } from '../../../server/app.ts';
import { parameterTexts } from '../../../web/shared/text/api-docs.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let served: TestApp;
beforeAll(async () => {
  served = await createTestApp();
});
afterAll(() => served.close());

const operation = z.object({
  operationId: z.string(),
  summary: z.string().min(1),
  description: z.string().min(1),
  parameters: z.array(z.object({ name: z.string(), description: z.string().min(1) })).default([]),
  responses: z.record(z.string(), z.object({ description: z.string() })),
});
const documentShape = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});
const readDocument = async () =>
  documentShape.parse(await (await served.app.request('/api/v1/openapi.json')).json());

test('every API route is described, and every part of its address explained in Swedish', async () => {
  const { paths } = await readDocument();
  const described = Object.keys(paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
  const served_ = routePaths(served.app).filter((path) => path.startsWith('/api/'));
  const own = ['/api/v1/openapi.json', '/api/v1/docs'];
  expect(served_.filter((path) => !described.includes(path) && !own.includes(path))).toEqual([]);
  for (const item of Object.values(paths)) {
    for (const { parameters } of Object.values(item)) {
      for (const { name } of parameters) expect(parameterTexts).toHaveProperty(name);
    }
  }
});

test('the document names shapes once and refers to them', async () => {
  const { components } = await readDocument();
  expect(Object.keys(components.schemas)).toEqual(
    expect.arrayContaining(['Comparison', 'Kpi', 'Observation', 'Change', 'Problem']),
  );
});

test('the page shows every call without script, inline style or anything from elsewhere', async () => {
  const response = await served.app.request('/api/v1/docs');
  const page = await response.text();
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  const { paths } = await readDocument();
  for (const path of Object.keys(paths)) expect(page).toContain(path);
  expect(page).toContain('<html lang="sv">');
  expect(page).not.toMatch(/<script|style=|https?:\/\/|undefined|\[object/);
});
