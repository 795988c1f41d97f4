/** A thread that does what a test tells it: echo, wait to be let go, take memory without end, end. */
import { answerJobs } from '../../server/threads/answer-jobs.ts';

export type Task =
  | { readonly kind: 'echo'; readonly text: string }
  | { readonly kind: 'hold'; readonly gate: Int32Array<SharedArrayBuffer> }
  | { readonly kind: 'fail' | 'swell' | 'exit' };

answerJobs<Task, string>((task) => {
  switch (task.kind) {
    case 'echo':
      return { done: task.text };
    case 'hold':
      Atomics.wait(task.gate, 0, 0);
      return { done: 'held' };
    case 'fail':
      throw new Error('no');
    case 'swell':
      return { done: swell() };
    case 'exit':
      return process.exit(1);
  }
});

function swell(): string {
  const kept: number[][] = [];
  for (;;) kept.push(Array.from({ length: 10_000 }, (_, index) => index * 1.5));
}
