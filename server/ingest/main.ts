import { parseArgs } from 'node:util';
import {
  ingestAlarmText,
  ingestFailureText,
  ingestNoteText,
  ingestText,
} from '../../web/shared/text/ingest.ts';
import { formatNumber } from '../../web/shared/text/number.ts';
import { ConfigError, readConfig } from '../config.ts';
import { catalogueId } from './held-kpi.ts';
import { ingest } from './ingest.ts';
import type { IngestJob, Outcome } from './job.ts';
import { ingestJobSchema } from './job.ts';
import { dataFiles, openSource } from './open-source.ts';
import { createProgressView } from './progress-view.ts';

/** Exit codes of `npm run refresh`. */
const exitCodes = { done: 0, failed: 1, usage: 2, locked: 3, interrupted: 130 } as const;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const job = readJob(args);
  if (job === undefined) return exitCodes.usage;
  const config = readConfigOrComplain();
  if (config === undefined) return exitCodes.usage;
  const stop = new AbortController();
  const interrupt = () => {
    console.error(ingestText.interrupted);
    stop.abort();
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const view = createProgressView(process.stderr);
  const outcome = await ingest(job, {
    dir: config.dataDir,
    dataFiles,
    openSource: () => openSource(config),
    now: () => new Date(),
    onProgress: view.show,
    signal: stop.signal,
  });
  view.close();
  report(outcome);
  if (outcome.kind !== 'failed') return exitCodes.done;
  if (outcome.reason === 'locked') return exitCodes.locked;
  return outcome.reason === 'aborted' ? exitCodes.interrupted : exitCodes.failed;
}

function readJob(args: readonly string[]): IngestJob | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        all: { type: 'boolean' },
        full: { type: 'boolean' },
        kpi: { type: 'string', multiple: true },
      },
    });
    if (values.kpi === undefined) {
      if (values.all) return { kind: 'all' };
      return { kind: 'refresh', ...(values.full && { full: true }) };
    }
    const kpis = values.kpi.flatMap((list) => list.toUpperCase().split(/[\s,]+/));
    const wanted = kpis.filter((id) => id !== '');
    if (values.all || values.full || wanted.length === 0)
      throw new Error(`--kpi=${values.kpi.join(',')}`);
    return ingestJobSchema.parse({ kind: 'kpis', kpis: wanted });
  } catch {
    console.error(ingestText.badArgument(args.join(' ')));
    console.error(ingestText.usage);
    return undefined;
  }
}

function readConfigOrComplain() {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return undefined;
  }
}

function report(outcome: Outcome): void {
  if (outcome.kind === 'failed') {
    console.error(ingestText.failed(ingestFailureText(outcome.reason)));
    console.error(`(${outcome.reason}) ${outcome.detail}`);
    return;
  }
  for (const { kpi, code, area, year } of outcome.alarms) {
    const why = ingestAlarmText(code);
    console.error(
      kpi === catalogueId
        ? ingestText.alarmOfLists(why)
        : ingestText.alarm(ingestText.alarmPlace(kpi, [area, year]), why),
    );
  }
  for (const { code, detail } of outcome.notes ?? []) {
    console.error(ingestText.note(ingestNoteText(code)));
    console.error(`(${code}) ${detail}`);
  }
  const isHeld = outcome.alarms.length > 0;
  if (isHeld) console.error(ingestText.review);
  if (outcome.kind === 'unchanged') {
    const { unchanged, unchangedElse } = ingestText;
    console.log((isHeld ? unchangedElse : unchanged)(outcome.release));
    return;
  }
  console.log(
    ingestText.published(
      outcome.release,
      formatNumber(outcome.inserted, 'antal'),
      formatNumber(outcome.closed, 'antal'),
    ),
  );
}
