import { createThreadPool } from '../threads/thread-pool.ts';
import type { PngJob } from './png-worker.ts';

/** Draws SVG as PNG in threads of its own, so that nobody else waits for it. */
export interface PngRenderer {
  /**
   * @param scale 2 gives twice the SVG's own size in pixels
   * @throws {ProblemError} 503 `busy` when too many wait already
   * @throws {ThreadError} when the picture could not be drawn in time, or at all
   */
  readonly render: (svg: string, scale?: number) => Promise<Uint8Array<ArrayBuffer>>;
  readonly close: () => Promise<void>;
}

export interface PngRendererOptions {
  readonly threads?: number;
  readonly mostWaiting?: number;
  readonly deadlineMs?: number;
}

/** Threads start with the first picture, and keep no process alive. */
export function createPngRenderer(options: PngRendererOptions = {}): PngRenderer {
  const { threads = 1, mostWaiting = 64, deadlineMs = 10_000 } = options;
  const script = new URL('png-worker.ts', import.meta.url);
  const pool = createThreadPool<PngJob, Uint8Array<ArrayBuffer>>({
    script,
    threads,
    mostWaiting,
    deadlineMs,
    // A thread has the fonts and a picture or two in memory; another starts in a tenth of a second.
    idleMs: 5000,
  });
  return { render: (svg, scale = 2) => pool.run({ svg, scale }), close: pool.close };
}
