import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RunningServer } from '../../server/main.ts';
import { formatValue } from '../../web/shared/text/number.ts';
import { launchChromium } from '../support/chromium.ts';
import { startTestServer } from '../support/server.ts';
import { openWatchedPage } from '../support/watched-page.ts';

const units: Readonly<Record<string, string>> = { N21006: 'kr', U21468: '%' };
const motion = 'Bräcke kommun, svar på motion om att avskaffa minutstyrning i hemtjänsten (2025)';

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

/** The snapshot's values of 2024 for everyone: `{ N21006: { Borås: 377225, … } }`. */
function snapshot2024(): Record<string, Record<string, number>> {
  const file = new URL('../../data/observations.csv', import.meta.url);
  const rows: Record<string, string>[] = parse(readFileSync(file, 'utf8'), {
    columns: true,
    bom: true,
  });
  const values: Record<string, Record<string, number>> = { N21006: {}, U21468: {} };
  for (const { kpi = '', municipality = '', year, gender, value } of rows) {
    const byName = values[kpi];
    if (byName !== undefined && year === '2024' && gender === 'T') {
      byName[municipality] = Number(value);
    }
  }
  return values;
}

/** What the tables on the page say: `{ N21006: { Borås: '377 225 kr', … } }`. */
async function shownTables(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const tables: Record<string, Record<string, string>> = {};
    for (const kpi of ['N21006', 'U21468']) {
      const rows = [...document.querySelectorAll(`[data-kpi="${kpi}"] tbody tr`)];
      tables[kpi] = Object.fromEntries(
        rows.map((row) => {
          const area = row.querySelector('th')?.textContent ?? '';
          const value = row.querySelector('td')?.textContent ?? '';
          return [area.replace(/\(.*\)/s, '').trim(), value.trim()];
        }),
      );
    }
    return tables;
  });
}

function asShown(values: Record<string, Record<string, number>>) {
  return Object.fromEntries(
    Object.entries(values).map(([kpi, byName]) => [
      kpi,
      Object.fromEntries(
        Object.entries(byName).map(([name, value]) => [name, formatValue(value, units[kpi] ?? '')]),
      ),
    ]),
  );
}

describe('the first visit, with no Kolada in reach', () => {
  it('shows the seven kommuner’s cost and satisfaction 2024 exactly as in the snapshot', async () => {
    const context = await browser.newContext({ viewport: { width: 1240, height: 900 } });
    const { page, complaints } = await openWatchedPage(context, origin);
    await page.goto(`${origin}/`);
    await page.waitForLoadState('networkidle');

    const expected = snapshot2024();
    expect(Object.values(expected).map((byName) => Object.keys(byName).length)).toEqual([7, 7]);
    expect(await shownTables(page)).toEqual(asShown(expected));
    const heading = await page.locator('h1').innerText();
    expect(heading).toContain('Bräcke har högst nöjdhet av sju kommuner 2024');
    expect(await page.locator('svg').count()).toBeGreaterThanOrEqual(2);

    const text = await page.locator('body').innerText();
    expect(text).toContain('ögonblicksbild');
    for (const kpi of ['N21006', 'U21468']) {
      const source = await page.locator(`[data-kpi="${kpi}"] .source`).innerText();
      expect(source).toContain(motion);
      expect(source).toContain(kpi);
    }
    expect(complaints).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  it('gives the snapshot’s own numbers, unrounded, from the API', async () => {
    const response = await fetch(`${origin}/api/v1/comparison`);
    const { municipalities, observations, release } = z
      .object({
        release: z.object({ source: z.string() }),
        municipalities: z.array(z.object({ id: z.string(), name: z.string() })),
        observations: z.array(
          z.object({ kpi: z.string(), municipality: z.string(), value: z.number().nullable() }),
        ),
      })
      .parse(await response.json());
    const names = new Map(municipalities.map(({ id, name }) => [id, name]));
    const given: Record<string, Record<string, number | null>> = { N21006: {}, U21468: {} };
    for (const { kpi, municipality, value } of observations) {
      const byName = given[kpi];
      if (byName !== undefined) byName[names.get(municipality) ?? municipality] = value;
    }
    expect(release.source).toBe('snapshot');
    expect(given).toEqual(snapshot2024());
  });

  it('shows heading, charts, figures and source with JavaScript switched off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const { page, complaints } = await openWatchedPage(context, origin);
    await page.goto(`${origin}/`);
    expect(await page.locator('h1').innerText()).toContain('Bräcke har högst nöjdhet');
    for (const kpi of ['N21006', 'U21468']) {
      const card = page.locator(`[data-kpi="${kpi}"]`);
      expect(await card.locator('svg').first().isVisible()).toBe(true);
      expect(await card.locator('.source').isVisible()).toBe(true);
      await card.getByText('Tabell', { exact: true }).click();
      expect(await card.locator('tbody tr').count()).toBe(7);
      expect(await card.locator('tbody td').first().isVisible()).toBe(true);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('leads on from view to view: the address is the state, and back leads back', async () => {
    const context = await browser.newContext();
    const { page, complaints } = await openWatchedPage(context, origin);
    await page.goto(`${origin}/`);
    await page.waitForLoadState('networkidle');
    await page.getByText('Över tid', { exact: true }).click();
    await page.waitForURL(/visa=linje/);
    const heading = await page.locator('h1').innerText();
    await page.reload();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('h1').innerText()).toBe(heading);
    await page.goBack();
    await page.waitForURL(`${origin}/`);
    await expect
      .poll(() => page.locator('h1').innerText())
      .toContain('Bräcke har högst nöjdhet av sju kommuner 2024');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
