import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { ingestFailureText, ingestText } from '../../web/shared/text/ingest.ts';
import { reviewText } from '../../web/shared/text/review.ts';
import { ConfigError, readConfig, type Config } from '../config.ts';
import { readHeld, type Held, type HeldEntry } from '../store/held.ts';
import { openStore } from '../store/open-store.ts';
import { NoReleaseError } from '../store/no-release-error.ts';
import type { Choice } from '../ingest/held-kpi.ts';
import { dataFiles, openSource } from '../ingest/open-source.ts';
import { createProgressView } from '../ingest/progress-view.ts';
import { ask, upper, type Answers, type Described } from './ask.ts';
import { acceptHeld, refuseHeld, type Reviewed } from './decide.ts';
import { describeHeld } from './held-list.ts';

/** Exit codes, as of `npm run refresh`. */
const exitCodes = { done: 0, failed: 1, usage: 2, locked: 3, interrupted: 130 } as const;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const order = readOrder(args);
  const config = order && readConfigOrComplain();
  if (order === undefined || config === undefined) return exitCodes.usage;
  const held = await readHeldOrComplain(config.dataDir);
  if (held === undefined) return exitCodes.failed;
  const { entries } = held;
  const named = [...order.accept, ...order.refuse];
  const isAll = named.every((id) => id === 'all');
  if (entries.length === 0 && isAll) {
    console.log(reviewText.nothing);
    return exitCodes.done;
  }
  if (named.length > 0) return decide(order, entries, config);
  const described = await describeAll(entries, config.dataDir);
  console.log(reviewText.summary(described.length));
  if (order.list || !process.stdin.isTTY || !process.stdout.isTTY) {
    for (const { text } of described) console.log(`\n${text}`);
    return exitCodes.done;
  }
  const answers = await askAtTerminal(described).catch((error: unknown) => {
    // Ctrl+C and Ctrl+D: nothing has been done yet with what was answered before.
    if (error instanceof Error && error.name === 'AbortError') return undefined;
    throw error;
  });
  if (answers !== undefined) return decide(answers, entries, config);
  console.log(`\n${reviewText.interrupted}`);
  return exitCodes.interrupted;
}

/** One that is damaged is made anew by the next refresh; until then there is nothing to decide about. */
async function readHeldOrComplain(dataDir: string): Promise<Held | undefined> {
  try {
    return await readHeld(dataDir);
  } catch (error) {
    console.error(reviewText.unreadable);
    console.error(`(held-unreadable) ${String(error)}`);
    return undefined;
  }
}

/** KPIs may also be named together, `all`. */
interface Order extends Omit<Answers, 'waiting'> {
  readonly list: boolean;
}

function readOrder(args: readonly string[]): Order | undefined {
  try {
    const text = { type: 'string', multiple: true } as const;
    const { values } = parseArgs({
      args: [...args],
      options: { list: { type: 'boolean' }, accept: text, refuse: text },
    });
    const split = (lists: readonly string[] = []) =>
      lists.flatMap((list) => list.split(/[\s,]+/)).filter((id) => id !== '');
    const refuse = split(values.refuse);
    const chosen = split(values.accept).map(readChoice);
    const accept = chosen.map(({ id }) => id);
    const choices = new Map(
      chosen.flatMap(({ id, choice }) => (choice === undefined ? [] : [[upper(id), choice]])),
    );
    const isEmpty = (lists: readonly string[] | undefined, ids: readonly string[]) =>
      lists !== undefined && ids.length === 0;
    const both = accept.filter((id) => refuse.some((other) => upper(other) === upper(id)));
    const isTwice = chosen.some(
      ({ id, choice }) => choice !== undefined && choices.get(upper(id)) !== choice,
    );
    if (
      isEmpty(values.accept, accept) ||
      isEmpty(values.refuse, refuse) ||
      both.length > 0 ||
      isTwice
    ) {
      throw new Error('nothing is named, or the same twice');
    }
    return { list: values.list === true, accept, refuse, choices };
  } catch {
    console.error(ingestText.badArgument(args.join(' ')));
    console.error(reviewText.usage);
    return undefined;
  }
}

/** `N21006:forsta`: what to take where the answer says several things of one and the same. */
function readChoice(text: string): { readonly id: string; readonly choice?: Choice } {
  const [id = '', word, ...more] = text.split(':');
  if (word === undefined) return { id };
  const choice = reviewText.choices.get(word.toLowerCase());
  if (choice === undefined || more.length > 0) throw new Error(`unknown choice: ${text}`);
  return { id, choice };
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

async function askAtTerminal(held: readonly Described[]): Promise<Order> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const { waiting, ...said } = await ask(held, {
      print: (text) => console.log(text),
      question: (text) => terminal.question(text),
    });
    if (waiting.length > 0) console.log(reviewText.waiting(waiting.join(', ')));
    return { list: false, ...said };
  } finally {
    terminal.close();
  }
}

async function decide(
  { accept, refuse, choices }: Order,
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
    const reviewed = await acceptHeld(
      accepted,
      {
        ...options,
        dataFiles,
        openSource: () => openSource(config),
        onProgress: view.show,
        signal: stop.signal,
      },
      new Map(
        accepted.flatMap(({ kpi }) => {
          const choice = choices.get(upper(kpi));
          return choice === undefined ? [] : [[kpi, choice]];
        }),
      ),
    );
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
  const { settled, mended, changed, contradicted } = reviewed;
  if (settled.length > 0) console.log(done(settled.join(', ')));
  if (mended.length > 0) console.log(reviewText.mended(mended.join(', ')));
  if (changed.length > 0) console.error(reviewText.changed(changed.join(', ')));
  if (contradicted.length > 0) console.error(reviewText.contradicted(contradicted));
  return changed.length + contradicted.length === 0 ? exitCodes.done : exitCodes.failed;
}
