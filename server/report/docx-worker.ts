import { eventSentence } from '../../web/shared/text/events.ts';
import { answerJobs } from '../threads/answer-jobs.ts';
import { reportDocx, type ReportPicture } from './report-docx.ts';
import type { Report } from './report.ts';

export interface DocxJob {
  readonly report: Report;
  readonly pictures: readonly (ReportPicture | undefined)[];
}

answerJobs<DocxJob, Uint8Array<ArrayBuffer>>(
  async ({ report, pictures }) => {
    const docx = await reportDocx({ report, pictures, eventSentence });
    return { done: docx, transfer: [docx.buffer] };
  },
  // Its pictures are held outside V8's heap, many times over while they are packed.
  () => globalThis.gc?.(),
);
