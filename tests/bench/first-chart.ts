import type { Browser } from 'playwright-core';

export interface FirstChart {
  /** From the navigation's start until the frame in which a chart with a size was drawn. */
  readonly paintedMs: number;
  /** Requests whose answers had come by then, the page itself included, and their bytes sent. */
  readonly requests: number;
  readonly bytes: number;
  /** Addresses of scripts that had come by then, and of all that ever came. */
  readonly scriptsBefore: readonly string[];
  readonly scripts: readonly string[];
  readonly chartsInHtml: number;
}

/** Slow 4G as Lighthouse has it. */
const slow4g = { downloadThroughput: 204_800, uploadThroughput: 96_000, latency: 150 };

/** Opens a page in a browser that has never been here. */
export async function watchFirstChart(
  browser: Browser,
  url: string,
  { throttled }: { readonly throttled: boolean },
): Promise<FirstChart> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  try {
    const devTools = await context.newCDPSession(page);
    if (throttled) {
      await devTools.send('Network.enable');
      await devTools.send('Network.emulateNetworkConditions', { offline: false, ...slow4g });
      await devTools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    }
    await page.addInitScript(noteFirstChart);
    const answer = await page.goto(url, { waitUntil: 'load', timeout: 60_000 });
    const html = (await answer?.text()) ?? '';
    await page.waitForFunction(() => performance.getEntriesByName('first-chart').length > 0);
    await page.waitForLoadState('networkidle');
    const seen = await page.evaluate(readTimings);
    return { ...seen, chartsInHtml: html.match(/<svg[^>]*viewBox/g)?.length ?? 0 };
  } finally {
    await context.close();
  }
}

/** Runs in the page: marks the frame after the one in which a chart first had a size. */
function noteFirstChart(): void {
  const look = () => {
    const charts = [...document.querySelectorAll('figure svg')];
    const isSeen = charts.some((chart) => chart.getBoundingClientRect().height > 50);
    const isStyled = performance.getEntriesByName('first-contentful-paint').length > 0;
    if (isSeen && isStyled) performance.mark('first-chart');
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Runs in the page. */
function readTimings(): Omit<FirstChart, 'chartsInHtml'> {
  const [mark] = performance.getEntriesByName('first-chart');
  const paintedMs = mark?.startTime ?? Number.NaN;
  const fetched = [
    ...performance.getEntriesByType('navigation'),
    ...performance.getEntriesByType('resource'),
  ].filter((entry) => entry instanceof PerformanceResourceTiming);
  const before = fetched.filter(({ responseEnd }) => responseEnd <= paintedMs);
  const isScript = ({ name }: PerformanceResourceTiming) => /\.js(?:\?|$)/.test(name);
  return {
    paintedMs,
    requests: before.length,
    bytes: before.reduce((sum, { transferSize }) => sum + transferSize, 0),
    scriptsBefore: before.filter(isScript).map(({ name }) => name),
    scripts: fetched.filter(isScript).map(({ name }) => name),
  };
}
