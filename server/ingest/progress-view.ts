import { SingleBar } from 'cli-progress';
import { ingestPhaseText } from '../../web/shared/text/ingest.ts';
import type { Phase, Progress } from './job.ts';

export interface ProgressView {
  readonly show: (progress: Progress) => void;
  readonly close: () => void;
}

/** A bar in a terminal; elsewhere a line for each step, and for each tenth of a long one. */
export function createProgressView(stream: NodeJS.WriteStream): ProgressView {
  return stream.isTTY ? createBar(stream) : createLines(stream);
}

function createBar(stream: NodeJS.WriteStream): ProgressView {
  const bar = new SingleBar({
    stream,
    format: '{bar} {percentage} %  {step}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
  });
  let running = false;
  return {
    show: ({ phase, done, total }) => {
      const state = { step: ingestPhaseText[phase] };
      if (!running) bar.start(1000, 0, state);
      running = true;
      // The values are nearly all of the work; the other steps show the bar as it was.
      if (total > 0) bar.update(Math.floor((done / total) * 1000), state);
      else bar.update(state);
    },
    close: () => {
      if (running) bar.stop();
    },
  };
}

function createLines(stream: NodeJS.WriteStream): ProgressView {
  let last: { readonly phase: Phase; readonly tenth: number } | undefined;
  return {
    show: ({ phase, done, total }) => {
      const tenth = total === 0 ? 0 : Math.floor((10 * done) / total);
      if (last?.phase === phase && last.tenth === tenth) return;
      last = { phase, tenth };
      const share = total === 0 ? '' : `: ${tenth * 10} %`;
      stream.write(`${ingestPhaseText[phase]}${share}\n`);
    },
    close: () => undefined,
  };
}
