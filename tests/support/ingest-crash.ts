/** A run in a process of its own that kills itself at a phase: node ingest-crash.ts <dir> <phase|none> */
import { ingest } from '../../server/ingest/ingest.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import { createTestSource, value } from './ingest-source.ts';

const [dir = '', phase = ''] = process.argv.slice(2);
const source = createTestSource();
source.valueList.push(value('N00003 2305 2024', 7), value('N21006 2305 2025', 410_000));
source.valueList = source.valueList.filter(({ gender }) => gender !== 'K');

const outcome = await ingest(
  { kind: 'refresh' },
  {
    dir,
    dataFiles,
    openSource: () => source,
    now: () => new Date('2026-11-23T12:00:00Z'),
    onProgress: (progress) => {
      if (progress.phase === phase) process.kill(process.pid, 'SIGKILL');
    },
  },
);
console.log(JSON.stringify(outcome));
