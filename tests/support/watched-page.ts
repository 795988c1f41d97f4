import type { BrowserContext, Page } from 'playwright-core';

export interface WatchedPage {
  readonly page: Page;
  /** Console errors and warnings, script errors, failed answers, and requests to other hosts. */
  readonly complaints: readonly string[];
}

/** A page that remembers everything a visitor's browser would complain of, blocked content included. */
export async function openWatchedPage(
  context: BrowserContext,
  origin: string,
): Promise<WatchedPage> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isNews = ['error', 'warning'].includes(message.type());
    if (isNews) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    const isOwn = asked === origin || protocol === 'data:' || protocol === 'blob:';
    if (!isOwn) complaints.push(`foreign: ${request.url()}`);
  });
  return { page, complaints };
}
