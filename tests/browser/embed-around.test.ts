import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { axeFaults } from '../support/axe.ts';
import { createEmbedWorld, firstFrame, type EmbedWorld } from '../support/embed-visit.ts';

let world: EmbedWorld;
let context: BrowserContext;
let page: Page;
let complaints: readonly string[];
let asked: readonly string[];

beforeAll(async () => {
  world = await createEmbedWorld();
});
afterAll(() => world.close());
beforeEach(() => visit());
afterEach(() => context.close());

async function visit(): Promise<void> {
  ({ context, page, complaints, asked } = await world.visit());
}

describe('the values', () => {
  it.each(['', ' sandbox="allow-scripts"'])(
    'show under the pointer and by arrow keys, once wanted (frame%s)',
    async (sandbox) => {
      const body = world.forms('visa=linje').iframe.replace('<iframe', `<iframe${sandbox}`);
      const style = 'iframe { width: 100%; height: 2400px }';
      await page.goto(world.put({ body, style }), {
        waitUntil: 'networkidle',
      });
      expect(asked).not.toContain('/inbaddat.json');
      const chart = (await firstFrame(page)).locator('.chart').nth(1);
      await chart.hover();
      const tip = chart.locator('.chart-tip');
      await chart.locator('.chart-mark').waitFor({ state: 'attached' });
      await chart.focus();
      await page.keyboard.press('Home');
      await tip.waitFor();
      expect(await chart.getAttribute('aria-valuetext')).toBe(await tip.innerText());
      expect(await tip.innerText()).toMatch(/\d+(?:,\d)?\s%/);
      expect(asked).toContain('/inbaddat.json');
      expect(complaints).toEqual([]);
    },
  );
});

describe('a chart whose values are walked', () => {
  it('passes axe', async () => {
    await page.goto(`${world.origin}/inbaddat`);
    const chart = page.locator('.chart').first();
    await chart.hover();
    await chart.locator('.chart-mark').waitFor({ state: 'attached' });
    expect(await axeFaults(page.mainFrame())).toEqual([]);
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
    const body = world.forms()['iframe-script'] + world.forms('visa=linje').iframe;
    const both = body.replaceAll('<iframe', '<iframe data-omvarld').replace(' loading="lazy"', '');
    await page.goto(world.put({ body: both }));
    await page.locator('iframe').nth(1).scrollIntoViewIfNeeded();
  });

  it('follows within 2 px, growing and shrinking, and comes to rest', async () => {
    const wide = await expectFollowed();
    await page.setViewportSize({ width: 340, height: 900 });
    const narrow = await expectFollowed((now) => now > wide);
    await page.setViewportSize({ width: 720, height: 900 });
    await expectFollowed((now) => now < narrow);
    const frame = await firstFrame(page);
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
    const frame = await firstFrame(page);
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
      world.put({
        body: world.forms('nyckeltal=N21006').element,
        headers: { 'Cross-Origin-Embedder-Policy': 'require-corp' },
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
    const body = world.forms().image.replace('/diagram.svg', `/diagram.${type}`);
    const headers = { 'Cross-Origin-Embedder-Policy': 'require-corp' };
    await page.goto(world.put({ body, headers }), { waitUntil: 'networkidle' });
    const image = page.getByRole('img', { name: 'Staplar' });
    const size = await image.evaluate((element) =>
      element instanceof HTMLImageElement ? [element.naturalWidth, element.naturalHeight] : [],
    );
    expect(size[0]).toBe(type === 'svg' ? 720 : 1440);
    expect(size[1]).toBeGreaterThan(200);
    expect(complaints).toEqual([]);
  });
});
