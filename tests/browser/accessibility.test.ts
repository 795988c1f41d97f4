import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RunningServer } from '../../server/main.ts';
import { launchChromium } from '../support/chromium.ts';
import { startTestServer } from '../support/server.ts';

const pages = [
  '/',
  '/jamfor?ar=2022,2024',
  '/jamfor?visa=linje',
  '/jamfor?visa=tabell',
  '/jamfor?visa=samband',
  '/jamfor?visa=spridning',
  '/jamfor?nyckeltal=U21468&kommuner=boras,eskilstuna,kungsbacka&kon=T,K,M&visa=kon',
  '/jamfor?kommuner=narnia&ar=nyss',
  '/jamfor?nyckeltal=N00090',
  '/nyckeltal',
  '/nyckeltal?q=hemtj%C3%A4nst',
  '/nyckeltal/U21468',
  '/handelser',
  '/badda-in',
  '/badda-in/sitevision',
  '/inbaddat',
  '/inbaddat?visa=linje',
  '/rapport',
  '/api/v1/docs',
  '/nyckeltal/Z99999',
];
const wide = { width: 1240, height: 900 };
const narrow = { width: 320, height: 700 };
const sizes = [
  { name: 'wide', ...wide },
  { name: 'narrow', ...narrow },
];
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const axeRun = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      nodes: z.array(z.object({ target: z.array(z.unknown()), failureSummary: z.string() })),
    }),
  ),
});

let server: RunningServer;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  server = await startTestServer();
  origin = `http://127.0.0.1:${server.port}`;
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** What axe finds, one line each; it is run from outside the page, whose policy lets no script in. */
async function findFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const result: unknown = await page.evaluate(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })",
  );
  return axeRun
    .parse(result)
    .violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
    );
}

/** How many pixels the page is wider than its window. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

async function withPage(
  options: NonNullable<Parameters<Browser['newContext']>[0]>,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  try {
    await work(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Wide as it is loaded, then narrow as when a window is made smaller or text larger. */
async function faultsAtAllSizes(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const { name, ...size } of sizes) {
    await page.setViewportSize(size);
    faults.push(...(await findFaults(page)).map((fault) => `${name}: ${fault}`));
    const tooWide = await overflow(page);
    if (tooWide > 0) faults.push(`${name}: ${tooWide} px too wide`);
  }
  return faults;
}

describe('axe finds no fault and nothing scrolls sideways, wide or narrow', () => {
  it.each(pages)('%s', async (path) => {
    await withPage({ viewport: wide }, async (page) => {
      await page.goto(origin + path, { waitUntil: 'networkidle' });
      expect(await page.locator('html').getAttribute('lang')).toBe('sv');
      expect(await page.locator('h1').count()).toBe(1);
      expect(await faultsAtAllSizes(page)).toEqual([]);
    });
  });

  it.each(['/', '/inbaddat?visa=linje'])('%s loaded at 320 px', async (path) => {
    await withPage({ viewport: narrow }, async (page) => {
      await page.goto(origin + path, { waitUntil: 'networkidle' });
      expect(await findFaults(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });
  });

  it('the open menus, tables and dialogs of a card', async () => {
    await withPage({ viewport: wide }, async (page) => {
      await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
      const card = page.locator('[data-kpi="N21006"]');
      await card.getByText('Tabell', { exact: true }).click();
      await card.getByText('Ladda ner', { exact: true }).click();
      expect(await faultsAtAllSizes(page)).toEqual([]);
      await page.keyboard.press('Escape');
      for (const name of ['Bädda in', 'Citera']) {
        await card.getByText(name, { exact: true }).click();
        const dialog = page.getByRole('dialog');
        await dialog.waitFor();
        expect(await faultsAtAllSizes(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'hidden' });
      }
    });
  });
});

describe('readers who change how pages look', () => {
  it.each(['/', '/inbaddat', '/rapport'])('%s is as legible in the dark', async (path) => {
    await withPage({ colorScheme: 'dark' }, async (page) => {
      await page.goto(origin + path, { waitUntil: 'networkidle' });
      expect(await findFaults(page)).toEqual([]);
    });
  });

  it.each(['/', '/jamfor?visa=linje', '/inbaddat', '/nyckeltal'])(
    '%s fits with text at 200 percent',
    async (path) => {
      await withPage({ viewport: { width: 640, height: 900 } }, async (page) => {
        await page.goto(origin + path, { waitUntil: 'networkidle' });
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '200%';
        });
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      });
    },
  );

  it.each(['/', '/inbaddat', '/rapport'])(
    '%s shows figures and source without JavaScript',
    async (path) => {
      await withPage({ javaScriptEnabled: false }, async (page) => {
        await page.goto(origin + path);
        const text = await page.locator('body').innerText();
        expect(text).toMatch(/Bräcke/);
        expect(text).toMatch(/92\s%|401\s816\skr/);
        expect(text).toMatch(/Källa|Källor/);
        expect(await page.locator('table').count()).toBeGreaterThan(0);
      });
    },
  );
});
