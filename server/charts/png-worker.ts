import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';

/** One picture to draw; `id` comes back with the answer. */
export interface PngJob {
  readonly id: number;
  readonly svg: string;
  /** Pixels of the picture for each of the SVG's. */
  readonly scale: number;
}

export type PngAnswer =
  | { readonly id: number; readonly png: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly error: string };

const { resolve } = createRequire(import.meta.url);
const fontFiles = ['Regular', 'Semibold'].map((weight) =>
  resolve(`source-sans/TTF/SourceSans3-${weight}.ttf`),
);

parentPort?.on('message', ({ id, svg, scale }: PngJob) => {
  try {
    const png = toPng(svg, scale);
    const answer: PngAnswer = { id, png };
    parentPort?.postMessage(answer, [png.buffer]);
  } catch (error) {
    const answer: PngAnswer = { id, error: String(error) };
    parentPort?.postMessage(answer, []);
  }
  // A drawing is 5 MB and more outside V8's heap, which does not know it and would keep hundreds.
  globalThis.gc?.({ type: 'minor' });
});

function toPng(svg: string, scale: number): Uint8Array<ArrayBuffer> {
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Source Sans 3' },
  }).render();
  return new Uint8Array(image.asPng());
}
