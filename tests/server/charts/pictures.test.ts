import { afterAll, describe, expect, it } from 'vitest';
import { createPngRenderer } from '../../../server/charts/png-renderer.ts';
import { svgPicture } from '../../../server/charts/svg-picture.ts';
import { ProblemError } from '../../../server/errors.ts';
import { ThreadError } from '../../../server/threads/thread-pool.ts';
import { figurePage } from '../../../web/shared/figure/figure-page.ts';
import type { Figure } from '../../../web/shared/figure/figure.ts';
import { modelCaseAnswer, today } from '../../support/answers.ts';

function modelFigure(change: Partial<Figure> = {}): Figure {
  const [figure] = figurePage(modelCaseAnswer(), { events: [], today }).figures;
  if (figure === undefined) throw new Error('the model case has figures');
  return { ...figure, ...change };
}

describe('an SVG picture', () => {
  it('holds heading, measure, every value, source and release as text', async () => {
    const figure = modelFigure();
    const { svg } = await svgPicture(figure);
    const text = textOf(svg);
    for (const part of [figure.heading, figure.measure, 'Bräcke', '401 816 kr', 'Utgåva'])
      expect(text).toContain(part.replaceAll('\u00a0', ' '));
    expect(svg).not.toMatch(/ style=|<style|<script|http(?!:\/\/www\.w3\.org)/);
  });

  it('tells who cannot see it what it shows', async () => {
    const { svg } = await svgPicture(modelFigure({ heading: 'A < B & C', alternative: 'Staplar' }));
    expect(svg).toContain('role="img"><title>A &lt; B &amp; C</title><desc>Staplar</desc>');
    expect(svg).not.toContain('aria-hidden');
  });

  it.each([
    [280, 280],
    [720, 720],
    [1200, 800],
    [1600, 1067],
  ])('is %i pixels wide, laid out for %i', async (width, layout) => {
    const picture = await svgPicture(modelFigure(), { width });
    expect(picture.width).toBe(width);
    expect(picture.svg).toMatch(new RegExp(`viewBox="0 0 ${layout} \\d+" width="${width}"`));
  });

  it('becomes its texts when there is nothing to draw', async () => {
    const { svg } = await svgPicture(modelFigure({ chart: undefined, heading: 'Inga värden' }));
    expect(textOf(svg)).toContain('Inga värden');
    expect(textOf(svg)).toContain('Utgåva');
  });
});

describe('the PNG renderer', () => {
  const renderer = createPngRenderer({ threads: 1, mostWaiting: 2, deadlineMs: 20_000 });
  afterAll(() => renderer.close());

  it('draws a PNG at twice the size of the SVG, while others get their turn', async () => {
    const { svg, width, height } = await svgPicture(modelFigure());
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const png = await renderer.render(svg);
    clearInterval(timer);
    expect(sizeOf(png)).toEqual([2 * width, 2 * height]);
    expect(turns).toBeGreaterThan(3);
  });

  it('says that a picture could not be drawn, and draws the next', async () => {
    await expect(renderer.render('<svg')).rejects.toThrow(ThreadError);
    const { svg } = await svgPicture(modelFigure(), { width: 280 });
    expect(sizeOf(await renderer.render(svg, 1))[0]).toBe(280);
  });

  it('refuses more than it may keep waiting', async () => {
    const { svg } = await svgPicture(modelFigure(), { width: 280 });
    const asked = Array.from({ length: 6 }, () => renderer.render(svg, 1));
    const answers = await Promise.allSettled(asked);
    const refused = answers.filter(
      (answer) => answer.status === 'rejected' && answer.reason instanceof ProblemError,
    );
    expect(refused).toHaveLength(3);
  });

  it('lets go of what it has drawn', async () => {
    const { svg } = await svgPicture(modelFigure(), { width: 1600 });
    await renderer.render(svg);
    const before = process.memoryUsage.rss();
    for (let drawn = 0; drawn < 25; drawn++) await renderer.render(svg);
    // Each drawing is 7 MB before it is packed as PNG, and its tree as much again.
    expect((process.memoryUsage.rss() - before) / 2 ** 20).toBeLessThan(120);
  });

  it('gives up a picture that takes too long', async () => {
    const hasty = createPngRenderer({ threads: 1, deadlineMs: 1 });
    const { svg } = await svgPicture(modelFigure());
    await expect(hasty.render(svg)).rejects.toThrow(ThreadError);
    await hasty.close();
  });
});

function textOf(svg: string): string {
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text ?? '');
  return texts.join(' ').replaceAll('\u00a0', ' ');
}

/** Width and height from the header chunk. */
function sizeOf(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset);
  expect(view.getUint32(0)).toBe(0x89504e47);
  return [view.getUint32(16), view.getUint32(20)];
}
