import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { Resvg } from '@resvg/resvg-js';
import { answerJobs } from '../threads/answer-jobs.ts';

/** One picture to draw. */
export interface PngJob {
  readonly svg: string;
  /** Pixels of the picture for each of the SVG's. */
  readonly scale: number;
}

const { resolve } = createRequire(import.meta.url);
const fontFiles = ['Regular', 'Semibold'].map((weight) =>
  resolve(`source-sans/TTF/SourceSans3-${weight}.ttf`),
);

answerJobs<PngJob, Uint8Array<ArrayBuffer>>(
  ({ svg, scale }) => {
    const png = toPng(svg, scale);
    return { done: png, transfer: [png.buffer] };
  },
  // A drawing is 5 MB and more outside V8's heap, which does not know it and would keep hundreds.
  async () => {
    globalThis.gc?.({ type: 'minor' });
    // What is collected gives its memory back in a turn of its own.
    await setImmediate();
  },
);

function toPng(svg: string, scale: number): Uint8Array<ArrayBuffer> {
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Source Sans 3' },
  }).render();
  return new Uint8Array(image.asPng());
}
