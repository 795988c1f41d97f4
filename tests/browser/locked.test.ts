import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../server/main.ts';
import { launchChromium } from '../support/chromium.ts';
import { plain } from '../support/plain-text.ts';
import {
  createReleaseFixture,
  fixtureKpis,
  type ReleaseFixture,
} from '../support/release-fixture.ts';
import { startTestServer } from '../support/server.ts';
import { openWatchedPage } from '../support/watched-page.ts';

const areas = ['2305', '1490', '0484', '1401', '1384', '2581', '2281'];
const rows = (kpi: string, first: number) =>
  areas.map((area, i) => ({ kpi, area, year: 2024, value: first + i }));
/** The last two tell how many answered; the page asks for them beside any survey. */
const kpis = [
  ...fixtureKpis,
  { id: 'N23590', title: 'Färre än 30 svar' },
  { id: 'N21898', title: 'HME, svarsfrekvens' },
];
const locked = '2026-11-22.1';

let fixture: ReleaseFixture;
let server: RunningServer;
let browser: Browser;
let origin: string;
let context: BrowserContext;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  const observations = [...rows('N21006', 400_000), ...rows('U21468', 80)];
  const revised = { kpi: 'N21006', area: '2305', year: 2024, value: 398_765 };
  fixture = await createReleaseFixture({
    releases: [{ kpis, observations }, { observations: [revised] }],
  });
  server = await startTestServer({ dataDir: fixture.dataDir });
  origin = `http://127.0.0.1:${server.port}`;
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await fixture.close();
});
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1240, height: 900 } });
  ({ page, complaints } = await openWatchedPage(context, origin));
});
afterEach(() => context.close());

const notice = () => page.locator('.locked-difference');

describe('a view locked to an old release', () => {
  it('tells what has changed since, and goes on telling while the view is changed', async () => {
    await page.goto(`${origin}/jamfor?utgava=${locked}`, { waitUntil: 'networkidle' });
    expect(await notice().locator('h2').innerText()).toBe(
      `1 av 14 värden har ändrats sedan utgåva ${locked}`,
    );
    await notice().getByText('Visa ändringen').click();
    expect(plain(await notice().locator('tbody tr').innerText())).toMatch(
      /Bräcke\s+Kostnad per hemtjänsttagare\s+2024\s+Totalt\s+400 000 kr\s+398 765 kr/,
    );
    await page.getByRole('button', { name: /^Ta bort Kostnad/ }).click();
    await notice().getByText('Inget av de 7 värdena har ändrats').waitFor();
    expect(page.url()).toContain(`utgava=${locked}`);
    expect(complaints).toEqual([]);
  });

  it('leads to the same view with the newest figures, where there is no notice', async () => {
    await page.goto(`${origin}/jamfor?kommuner=bracke,boras&utgava=${locked}`);
    await page.waitForLoadState('networkidle');
    await notice().getByRole('link', { name: 'Visa senaste siffrorna' }).click();
    await page.waitForURL(`${origin}/jamfor?kommuner=2305,1490`);
    await page.waitForLoadState('networkidle');
    expect(await notice().count()).toBe(0);
    expect(plain(await page.locator('main').innerText())).toContain('398 765 kr');
    expect(complaints).toEqual([]);
  });
});
