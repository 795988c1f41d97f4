import { createThreadPool, type ThreadPool } from '../threads/thread-pool.ts';
import type { DocxJob } from './docx-worker.ts';

let shared: ThreadPool<DocxJob, Uint8Array<ArrayBuffer>> | undefined;

/**
 * `reportDocx` in a thread of its own: to write and pack a document takes half a second in one go.
 * Documents are asked for seldom, so the thread ends when there has been none for a while.
 * @throws {ProblemError} 503 `busy` @throws {ThreadError}
 */
export function writeDocx({ report, pictures }: DocxJob): Promise<Uint8Array<ArrayBuffer>> {
  shared ??= createThreadPool({
    script: new URL('docx-worker.ts', import.meta.url),
    threads: 1,
    mostWaiting: 16,
    deadlineMs: 60_000,
    limits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 },
    idleMs: 30_000,
  });
  return shared.run({ report: { ...report, figures: report.figures.map(withoutChart) }, pictures });
}

/** The document has the chart as a picture and the values in its own tables; they need not go over. */
function withoutChart(figure: DocxJob['report']['figures'][number]) {
  return { ...figure, chart: undefined, table: { ...figure.table, rows: [] } };
}
