import { createPngRenderer, type PngRenderer } from './png-renderer.ts';

let shared: PngRenderer | undefined;

/**
 * An SVG picture as PNG, at twice its own size unless said otherwise. The threads are shared by the
 * whole process, start with the first picture, and keep no process alive.
 * @throws {ProblemError} 503 `busy` @throws {ThreadError}
 */
export function pngPicture(svg: string, scale = 2): Promise<Uint8Array<ArrayBuffer>> {
  shared ??= createPngRenderer();
  return shared.render(svg, scale);
}
