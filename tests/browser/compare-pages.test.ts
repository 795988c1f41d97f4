import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../server/main.ts';
import { launchChromium } from '../support/chromium.ts';
import { createExpertFixture } from '../support/expert-fixture.ts';
import { findFaults, overflow } from '../support/page-faults.ts';
import type { ReleaseFixture } from '../support/release-fixture.ts';
import { startTestServer } from '../support/server.ts';

const motion = '/jamfor?nyckeltal=N21006,U21468,U20304,U20305&ar=2022,2024';
const pages = [
  '/liknande?kommun=bracke',
  '/liknande?kommun=bracke&nyckeltal=N01951,N00090&vikter=3,1',
  '/liknande?kommun=narnia',
  '/hme',
  '/hme?kommuner=pitea',
  '/fore-efter?kommun=kungsbacka&nyckeltal=U21468&ar=2023',
  '/fore-efter',
  '/metod',
  '/nyckeltal?urval=hme&kon=nej',
  '/nyckeltal/N01951',
  '/handelser',
  motion,
  motion.replace('/jamfor', '/rapport'),
];
const likes = 'bracke,vadstena,filipstad,alvdalen,berg,vilhelmina,arvidsjaur,jokkmokk';

let fixture: ReleaseFixture;
let server: RunningServer;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  fixture = await createExpertFixture();
  server = await startTestServer({ dataDir: fixture.dataDir });
  origin = `http://127.0.0.1:${server.port}`;
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await server.close();
  await fixture.close();
});

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

/** Opens all that is folded, but for menus that lie over the rest. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('main > article details, .guidance, .saved')) {
      folded.setAttribute('open', '');
    }
  });
}

describe('axe finds no fault and nothing scrolls sideways, wide or narrow', () => {
  it.each(pages)('%s', async (path) => {
    await withPage({}, async (page) => {
      for (const width of [1240, 320]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(origin + path, { waitUntil: 'networkidle' });
        await unfold(page);
        expect(await findFaults(page), `${width} px`).toEqual([]);
        expect(await overflow(page), `${width} px: too wide`).toBeLessThanOrEqual(0);
      }
    });
  });
});

describe('choosing whom to compare with', () => {
  it('Kolada’s likes for Bräcke become the list in the address', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${origin}/jamfor?kommuner=bracke`, { waitUntil: 'networkidle' });
      await page.locator('area-picker button.chip-add').click();
      const likesOfBracke = page
        .locator('ready-groups li')
        .filter({ hasText: 'Liknande kommuner äldreomsorg, Bräcke' });
      expect(await likesOfBracke.innerText()).toContain(
        'Vadstena, Filipstad, Älvdalen, Berg, Vilhelmina, Arvidsjaur, Jokkmokk',
      );
      await likesOfBracke.getByRole('button', { name: 'Byt till den här listan' }).click();
      await page.waitForURL((url) => url.search === `?kommuner=${likes}`);
    });
  });

  it('works without script: weights in a form, and the result in a comparison’s address', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${origin}/jamfor?nyckeltal=U21468&visa=linje`);
      await page.getByRole('link', { name: 'Liknande kommuner' }).click();
      await page.getByLabel('Folkmängd', { exact: true }).selectOption({ label: 'räknas dubbelt' });
      await page.getByLabel('80+ med hemtjänst').selectOption({ label: 'räknas inte' });
      await page.getByRole('button', { name: 'Visa liknande kommuner' }).click();
      expect(new URL(page.url()).searchParams.get('nyckeltal')).toBe('N01951,N01813,N02937');
      expect(new URL(page.url()).searchParams.get('vikter')).toBe('2,1,1');
      await page.getByRole('link', { name: 'Jämför Bräcke med de tio' }).click();
      const { searchParams } = new URL(page.url());
      expect(searchParams.get('kommuner')?.split(',')).toHaveLength(11);
      expect(searchParams.get('kommuner')).toMatch(/^bracke,/);
      expect(searchParams.get('nyckeltal')).toBe('U21468');
      expect(searchParams.get('visa')).toBe('linje');
    });
  });
});

describe('a reader’s own selections', () => {
  const stored = (page: Page) => page.evaluate(() => localStorage.getItem('omvarld.urval'));

  it('are kept when asked for, found after a reload, and gone when removed', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${origin}/jamfor?visa=linje`, { waitUntil: 'networkidle' });
      expect(await stored(page)).toBeNull();
      await page.getByText('Spara urvalet').click();
      await page.getByLabel('Namn på urvalet').fill('Till nämnden i maj');
      await page.getByRole('button', { name: 'Spara', exact: true }).click();
      await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
      await page.getByText('Sparade urval (1)').click();
      await page.getByRole('link', { name: 'Till nämnden i maj' }).click();
      // In full: what it leaves out may mean something else another year.
      expect(new URL(page.url()).search).toBe(
        '?nyckeltal=N21006,U21468&kommuner=2305,1490,0484,1401,1384,2581,2281&fokus=2305&ar=alla&kon=T&visa=linje',
      );
      await page.getByText('Sparade urval (1)').click();
      expect(await findFaults(page)).toEqual([]);
      await page.getByRole('button', { name: 'Ta bort Till nämnden i maj' }).click();
      expect(await stored(page)).toBeNull();
    });
  });

  it('survive a storage that holds something else', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${origin}/metod`);
      await page.evaluate(() => localStorage.setItem('omvarld.urval', '{"saved":'));
      await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
      await page.getByText('Spara urvalet').click();
      await page.getByLabel('Kom ihåg de senaste').check();
      await page.goto(`${origin}/jamfor?visa=tabell`, { waitUntil: 'networkidle' });
      await page.getByText('Spara urvalet').click();
      expect(await page.locator('saved-selections h3').innerText()).toBe('Senast visade');
    });
  });
});

describe('the motion that Bräcke answered', () => {
  it('is told in one address and one report: cost, satisfaction, leadership and events', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
      await page.getByRole('link', { name: 'Bräckes svar på motionen' }).click();
      expect(await page.locator('.card').count()).toBe(4);
      const text = await page.locator('main').innerText();
      expect(text).toMatch(/401\s816\skr/);
      expect(text).toMatch(/92\s%/);
      expect(text).toContain('visar förtroende för mig');
      expect(text).toContain('förutsättningar att ta ansvar');
      await page.goto(origin + motion.replace('/jamfor', '/rapport'));
      const report = await page.locator('main').innerText();
      for (const part of ['Kungsbackamodellen', 'Skönsmomodellen', 'Tillitsresan', '491'])
        expect(report).toContain(part);
      expect(report).toMatch(/2022/);
    });
  });
});
