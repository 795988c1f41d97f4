import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../server/main.ts';
import { launchChromium } from '../support/chromium.ts';
import { startTestServer } from '../support/server.ts';
import { openWatchedPage } from '../support/watched-page.ts';

let server: RunningServer;
let browser: Browser;
let origin: string;
let context: BrowserContext;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  server = await startTestServer();
  origin = `http://127.0.0.1:${server.port}`;
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1240, height: 900 } });
  ({ page, complaints } = await openWatchedPage(context, origin));
});

afterEach(async () => {
  await context.close();
});

async function open(path = '/'): Promise<void> {
  await page.goto(origin + path);
  await page.locator('area-picker .chip-add').waitFor();
  await page.waitForLoadState('networkidle');
}

/** The figures of the newest choice are there, or a notice that says why not. */
async function settled(): Promise<void> {
  await page.locator('omvarld-comparison[aria-busy="false"]').waitFor();
}

async function texts(selector: string): Promise<string[]> {
  const found = await page.locator(selector).allInnerTexts();
  return found.map((text) => text.replace(/\s+/g, ' ').trim());
}

const chips = () => texts('area-picker .chip:not(.chip-add) .chip-name');
const address = () => page.evaluate(() => location.pathname + location.search);

describe('choosing kommuner', () => {
  it('keeps what could not be read when nothing else was asked for', async () => {
    await open('/jamfor?kommuner=9999');
    const notice = await page.locator('.notice-problem').innerText();
    expect(notice).toContain('”9999”');
    expect(notice).not.toContain('Resten visas som vanligt');
    await page.getByRole('heading', { name: 'Ingen kommun är vald' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('finds Härryda from ”harr” and adds it with Enter', async () => {
    await open('/jamfor?kommuner=bracke,boras');
    await page.getByRole('button', { name: '+ Lägg till' }).click();
    await page.keyboard.type('harr');
    const hit = page.getByRole('option', { name: /^Härryda/ });
    await hit.waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('combobox').getAttribute('aria-activedescendant')).toBe(
      await hit.getAttribute('id'),
    );
    await page.keyboard.press('Enter');
    await page.waitForURL(/kommuner=bracke,boras,harryda/);
    expect(await chips()).toEqual(['Bräcke (egen kommun)', 'Borås', 'Härryda']);
    expect(complaints).toEqual([]);
  });

  it('adds all kommuner of a county by its name', async () => {
    await open('/jamfor?kommuner=bracke,boras');
    await page.getByRole('button', { name: '+ Lägg till' }).click();
    await page.keyboard.type('gotlands lan');
    await page.getByRole('option', { name: /^Gotlands län/ }).click();
    await page.waitForURL(/kommuner=bracke,boras,gotland/);
  });

  it('removes one by its own button, and the next becomes the own kommun', async () => {
    await open();
    const remove = page.getByRole('button', { name: 'Ta bort Bräcke' });
    const box = await remove.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
    await remove.click();
    await page.waitForURL(/kommuner=boras,eskilstuna/);
    expect((await chips())[0]).toBe('Borås (egen kommun)');
    await page.getByRole('heading', { level: 1, name: /Borås/ }).waitFor();
  });

  it('makes another the own kommun by pressing its name', async () => {
    await open();
    await page.getByRole('button', { name: 'Eskilstuna', exact: true }).click();
    await page.waitForURL(/\?fokus=eskilstuna$/);
    await page
      .locator('tr.own th', { hasText: 'Eskilstuna' })
      .first()
      .waitFor({ state: 'attached' });
  });

  it('says what to do when the last is removed, and starts over from there', async () => {
    await open('/jamfor?kommuner=bracke');
    await page.getByRole('button', { name: 'Ta bort Bräcke' }).click();
    await page.getByRole('heading', { name: 'Ingen kommun är vald' }).waitFor();
    expect(await address()).toBe('/jamfor?kommuner=');
    await page.getByRole('link', { name: 'Börja om med exemplet' }).click();
    await page.waitForURL(`${origin}/`);
  });
});

describe('choosing KPIs, view, years and gender', () => {
  it('searches the catalogue as one types and adds a KPI', async () => {
    await open('/jamfor?nyckeltal=N21006');
    await page.getByRole('button', { name: '+ Sök nyckeltal' }).click();
    await page.getByRole('option').first().waitFor();
    await page.keyboard.type('helhetssyn');
    await page
      .getByRole('option', { name: /U21468/ })
      .first()
      .click();
    await page.waitForURL(`${origin}/`);
    await settled();
    expect(await page.locator('.card').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('moves between views with the arrow keys of a radio group', async () => {
    await open();
    await page.getByRole('radio', { name: 'Staplar' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/visa=linje/);
    expect(await page.getByRole('radio', { name: 'Alla år' }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: '2022 och 2024' }).check({ force: true });
    await page.waitForURL(/\?ar=2022,2024$/);
    expect(await page.getByRole('radio', { name: 'Staplar' }).isChecked()).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('keeps every step in the address: back, reload and a shared link give the same view', async () => {
    await open();
    await page.getByRole('radio', { name: 'Över tid' }).check({ force: true });
    await page.waitForURL(/visa=linje/);
    await page.getByRole('radio', { name: '2022 och 2024' }).check({ force: true });
    await page.waitForURL(/ar=2022,2024/);
    const heading = page.getByRole('heading', { level: 1 });
    await settled();
    const twoYears = await heading.innerText();
    const shared = await address();
    await page.goBack();
    await page.waitForURL(/visa=linje/);
    await page.getByRole('radio', { name: '2022 och 2024', checked: false }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: /högst nöjdhet/ }).waitFor();
    expect(await address()).toBe('/');
    await open(shared);
    expect(await heading.innerText()).toBe(twoYears);
    expect(await page.title()).toBe(`${twoYears} – Omvärldsbevakning`);
  });

  it('shows what was wrong in a shared link, and keeps the rest', async () => {
    await open('/jamfor?kommuner=bracke,atlantis&visa=tarta');
    const notice = page.locator('.notice-problem');
    expect(await notice.innerText()).toContain('atlantis');
    expect(await notice.innerText()).toContain('tarta');
    expect(await chips()).toEqual(['Bräcke (egen kommun)']);
  });
});

describe('when the server is slow or away', () => {
  it('keeps the last figures and says so, and recovers on request', async () => {
    await open();
    const measure = page.locator('[data-kpi="U21468"] .measure');
    const figure = await measure.innerText();
    await page.route('**/api/v1/comparison*', (route) => route.abort());
    await page.getByRole('radio', { name: 'Över tid' }).check({ force: true });
    await page.getByText('Servern svarar inte').waitFor();
    expect(await measure.innerText()).toBe(figure);
    await page.unroute('**/api/v1/comparison*');
    await page.getByRole('button', { name: 'Försök igen' }).click();
    await page.locator('.notice-problem').waitFor({ state: 'detached' });
    await measure.filter({ hasNotText: figure }).waitFor();
  });

  it('shows the newest choice even when an older one answers last', async () => {
    await open();
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/v1/comparison?fokus=boras', async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    await page.getByRole('button', { name: 'Borås', exact: true }).click();
    await page.waitForURL(/fokus=boras/);
    await page.getByRole('button', { name: 'Piteå', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: /Piteå/ }).waitFor();
    release();
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Piteå');
    expect((await chips()).filter((name) => name.includes('egen'))).toEqual([
      'Piteå (egen kommun)',
    ]);
  });
});

describe('a figure', () => {
  it('lets its values be walked with arrow keys, read out and shown', async () => {
    await open();
    const chart = page.locator('[data-kpi="N21006"] .chart');
    await chart.focus();
    await page.keyboard.press('End');
    await page.locator('[data-kpi="N21006"] .chart-tip:not([hidden])').waitFor();
    await page.keyboard.press('Home');
    const said = await chart.getAttribute('aria-valuetext');
    expect(said).toMatch(/kr$/);
    expect(await page.locator('[data-kpi="N21006"] .chart-tip').innerText()).toBe(said);
    expect(await chart.getAttribute('aria-valuemax')).toBe('7');
    expect(complaints).toEqual([]);
  });

  it('sorts its table in Swedish order and by value', async () => {
    await open('/jamfor?visa=tabell');
    const names = () => texts('[data-kpi="N21006"] tbody th');
    const table = page.locator('[data-kpi="N21006"] table');
    await table.getByRole('button', { name: 'Kommun' }).click();
    expect((await names()).map((name) => name.split(' ')[0])).toEqual([
      'Borås',
      'Bräcke',
      'Eskilstuna',
      'Härryda',
      'Kungsbacka',
      'Piteå',
      'Sundsvall',
    ]);
    await table.getByRole('button', { name: '2024' }).click();
    expect((await names())[0]).toBe('Eskilstuna');
    expect(await table.locator('[aria-sort="descending"]').innerText()).toContain('2024');
  });

  it('offers code to embed, follows or locks, and gives focus back', async () => {
    await open();
    const opener = page.locator('[data-kpi="U21468"] [data-action="embed"]');
    await opener.click();
    const dialog = page.getByRole('dialog', { name: 'Bädda in diagrammet' });
    const code = dialog.getByRole('textbox', { name: 'Kod att klistra in' });
    const address = `${origin}/inbaddat?nyckeltal=U21468&amp;kommuner=2305,1490,`;
    expect(await code.inputValue()).toContain(`<iframe src="${address}`);
    await dialog.getByRole('radio', { name: /^Lås till utgåva/ }).check();
    expect(await code.inputValue()).toMatch(/utgava=\d{4}-\d\d-\d\d\.\d+/);
    await dialog.getByRole('radio', { name: /^Eget element/ }).check();
    expect(await code.inputValue()).toContain('<omvarld-diagram');
    const frame = page.frameLocator('iframe.preview');
    await frame.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('gives citations with a permanent link that shows the same figures', async () => {
    await open();
    await page.locator('[data-kpi="N21006"] [data-action="cite"]').click();
    const dialog = page.getByRole('dialog', { name: 'Citera siffrorna' });
    const link = await dialog.getByRole('textbox', { name: 'Permanent länk' }).inputValue();
    expect(await dialog.getByRole('textbox', { name: 'Lång' }).inputValue()).toContain(link);
    const heading = await page.locator('[data-kpi="N21006"] h2').innerText();
    await open(link.slice(origin.length));
    expect(await page.locator('.status').innerText()).toContain('Låst till utgåva');
    expect(await page.locator('[data-kpi="N21006"] h2').innerText()).toBe(heading);
  });
});
