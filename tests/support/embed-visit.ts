import type { Browser, BrowserContext, BrowserContextOptions, Frame, Page } from 'playwright-core';
import type { RunningServer } from '../../server/main.ts';
import { embedForms, type EmbedForms } from '../../web/shared/embed/embed-forms.ts';
import { launchChromium } from './chromium.ts';
import { createForeignSite, type ForeignPage, type ForeignSite } from './foreign-site.ts';
import { startTestServer } from './server.ts';

/** One reader's visit; `complaints` holds errors, blocked content and requests to anyone else. */
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: readonly string[];
  /** Paths that were asked for, of either site. */
  readonly asked: readonly string[];
}

/** The server with its embeds, a kommun's site on another host, and a browser that visits both. */
export interface EmbedWorld {
  readonly origin: string;
  readonly visit: (options?: BrowserContextOptions) => Promise<Visit>;
  /** Puts up a page of the other site, whose policy allows nothing but the embed. */
  readonly put: (page: ForeignPage) => string;
  readonly forms: (query?: string) => EmbedForms;
  readonly close: () => Promise<void>;
}

export async function createEmbedWorld(): Promise<EmbedWorld> {
  const server: RunningServer = await startTestServer();
  const foreign: ForeignSite = await createForeignSite();
  const browser: Browser = await launchChromium();
  const origin = `http://127.0.0.1:${server.port}`;
  const policy = [
    "default-src 'none'",
    `frame-src ${origin}`,
    `script-src ${origin}`,
    `img-src ${origin}`,
    "style-src 'self'",
  ].join('; ');
  return {
    origin,
    visit: async (options = {}) => {
      const context = await browser.newContext({
        viewport: { width: 720, height: 900 },
        ...options,
      });
      const page = await context.newPage();
      return { context, page, ...listen(page, [origin, foreign.origin]) };
    },
    put: ({ headers, ...page }) =>
      foreign.put({ ...page, headers: { 'Content-Security-Policy': policy, ...headers } }),
    forms: (query = '') =>
      embedForms({ origin, query, title: 'Diagram över hemtjänsten', imageAlternative: 'Staplar' }),
    close: async () => {
      await browser.close();
      await foreign.close();
      await server.close();
    },
  };
}

/** The page's first frame, loaded. */
export async function firstFrame(page: Page): Promise<Frame> {
  const element = await page.waitForSelector('iframe');
  const frame = await element.contentFrame();
  if (frame === null) throw new Error('no frame');
  await frame.waitForLoadState('load');
  return frame;
}

function listen(page: Page, own: readonly string[]) {
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    const { origin, protocol, pathname } = new URL(request.url());
    asked.push(pathname);
    if (!own.includes(origin) && protocol !== 'data:') complaints.push(`foreign: ${request.url()}`);
  });
  return { complaints, asked };
}
