import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../server/main.ts';
import { launchChromium } from '../support/chromium.ts';
import { startTestServer } from '../support/server.ts';
import { openWatchedPage } from '../support/watched-page.ts';

const mostScriptBytes = 60_000;
const views = ['stapel', 'linje', 'tabell', 'samband', 'spridning', 'kon'];

let server: RunningServer;
let browser: Browser;
let origin: string;
let axe: string;

beforeAll(async () => {
  server = await startTestServer();
  origin = `http://127.0.0.1:${server.port}`;
  browser = await launchChromium();
  const file = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  axe = await readFile(file, 'utf8');
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

async function visit<Result>(
  path: string,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({ viewport: { width: 1240, height: 900 }, ...options });
  try {
    const { page } = await openWatchedPage(context, origin);
    await page.goto(origin + path);
    await page.waitForLoadState('networkidle');
    return await look(page);
  } finally {
    await context.close();
  }
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results: Pick<AxeResults, 'violations'> = await page.evaluate('axe.run()');
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('accessibility', () => {
  it.each(views)('axe finds nothing in the view %s, light or dark', async (view) => {
    for (const colorScheme of ['light', 'dark'] as const)
      expect(await visit(`/jamfor?visa=${view}`, { colorScheme }, violations)).toEqual([]);
  });

  it('axe finds nothing with both searches and a table open, or without anything chosen', async () => {
    const open = async (page: Page) => {
      await page.getByRole('button', { name: '+ Lägg till' }).click();
      await page.getByRole('button', { name: '+ Sök nyckeltal' }).click();
      await page.getByRole('option').first().waitFor();
      await page.locator('.figure-table summary').first().click();
      return violations(page);
    };
    expect(await visit('/', {}, open)).toEqual([]);
    expect(await visit('/jamfor?kommuner=', {}, violations)).toEqual([]);
  });
});

describe('the page', () => {
  it('is taken over by script without anything moving', async () => {
    const places = (page: Page) =>
      page.evaluate(() =>
        ['h1', '.builder', '.card', '.card .source', '.card ~ .card', '.documents'].map((part) => {
          const box = document.querySelector(part)?.getBoundingClientRect();
          return [part, Math.round(box?.left ?? -1), Math.round(box?.top ?? -1)];
        }),
      );
    for (const width of [1240, 390]) {
      const viewport = { width, height: 900 };
      const before = await visit('/', { viewport, javaScriptEnabled: false }, places);
      expect(await visit('/', { viewport }, places)).toEqual(before);
    }
  });

  it.each(views)('in the view %s has nothing that scrolls sideways at 320 px', async (view) => {
    const options = { viewport: { width: 320, height: 700 } };
    expect(await visit(`/jamfor?visa=${view}`, options, overflow)).toBe(0);
  });

  it('keeps its charts in view and itself in width when the window narrows and text doubles', async () => {
    const seen = await visit('/', {}, async (page) => {
      await page.setViewportSize({ width: 360, height: 700 });
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      await page.waitForLoadState('networkidle');
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.chart')].every((chart) => chart.clientHeight > 100),
      );
      return overflow(page);
    });
    expect(seen).toBe(0);
  });

  it('loads at most 60 kB of script, and not Vega, before the first chart', async () => {
    const scripts = await visit('/', {}, (page) =>
      page.evaluate(async () => {
        const names = performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .filter((name) => name.endsWith('.js'));
        return Promise.all(names.map(async (name) => (await fetch(name)).text()));
      }),
    );
    const bytes = scripts.reduce((sum, text) => sum + gzipSync(text).length, 0);
    expect(scripts.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(mostScriptBytes);
  });

  it('without script changes the comparison by links and by its form', async () => {
    await visit('/', { javaScriptEnabled: false }, async (page) => {
      await page.getByRole('link', { name: 'Ta bort Sundsvall' }).click();
      await page.waitForURL(/kommuner=bracke,boras,eskilstuna,harryda,kungsbacka,pitea$/);
      await page.getByText('+ Lägg till').click();
      await page.getByLabel('Kommuner, med komma emellan').fill('bracke,boras,pitea');
      await page.getByRole('button', { name: 'Visa jämförelsen' }).first().click();
      await page.waitForURL(/kommuner=/);
      expect(await page.locator('.card').first().locator('tbody tr').count()).toBe(3);
    });
  });
});
