import type { BrowserContext, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { createEmbedWorld, firstFrame, type EmbedWorld } from '../support/embed-visit.ts';

let world: EmbedWorld;
let context: BrowserContext;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  world = await createEmbedWorld();
});
afterAll(() => world.close());
beforeEach(() => visit());
afterEach(() => context.close());

async function visit(options: BrowserContextOptions = {}): Promise<void> {
  await context?.close();
  ({ context, page, complaints } = await world.visit(options));
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
    const { iframe } = world.forms();
    await page.goto(world.put({ body: iframe }));
    const frame = await firstFrame(page);
    await expectComplete(frame);
    expect(await axeFaults(frame)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('is complete with JavaScript switched off', async () => {
    await visit({ javaScriptEnabled: false });
    await page.goto(world.put({ body: world.forms().iframe }));
    await expectComplete(await firstFrame(page));
    expect(await context.cookies()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(['', 'allow-scripts'])('is complete inside sandbox="%s"', async (sandbox) => {
    const body = world.forms().iframe.replace('<iframe', `<iframe sandbox="${sandbox}"`);
    await page.goto(world.put({ body }));
    await expectComplete(await firstFrame(page));
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
    await page.goto(world.put({ body: world.forms()['iframe-script'], headers: isolating }));
    await expectComplete(await firstFrame(page));
    expect(complaints).toEqual([]);
  });

  it.each([280, 320, 720, 1200])(
    'fits a frame of %i pixels, also at twice the text',
    async (width) => {
      for (const fontSize of [16, 32]) {
        await visit({ viewport: { width, height: 900 } });
        const devtools = await context.newCDPSession(page);
        await devtools.send('Page.setFontSizes', { fontSizes: { standard: fontSize } });
        await page.goto(`${world.origin}/inbaddat`);
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
        expect(await axeFaults(frame)).toEqual([]);
        expect(complaints).toEqual([]);
      }
    },
  );

  it.each(['light', 'dark'] as const)('passes axe in %s and in forced colours', async (scheme) => {
    await visit({ colorScheme: scheme });
    await page.goto(`${world.origin}/inbaddat`);
    expect(await axeFaults(page.mainFrame())).toEqual([]);
    await page.emulateMedia({ colorScheme: scheme, forcedColors: 'active' });
    expect(await axeFaults(page.mainFrame())).toEqual([]);
    await expectComplete(page.mainFrame());
  });
});

describe('what it leaves and takes', () => {
  it('is no cookie, no storage and nothing from anyone else', async () => {
    await page.goto(`${world.origin}/inbaddat`, { waitUntil: 'networkidle' });
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
    await page.goto(`${world.origin}/inbaddat`, { waitUntil: 'networkidle' });
    expect([...sizes.keys()]).toEqual(expect.arrayContaining(['/inbaddat', '/inbaddat.css']));
    const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeLessThanOrEqual(15_000);
  });
});
