import { parentPort, type Transferable } from 'node:worker_threads';

/** One job as a thread is given it; `id` comes back with the answer. */
export interface Asked<Job> {
  readonly id: number;
  readonly job: Job;
}

export type Answered<Done> =
  { readonly id: number; readonly done: Done } | { readonly id: number; readonly error: string };

/** What a job came to, and which buffers go over as they are, without being copied. */
export interface JobResult<Done> {
  readonly done: Done;
  readonly transfer?: readonly Transferable[];
}

/**
 * The thread's, or the process's, side of a pool: does each job that comes and answers it, or says why not.
 * @param tidy when a job is done, and before it is answered: the next comes with the answer
 */
export function answerJobs<Job, Done>(
  work: (job: Job) => JobResult<Done> | Promise<JobResult<Done>>,
  tidy: () => void | Promise<void> = () => undefined,
): void {
  const answer = (answered: Answered<Done>, transfer: readonly Transferable[] = []) => {
    if (parentPort === null) process.send?.(answered);
    else parentPort.postMessage(answered, [...transfer]);
  };
  // A process whose parent has gone has nobody to answer.
  if (parentPort === null) process.once('disconnect', () => process.exit());
  const onJob = async ({ id, job }: Asked<Job>) => {
    try {
      const { done, transfer } = await work(job);
      await tidy();
      answer({ id, done }, transfer);
    } catch (error) {
      answer({ id, error: String(error) });
    }
  };
  if (parentPort === null) process.on('message', onJob);
  else parentPort.on('message', onJob);
}
