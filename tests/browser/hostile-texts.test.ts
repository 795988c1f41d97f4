import { strFromU8, unzipSync } from 'fflate';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../server/main.ts';
import { launchChromium } from '../support/chromium.ts';
import {
  createHostileFixture,
  hostileAreas,
  hostileGroup,
  hostileKpis,
  payloads,
} from '../support/hostile-fixture.ts';
import type { ReleaseFixture } from '../support/release-fixture.ts';
import { startTestServer } from '../support/server.ts';

const views = ['stapel', 'linje', 'tabell', 'samband', 'spridning', 'kon'];
const [first = ''] = hostileKpis;
const kommuner = [...hostileAreas, hostileGroup].join();
const comparison = `nyckeltal=${hostileKpis.join()}&kommuner=${kommuner}`;
const everything = encodeURIComponent(payloads.join(' '));

/** What Kolada sent, on every page that shows it. */
const shown = [
  `/jamfor?${comparison}`,
  ...views.map(
    (view) =>
      `/jamfor?nyckeltal=${hostileKpis.slice(0, 3).join()}&kommuner=${kommuner}&visa=${view}`,
  ),
  ...views.map((view) => `/inbaddat?nyckeltal=${first}&kommuner=${kommuner}&visa=${view}`),
  ...['stapel', 'linje', 'samband'].map((view) => `/diagram.svg?${comparison}&visa=${view}`),
  ...hostileKpis.slice(0, 4).map((id) => `/nyckeltal/${id}`),
  `/rapport?${comparison}`,
  '/nyckeltal',
  '/handelser',
  '/',
  `/hme?kommuner=${hostileAreas.join()}`,
  `/liknande?kommun=${hostileAreas[1]}&nyckeltal=${hostileKpis.slice(0, 3).join()}`,
  `/fore-efter?kommun=${hostileAreas[1]}&nyckeltal=${first}&ar=2023&jamfor=${hostileAreas.slice(2, 6).join()}`,
  `/badda-in?${comparison}`,
  `/badda-in/wordpress?${comparison}`,
  `/andringar.atom?${comparison}`,
  '/api/v1/docs',
  `/api/v1/comparison?nyckeltal=${first}&kommuner=${kommuner}`,
];
/** What a reader, or whoever gave the reader the link, wrote. */
const written = payloads.slice(0, 7).flatMap((payload) => {
  const text = encodeURIComponent(payload);
  return [
    `/jamfor?nyckeltal=${text}&kommuner=${text}&fokus=${text}&ar=${text}&visa=${text}&${text}=${text}`,
    `/nyckeltal?q=${text}`,
  ];
});
const elsewhere = [
  `/inbaddat?kommuner=${everything}&${everything}=1`,
  `/nyckeltal/${everything}`,
  `/${everything}`,
  `/diagram.svg?kommuner=${everything}`,
  `/api/v1/kpis?q=${everything}`,
  `/badda-in?kommuner=${everything}`,
  `/rapport?nyckeltal=${everything}`,
  `/hme?kommuner=${everything}&${everything}=1`,
  `/liknande?kommun=${everything}&nyckeltal=${everything}&vikter=${everything}&till=${everything}`,
  `/liknande?kommun=${hostileAreas[1]}&annat=${everything}&till=${everything}`,
  `/fore-efter?kommun=${everything}&nyckeltal=${everything}&ar=${everything}&jamfor=${everything}`,
];

let server: RunningServer;
let fixture: ReleaseFixture;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  fixture = await createHostileFixture();
  server = await startTestServer({ dataDir: fixture.dataDir });
  origin = `http://127.0.0.1:${server.port}`;
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await fixture.close();
});

/** Touches every element as a pointer and a keyboard would, and tells what ran or got in. */
async function intruders(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('*')) {
      element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
      if (element instanceof HTMLElement || element instanceof SVGElement) element.focus();
    }
  });
  return planted(page);
}

function planted(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const strangers = document.querySelectorAll(
      'img[src="x"], [onerror], [onload], [onmouseover], [onfocus], iframe[srcdoc], [href^="javascript:"], script:not([src]):not([type="application/json"], [type="application/ld+json"])',
    );
    const found = [...strangers].map((element) => element.outerHTML.slice(0, 200));
    return 'ran' in window ? ['a script ran', ...found] : found;
  });
}

describe.each([
  { name: 'with the policy that the server sends', bypassCSP: false },
  { name: 'with no policy at all', bypassCSP: true },
])('texts from outside are text, $name', ({ bypassCSP }) => {
  let context: BrowserContext;
  let page: Page;
  const blocked: string[] = [];

  beforeAll(async () => {
    context = await browser.newContext({ bypassCSP });
    page = await context.newPage();
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) blocked.push(message.text());
    });
    page.on('dialog', (dialog) => void dialog.dismiss());
  });
  afterAll(() => context.close());

  const open = async (path: string) => {
    const answer = await page.goto(origin + path, { waitUntil: 'load' });
    return answer?.status();
  };

  it.each(shown)('from Kolada: %#', async (path) => {
    expect(await open(path)).toBe(200);
    expect(await intruders(page)).toEqual([]);
  });

  it('from Kolada, in the answer to a site that embeds', async () => {
    const url = encodeURIComponent(
      `${server.address}/jamfor?nyckeltal=${first}&kommuner=${kommuner}`,
    );
    expect(await open(`/oembed?url=${url}`)).toBe(200);
    expect(await intruders(page)).toEqual([]);
  });

  it.each(written)('from the address: %#', async (path) => {
    expect(await open(path)).toBe(200);
    expect(await intruders(page)).toEqual([]);
  });

  it.each(elsewhere)('from an address that leads nowhere: %#', async (path) => {
    expect([200, 400, 404]).toContain(await open(path));
    expect(await intruders(page)).toEqual([]);
  });

  it('from the keyboard, in the fields for searching', async () => {
    await page.goto(`${origin}/jamfor?nyckeltal=${first}&kommuner=${kommuner}`);
    await page.waitForLoadState('networkidle');
    for (const name of ['+ Lägg till', '+ Sök nyckeltal']) {
      await page.getByRole('button', { name }).click();
      const field = page.locator('input:focus');
      await field.waitFor();
      for (const payload of payloads.slice(0, 4)) {
        await field.fill(payload);
        // Found among the hostile names: every one holds this.
        await field.fill('window');
        await page.waitForTimeout(300);
        expect(await planted(page)).toEqual([]);
        await field.fill(payload);
        await page.keyboard.press('Enter');
        expect(await planted(page)).toEqual([]);
      }
      await page.keyboard.press('Escape');
    }
  });

  it('and in the dialogs for citing and embedding', async () => {
    await page.goto(`${origin}/jamfor?nyckeltal=${first}&kommuner=${kommuner}`);
    await page.waitForLoadState('networkidle');
    const buttons = page.locator('button[aria-haspopup="dialog"]:visible, button:visible');
    const count = Math.min(12, await buttons.count());
    for (let i = 0; i < count; i++) {
      await buttons
        .nth(i)
        .click({ timeout: 2000, force: true })
        .catch(() => undefined);
      expect(await intruders(page)).toEqual([]);
      await page.keyboard.press('Escape');
    }
    expect(count).toBeGreaterThan(2);
  });

  it('which a reader sees as they were written', async () => {
    await page.goto(`${origin}/nyckeltal/${first}`);
    expect(await page.locator('main').innerText()).toContain('<script>window.ran=1</script>');
  });

  it('and the policy had nothing to stop', () => {
    expect(blocked).toEqual([]);
  });
});

describe('files with hostile texts are whole', () => {
  const faultOf = (page: Page, xml: string) =>
    page.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, 'application/xml');
      return document.querySelector('parsererror')?.textContent ?? null;
    }, xml);
  const bytesOf = async (path: string) =>
    new Uint8Array(await (await fetch(origin + path)).arrayBuffer());

  it.each([`/rapport.docx?${comparison}`, `/data.xlsx?${comparison}`])('%#', async (path) => {
    const page = await browser.newPage();
    const parts = Object.entries(unzipSync(await bytesOf(path)));
    const xml = parts.filter(([name]) => /\.(?:xml|rels)$/.test(name));
    expect(xml.length).toBeGreaterThan(5);
    for (const [name, bytes] of xml) {
      expect(await faultOf(page, strFromU8(bytes)), name).toBeNull();
      expect(strFromU8(bytes)).not.toContain('Target="javascript:');
    }
    await page.close();
  });

  it.each([
    `/andringar.atom?${comparison}`,
    ...views.map((view) => `/diagram.svg?${comparison}&visa=${view}`),
  ])('%#', async (path) => {
    const page = await browser.newPage();
    const answer = await fetch(origin + path);
    expect(answer.status).toBe(200);
    expect(await faultOf(page, await answer.text())).toBeNull();
    await page.close();
  });
});
