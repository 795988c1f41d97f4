import { createThreadPool, type ThreadPool } from '../threads/thread-pool.ts';
import type { DocxJob } from './docx-worker.ts';

let shared: ThreadPool<DocxJob, Uint8Array<ArrayBuffer>> | undefined;

/**
 * `reportDocx` in a process of its own: to write and pack a document takes half a second in one go,
 * and a hundred megabytes. Documents are asked for seldom, so it ends when there are no more.
 * @throws {ProblemError} 503 `busy` @throws {ThreadError}
 */
export function writeDocx({ report, pictures }: DocxJob): Promise<Uint8Array<ArrayBuffer>> {
  shared ??= createThreadPool({
    script: new URL('docx-worker.ts', import.meta.url),
    threads: 1,
    mostWaiting: 16,
    deadlineMs: 60_000,
    limits: { oldMb: 128, youngMb: 4 },
    inProcesses: true,
    idleMs: 2000,
  });
  return shared.run({ report: { ...report, figures: report.figures.map(withoutChart) }, pictures });
}

/** The document has the chart as a picture and the values in its own tables; they need not go over. */
function withoutChart(figure: DocxJob['report']['figures'][number]) {
  return { ...figure, chart: undefined, table: { ...figure.table, rows: [] } };
}
