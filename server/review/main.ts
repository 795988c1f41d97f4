import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { ingestFailureText, ingestText } from '../../web/shared/text/ingest.ts';
import { reviewText } from '../../web/shared/text/review.ts';
import { ConfigError, readConfig, type Config } from '../config.ts';
import { readHeld, type HeldEntry } from '../store/held.ts';
import { openStore } from '../store/open-store.ts';
import { NoReleaseError } from '../store/no-release-error.ts';
import { dataFiles, openSource } from '../ingest/open-source.ts';
import { createProgressView } from '../ingest/progress-view.ts';
import { acceptHeld, refuseHeld, type Reviewed } from './decide.ts';
import { describeHeld } from './held-list.ts';

/** Exit codes, as of `npm run refresh`. */
const exitCodes = { done: 0, failed: 1, usage: 2, locked: 3, interrupted: 130 } as const;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const order = readOrder(args);
  const config = order && readConfigOrComplain();
  if (order === undefined || config === undefined) return exitCodes.usage;
  const { entries } = await readHeld(config.dataDir);
  const named = [...order.accept, ...order.refuse];
  const isAll = named.every((id) => id === 'all');
  if (entries.length === 0 && isAll) {
    console.log(reviewText.nothing);
    return exitCodes.done;
  }
  if (named.length > 0) return decide(order, entries, config);
  const held = await describeAll(entries, config.dataDir);
  console.log(reviewText.summary(held.length));
  if (order.list || !process.stdin.isTTY || !process.stdout.isTTY) {
    for (const { text } of held) console.log(`\n${text}`);
    return exitCodes.done;
  }
  const answers = await ask(held).catch((error: unknown) => {
    // Ctrl+C and Ctrl+D: nothing has been done yet with what was answered before.
    if (error instanceof Error && error.name === 'AbortError') return undefined;
    throw error;
  });
  if (answers !== undefined) return decide(answers, entries, config);
  console.log(`\n${reviewText.interrupted}`);
  return exitCodes.interrupted;
}

interface Order {
  readonly list: boolean;
  /** KPIs, or `all`. */
  readonly accept: readonly string[];
  readonly refuse: readonly string[];
}

function readOrder(args: readonly string[]): Order | undefined {
  try {
    const text = { type: 'string', multiple: true } as const;
    const { values } = parseArgs({
      args: [...args],
      options: { list: { type: 'boolean' }, accept: text, refuse: text },
    });
    const [accept, refuse] = [values.accept, values.refuse].map((lists) =>
      (lists ?? []).flatMap((list) => list.split(/[\s,]+/)).filter((id) => id !== ''),
    );
    const isEmpty = (lists: readonly string[] | undefined, ids: readonly string[] | undefined) =>
      lists !== undefined && ids?.length === 0;
    const both = accept?.filter((id) => refuse?.includes(id)) ?? [];
    if (isEmpty(values.accept, accept) || isEmpty(values.refuse, refuse) || both.length > 0) {
      throw new Error('nothing is named, or the same twice');
    }
    return { list: values.list === true, accept: accept ?? [], refuse: refuse ?? [] };
  } catch {
    console.error(ingestText.badArgument(args.join(' ')));
    console.error(reviewText.usage);
    return undefined;
  }
}

function readConfigOrComplain(): Config | undefined {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return undefined;
  }
}

interface Described {
  readonly entry: HeldEntry;
  readonly text: string;
}

async function describeAll(
  entries: readonly HeldEntry[],
  dataDir: string,
): Promise<readonly Described[]> {
  const store = await openStore({ dataDir, pollMs: 0 }).catch((error: unknown) => {
    if (error instanceof NoReleaseError) return undefined;
    throw error;
  });
  const names = {
    kpi: async (id: string) => (await store?.kpi(id))?.title ?? '',
    area: (id: string) => store?.directory().find(id)?.name ?? id,
  };
  const describe = async (entry: HeldEntry) => ({ entry, text: await describeHeld(entry, names) });
  try {
    return await Promise.all(entries.map(describe));
  } finally {
    await store?.close();
  }
}

/** Shows each, and asks right below it; anything but a clear yes or no leaves it as it is. */
async function ask(held: readonly Described[]): Promise<Order> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const accept: string[] = [];
  const refuse: string[] = [];
  const waiting: string[] = [];
  const said = new Map<string, string[]>([
    [reviewText.accept, accept],
    [reviewText.refuse, refuse],
  ]);
  try {
    for (const { entry, text } of held) {
      console.log(`\n${text}`);
      if (entry.state !== 'open') continue;
      const answer = await terminal.question(reviewText.question(entry.kpi));
      (said.get(answer.trim().toLowerCase()) ?? waiting).push(entry.kpi);
    }
  } finally {
    terminal.close();
  }
  if (waiting.length > 0) console.log(reviewText.waiting(waiting.join(', ')));
  return { list: false, accept, refuse };
}

async function decide(
  { accept, refuse }: Order,
  entries: readonly HeldEntry[],
  config: Config,
): Promise<number> {
  const unknown = [...accept, ...refuse].filter(
    (id) => id !== 'all' && !entries.some(({ kpi }) => isNamed(kpi, [id])),
  );
  if (unknown.length > 0) {
    console.error(reviewText.unknown(unknown.join(', ')));
    return exitCodes.usage;
  }
  const options = { dir: config.dataDir, now: () => new Date() };
  const refused = entries.filter(({ kpi }) => isNamed(kpi, refuse));
  const accepted = entries.filter(({ kpi }) => isNamed(kpi, accept) && !isNamed(kpi, refuse));
  const codes = [
    refused.length > 0 ? tell(await refuseHeld(refused, options), reviewText.refused) : 0,
  ];
  if (accepted.length > 0) {
    const view = createProgressView(process.stderr);
    const stop = new AbortController();
    process.once('SIGINT', () => stop.abort());
    const reviewed = await acceptHeld(accepted, {
      ...options,
      dataFiles,
      openSource: () => openSource(config),
      onProgress: view.show,
      signal: stop.signal,
    });
    view.close();
    codes.push(tell(reviewed, reviewText.accepted));
  }
  return Math.max(...codes);
}

function isNamed(kpi: string, ids: readonly string[]): boolean {
  return ids.some((id) => id === 'all' || id.toUpperCase() === kpi.toUpperCase());
}

function tell(reviewed: Reviewed, done: (kpis: string) => string): number {
  if (reviewed.kind === 'failed') {
    console.error(ingestText.failed(ingestFailureText(reviewed.reason)));
    console.error(`(${reviewed.reason}) ${reviewed.detail}`);
    if (reviewed.reason === 'locked') return exitCodes.locked;
    return reviewed.reason === 'aborted' ? exitCodes.interrupted : exitCodes.failed;
  }
  if (reviewed.settled.length > 0) console.log(done(reviewed.settled.join(', ')));
  if (reviewed.changed.length === 0) return exitCodes.done;
  console.error(reviewText.changed(reviewed.changed.join(', ')));
  return exitCodes.failed;
}
