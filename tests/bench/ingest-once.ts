import { z } from 'zod';
import { ingest } from '../../server/ingest/ingest.ts';
import { ingestJobSchema } from '../../server/ingest/job.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import { createKoladaClient } from '../../server/kolada/client.ts';
import { memoryOf } from './measure.ts';

/** One job of the product's own ingest, without limits on how fast it asks; what it took as JSON. */
const { dir, url, job, again } = z
  .object({
    dir: z.string(),
    url: z.string(),
    job: ingestJobSchema,
    /** On the release that is there, instead of in an empty folder. */
    again: z.boolean().default(false),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const options = { dir, dataFiles, now: () => new Date() };
const openSource = () => createKoladaClient({ url, requestsPerSecond: 100_000, connections: 8 });

if (!again) await ingest({ kind: 'snapshot' }, { ...options, openSource });
let requests = () => 0;
let told = '';
const before = performance.now();
const outcome = await ingest(job, {
  ...options,
  openSource: () => {
    const client = openSource();
    requests = client.requestCount;
    return client;
  },
  onProgress: ({ phase, done, total }) => {
    // A run over all of Kolada takes many minutes: each phase, and each twentieth of the values.
    const line = total > 0 ? `${phase} ${Math.floor((done / total) * 20) * 5} %` : phase;
    if (job.kind !== 'all' || line === told) return;
    told = line;
    const seconds = Math.round((performance.now() - before) / 1000);
    console.error(`${seconds} s ${line}, ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`);
  },
});
const seconds = (performance.now() - before) / 1000;
if (outcome.kind !== (again ? 'unchanged' : 'published')) throw new Error(JSON.stringify(outcome));
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({
    seconds,
    cpuSeconds: (user + system) / 1e6,
    values: outcome.kind === 'published' ? outcome.inserted : 0,
    requests: requests(),
    peakMb: (await memoryOf(process.pid)).peakMb,
  }),
);
