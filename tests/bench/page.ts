import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import type { Bench } from './bench.ts';
import { least, most, type BenchFigure } from './figure.ts';
import { watchFirstChart, type FirstChart } from './first-chart.ts';
import { median } from './measure.ts';
import { startProduct } from './processes.ts';
import { wholeRelease } from './whole-release.ts';

const rounds = 3;

/** What a reader's browser fetches until the first chart is seen, and when that is. */
export const page: Bench = async () => {
  const whole = await wholeRelease();
  const product = await startProduct(whole.dir);
  const browser = await launchChromium();
  try {
    const figures: BenchFigure[] = [];
    for (const [name, path] of [
      ['dashboard', '/'],
      ['embed', '/inbaddat?nyckeltal=U21468'],
    ] as const) {
      // The first reader of all pays for the drawing; these are the ones after.
      await fetch(product.origin + path).then((answer) => answer.arrayBuffer());
      figures.push(...(await measure(browser, product.origin + path, name)));
    }
    return figures;
  } finally {
    await browser.close();
    await product.stop();
  }
};

async function measure(browser: Browser, url: string, name: string): Promise<BenchFigure[]> {
  const plain: FirstChart[] = [];
  const slow: FirstChart[] = [];
  for (let round = 0; round < rounds; round++) {
    plain.push(await watchFirstChart(browser, url, { throttled: false }));
    slow.push(await watchFirstChart(browser, url, { throttled: true }));
  }
  const [first] = slow;
  if (first === undefined) throw new Error('nothing was watched');
  const isDashboard = name === 'dashboard';
  const kilobytes = (bytes: number) => bytes / 1000;
  const scripts = await gzipKilobytes(first.scriptsBefore);
  const all = await gzipKilobytes(first.scripts);
  return [
    figure(`${name}, first chart painted`, median(plain.map(({ paintedMs }) => paintedMs)), 'ms'),
    figure(
      `${name}, first chart painted on slow 4G and 4 × slower processor`,
      median(slow.map(({ paintedMs }) => paintedMs)),
      'ms',
    ),
    figure(`${name}, requests before it`, first.requests, ''),
    figure(`${name}, bytes before it`, kilobytes(first.bytes), 'kB'),
    {
      ...figure(`${name}, script before it, gzip`, scripts, 'kB'),
      ...(isDashboard && { target: most(60) }),
      note: `${all.toFixed(0)} kB of script in all`,
    },
    {
      ...figure(`${name}, charts in the HTML`, first.chartsInHtml, ''),
      ...(isDashboard && { target: least(1) }),
    },
  ];
}

function figure(name: string, value: number, unit: string): BenchFigure {
  return { bench: 'page', name, value, unit };
}

async function gzipKilobytes(urls: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const url of urls) {
    bytes += gzipSync(new Uint8Array(await (await fetch(url)).arrayBuffer())).byteLength;
  }
  return bytes / 1000;
}
