import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RunningServer } from '../../server/main.ts';
import { embedForms } from '../../web/shared/embed/embed-forms.ts';
import { launchChromium } from '../support/chromium.ts';
import { createForeignSite, type ForeignSite } from '../support/foreign-site.ts';
import { startTestServer } from '../support/server.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const axeRun = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.unknown()) })),
});

let server: RunningServer;
let browser: Browser;
let foreign: ForeignSite;
/** Where the embed is served, on another host than the site around it. */
let origin: string;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  server = await startTestServer();
  origin = `http://127.0.0.1:${server.port}`;
  foreign = await createForeignSite();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await foreign.close();
  await server.close();
});

beforeEach(() => openPage());
afterEach(() => context.close());

/** A page that remembers errors, blocked content and requests to anyone but the two sites. */
async function openPage(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 720, height: 900 }, ...options });
  page = await context.newPage();
  const heard: string[] = [];
  complaints = heard;
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) heard.push(message.text());
  });
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) heard.push(`${response.status()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => heard.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    const { origin: asked, protocol } = new URL(request.url());
    if (![origin, foreign.origin].includes(asked) && protocol !== 'data:')
      heard.push(`foreign: ${request.url()}`);
  });
}

const strict = () => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    `frame-src ${origin}`,
    `script-src ${origin}`,
    `img-src ${origin}`,
    "style-src 'self'",
  ].join('; '),
});

const formsFor = (query = '') =>
  embedForms({ origin, query, title: 'Diagram över hemtjänsten', imageAlternative: 'Staplar' });

/** The embed's own frame, loaded. */
async function embedFrame(): Promise<Frame> {
  const element = await page.waitForSelector('iframe');
  const frame = await element.contentFrame();
  if (frame === null) throw new Error('no frame');
  await frame.waitForLoadState('load');
  return frame;
}

/** Heading, charts, tables and sources, as a reader sees them. */
async function expectComplete(frame: Frame): Promise<void> {
  const heading = frame.getByRole('heading', { level: 1 });
  await heading.waitFor();
  expect(await heading.innerText()).toContain('Bräcke har högst nöjdhet av sju kommuner 2024');
  expect(await frame.locator('.chart svg:visible').count()).toBe(2);
  expect(await frame.locator('table:visible tbody tr').count()).toBe(14);
  const sources = await frame.locator('.source').allInnerTexts();
  expect(sources).toHaveLength(2);
  for (const source of sources) expect(source).toMatch(/^Käll(?:a|or): /);
}

async function findFaults(frame: Frame): Promise<string[]> {
  await frame.evaluate(axeSource);
  const result = axeRun.parse(await frame.evaluate('axe.run(document)'));
  return result.violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes)}`);
}

async function expectNoTrace(): Promise<void> {
  expect(await context.cookies()).toEqual([]);
  const kept = await page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
  ]);
  expect(kept).toEqual([0, 0, 0, 0]);
}

describe('the embed of the model case', () => {
  it('is complete in another site’s page with a strict policy of its own', async () => {
    const { iframe } = formsFor();
    await page.goto(foreign.put({ body: iframe, headers: strict() }));
    const frame = await embedFrame();
    await expectComplete(frame);
    expect(await findFaults(frame)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('is complete with JavaScript switched off', async () => {
    await openPage({ javaScriptEnabled: false });
    await page.goto(foreign.put({ body: formsFor().iframe, headers: strict() }));
    await expectComplete(await embedFrame());
    expect(await context.cookies()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(['', 'allow-scripts'])('is complete inside sandbox="%s"', async (sandbox) => {
    const body = formsFor().iframe.replace('<iframe', `<iframe sandbox="${sandbox}"`);
    await page.goto(foreign.put({ body, headers: strict() }));
    await expectComplete(await embedFrame());
    // Chromium tells in the console that a sandbox without scripts ran none, which is its purpose.
    const expected =
      /Blocked script execution in '[^']*' because the document's frame is sandboxed/;
    expect(complaints.filter((text) => sandbox !== '' || !expected.test(text))).toEqual([]);
  });

  it('is complete in a page that isolates itself with COEP', async () => {
    const isolating = {
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Opener-Policy': 'same-origin',
    };
    await page.goto(
      foreign.put({ body: formsFor()['iframe-script'], headers: { ...strict(), ...isolating } }),
    );
    await expectComplete(await embedFrame());
    expect(complaints).toEqual([]);
  });

  it.each([280, 320, 720, 1200])(
    'fits a frame of %i pixels, also at twice the text',
    async (width) => {
      for (const fontSize of [16, 32]) {
        await openPage({ viewport: { width, height: 900 } });
        const devtools = await context.newCDPSession(page);
        await devtools.send('Page.setFontSizes', { fontSizes: { standard: fontSize } });
        await page.goto(`${origin}/inbaddat`);
        const frame = page.mainFrame();
        expect(await frame.evaluate(() => getComputedStyle(document.body).fontSize)).toBe(
          `${fontSize}px`,
        );
        await expectComplete(frame);
        const overflow = await frame.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        });
        expect(overflow).toBeLessThanOrEqual(0);
        expect(await findFaults(frame)).toEqual([]);
        expect(complaints).toEqual([]);
      }
    },
  );

  it.each(['light', 'dark'] as const)('passes axe in %s and in forced colours', async (scheme) => {
    await openPage({ colorScheme: scheme });
    await page.goto(`${origin}/inbaddat`);
    expect(await findFaults(page.mainFrame())).toEqual([]);
    await page.emulateMedia({ colorScheme: scheme, forcedColors: 'active' });
    expect(await findFaults(page.mainFrame())).toEqual([]);
    await expectComplete(page.mainFrame());
  });
});

describe('what it leaves and takes', () => {
  it('is no cookie, no storage and nothing from anyone else', async () => {
    await page.goto(`${origin}/inbaddat`, { waitUntil: 'networkidle' });
    await expectNoTrace();
    expect(complaints).toEqual([]);
  });

  it('is at most 15 kB compressed, style and script included', async () => {
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    const sizes = new Map<string, number>();
    const paths = new Map<string, string>();
    devtools.on('Network.responseReceived', ({ requestId, response }) =>
      paths.set(requestId, new URL(response.url).pathname),
    );
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
      sizes.set(paths.get(requestId) ?? '', encodedDataLength),
    );
    await page.goto(`${origin}/inbaddat`, { waitUntil: 'networkidle' });
    expect([...sizes.keys()]).toEqual(expect.arrayContaining(['/inbaddat', '/inbaddat.css']));
    const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeLessThanOrEqual(15_000);
  });
});

describe('the height', () => {
  interface Followed {
    readonly frame: number;
    readonly content: number;
  }

  /**
   * Height of each frame and of what is in it, in CSS pixels. Chromium lets a frame of another site
   * rest while it is out of sight, so each is looked at.
   */
  async function heights(): Promise<Followed[]> {
    const all: Followed[] = [];
    for (const element of await page.locator('iframe').elementHandles()) {
      await element.scrollIntoViewIfNeeded();
      const frame = await element.contentFrame();
      const content = await frame?.evaluate(
        () => document.documentElement.getBoundingClientRect().height,
      );
      const box = await element.boundingBox();
      all.push({ frame: box?.height ?? 0, content: content ?? 0 });
    }
    return all;
  }

  /** Waits until all follow and the first is as said; its height. */
  async function expectFollowed(isSo: (now: number) => boolean = () => true): Promise<number> {
    await expect
      .poll(
        async () => {
          const all = await heights();
          const follow = all.every(({ frame, content }) => Math.abs(frame - content) <= 2);
          return follow && isSo(all[0]?.frame ?? 0);
        },
        { timeout: 15_000 },
      )
      .toBe(true);
    return (await heights())[0]?.frame ?? 0;
  }

  const told = () => page.evaluate(() => document.documentElement.dataset['told'] ?? '');

  beforeEach(async () => {
    await page.addInitScript(() => {
      if (window.parent !== window) return;
      window.addEventListener('message', ({ data }) => {
        const root = document.documentElement;
        root.dataset['told'] = `${root.dataset['told'] ?? ''}${JSON.stringify(data)}\n`;
      });
    });
    const body = formsFor()['iframe-script'] + formsFor('visa=linje').iframe;
    const both = body.replaceAll('<iframe', '<iframe data-omvarld').replace(' loading="lazy"', '');
    await page.goto(foreign.put({ body: both, headers: strict() }));
    await page.locator('iframe').nth(1).scrollIntoViewIfNeeded();
  });

  it('follows within 2 px, growing and shrinking, and comes to rest', async () => {
    const wide = await expectFollowed();
    await page.setViewportSize({ width: 340, height: 900 });
    const narrow = await expectFollowed((now) => now > wide);
    await page.setViewportSize({ width: 720, height: 900 });
    await expectFollowed((now) => now < narrow);
    const frame = await embedFrame();
    const tables = frame.getByText('Tabell', { exact: true });
    await tables.first().click();
    const closed = await expectFollowed((now) => now !== wide);
    expect(closed).toBeLessThan(wide);
    await tables.first().click();
    expect(await expectFollowed()).toBe(wide);
    const before = await told();
    await page.waitForTimeout(1000);
    expect(await told()).toBe(before);
    expect(complaints).toEqual([]);
  });

  it('is told in both dialects', async () => {
    const wide = await expectFollowed();
    const messages = (await told()).trim().split('\n');
    expect(messages).toContain(JSON.stringify({ type: 'omvarld:height', height: wide }));
    expect(messages).toContain(JSON.stringify({ height: wide }));
  });

  it('is not taken from any other window, and stays within its limits', async () => {
    const wide = await expectFollowed();
    await page.evaluate(() => window.postMessage({ type: 'omvarld:height', height: 3000 }, '*'));
    await page.waitForTimeout(300);
    expect(await expectFollowed()).toBe(wide);
    const frame = await embedFrame();
    const ask = (height: number) =>
      frame.evaluate((px) => {
        window.parent.postMessage({ type: 'omvarld:height', height: px }, '*');
      }, height);
    await ask(1_000_000);
    await expect.poll(async () => (await heights())[0]?.frame).toBe(4000);
    await ask(1);
    await expect.poll(async () => (await heights())[0]?.frame).toBe(120);
  });
});

describe('other forms', () => {
  it('the element shows the chart, follows its height and changes with its attributes', async () => {
    await page.goto(
      foreign.put({
        body: formsFor('nyckeltal=N21006').element,
        headers: { ...strict(), 'Cross-Origin-Embedder-Policy': 'require-corp' },
      }),
    );
    const inside = page.frameLocator('omvarld-diagram iframe');
    await inside.getByRole('heading', { name: /kostnad per hemtjänsttagare/ }).waitFor();
    const frame = page.locator('omvarld-diagram iframe');
    expect(await frame.getAttribute('title')).toBe('Diagram över hemtjänsten');
    const content = () =>
      inside.locator('html').evaluate((root) => root.getBoundingClientRect().height);
    await expect
      .poll(async () => Math.abs(((await frame.boundingBox())?.height ?? 0) - (await content())))
      .toBeLessThanOrEqual(2);
    await page
      .locator('omvarld-diagram')
      .evaluate((element) => element.setAttribute('fraga', 'nyckeltal=U21468'));
    await inside.getByRole('heading', { name: /nöjdhet/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it.each(['svg', 'png'])('the %s picture shows in a page of another origin', async (type) => {
    const body = formsFor().image.replace('/diagram.svg', `/diagram.${type}`);
    const headers = { ...strict(), 'Cross-Origin-Embedder-Policy': 'require-corp' };
    await page.goto(foreign.put({ body, headers }), { waitUntil: 'networkidle' });
    const image = page.getByRole('img', { name: 'Staplar' });
    const size = await image.evaluate((element) =>
      element instanceof HTMLImageElement ? [element.naturalWidth, element.naturalHeight] : [],
    );
    expect(size[0]).toBe(type === 'svg' ? 720 : 1440);
    expect(size[1]).toBeGreaterThan(200);
    expect(complaints).toEqual([]);
  });
});
