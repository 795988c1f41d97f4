/** One folder with its server, tried with one fault after another; each must leave it sound for the next. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Trial } from '../faults/trial.ts';
import { inFile, inService } from './judge.ts';
import type { Finished } from './process.ts';
import { refresh, serve, type Place, type Served } from './product.ts';
import type { Proxy } from './proxy.ts';
import { openRelease, readPointer } from './release-file.ts';
import type { Figures } from './rows.ts';
import type { Session } from './session.ts';

export interface Verdict {
  readonly trial: Trial;
  /** What went against what must hold; empty is well. */
  readonly faults: readonly string[];
  readonly seconds: number;
}

interface Ground {
  readonly session: Session;
  readonly place: Place;
  readonly served: Served;
  /** What Kolada honestly said when a run last succeeded. */
  published: Figures;
  /** Refused runs since then, which have changed nothing. */
  refusals: number;
  /** The release that is judged to stay as it was, with its digest. */
  readonly first: { readonly number: number; readonly digest: string };
}

export interface Lane {
  readonly attempt: (trial: Trial) => Promise<Verdict>;
  readonly close: () => Promise<void>;
}

export interface LaneOptions {
  readonly proxy: Proxy;
  /** A DATA_DIR with an honest release, copied. */
  readonly base: string;
  /** Where to begin among the values that may be revised. */
  readonly offset: number;
}

export function createLane({ proxy, base, offset }: LaneOptions): Lane {
  let ground: Promise<Ground> | undefined;
  let turn = offset;

  const makeGround = async (): Promise<Ground> => {
    const dir = await mkdtemp(join(tmpdir(), 'outside-lane-'));
    await cp(base, dir, { recursive: true });
    const session = proxy.open();
    const place = { dir, kolada: session.url };
    const file = await openRelease(dir);
    const first = { number: file.number, digest: await file.digestOf(file.number) };
    file.close();
    const published = session.honest();
    return { session, place, served: await serve(place), published, refusals: 0, first };
  };
  const leave = async () => {
    const old = await ground;
    ground = undefined;
    await old?.served.stop();
    if (old !== undefined) await rm(old.place.dir, { recursive: true });
  };

  return {
    attempt: async (trial) => {
      const begun = performance.now();
      ground ??= makeGround();
      turn += 1;
      const faults = await tryOne(await ground, trial, turn).catch((error: unknown) => [
        error instanceof Error ? error.message : String(error),
      ]);
      // What was published falsely must not be laid at the next one's door.
      if (faults.length > 0) await leave();
      return { trial, faults, seconds: (performance.now() - begun) / 1000 };
    },
    close: leave,
  };
}

/** So many refused runs may follow each other before an honest one: nothing has changed between. */
const mostRefusals = 3;

async function tryOne(ground: Ground, trial: Trial, turn: number): Promise<string[]> {
  const { session, place } = ground;
  const { release } = await readPointer(place.dir);
  const canary = pickCanary(session.honest(), turn);
  session.revise(canary.key, canary.value);
  session.fault(trial);
  const spoilt = await refresh(place);
  const found = [
    ...ofRun(trial, spoilt),
    ...(await judge(ground, { trial, before: ground.published, canary: canary.key })),
  ];
  const isRefused = spoilt.code !== 0 && (trial.holds === 'refused' || trial.holds === 'safe');
  if (isRefused) {
    ground.refusals += 1;
    if ((await readPointer(place.dir)).release !== release) found.push('there is a new release');
  }
  const askedTwice = new Set(session.asked()).size < session.asked().length;
  if (trial.holds === 'healed' && !askedTwice) found.push('nothing was asked again');
  session.fault(undefined);
  if (found.length > 0 || (isRefused && ground.refusals < mostRefusals)) return found;
  if (trial.holds === 'right' || trial.holds === 'healed') return settle(ground, found);
  const honest = await refresh(place);
  if (honest.code !== 0) found.push(`the honest run failed: ${honest.err.slice(-300)}`);
  const healed = await judge(ground, { before: session.honest(), canary: canary.key });
  return settle(ground, [...found, ...healed.map((fault) => `after an honest run: ${fault}`)]);
}

/** What Kolada says honestly is now published. */
function settle(ground: Ground, found: string[]): string[] {
  ground.published = ground.session.honest();
  ground.refusals = 0;
  return found;
}

function ofRun({ holds }: Trial, { code, err }: Finished): string[] {
  if (holds === 'refused' && code === 0) return ['the run ended with 0'];
  const mustEnd = holds === 'right' || holds === 'healed';
  return mustEnd && code !== 0 ? [`the run ended with ${code}: ${err.slice(-300)}`] : [];
}

interface Moment {
  /** None: Kolada is honest again. */
  readonly trial?: Trial;
  readonly before: Figures;
  readonly canary: string;
}

async function judge(ground: Ground, { trial, before, canary }: Moment): Promise<string[]> {
  const { session, place, served, first } = ground;
  const isNew = trial === undefined || trial.holds === 'right' || trial.holds === 'healed';
  const now = session.honest();
  const file = await openRelease(place.dir);
  try {
    await served.caughtUp(file.release);
    const found = inFile(file, {
      now,
      before: isNew || trial.others === true ? now : before,
      canary,
      titles: session.honestList('kpi'),
      names: session.honestList('municipality'),
    });
    if ((await file.digestOf(first.number)) !== first.digest) {
      found.push('an older release says something else now');
    }
    const allowed = new Map([...now].map(([key, said]) => [key, [before.get(key), said]]));
    return [...found, ...(await inService(served, { allowed, canary, trial }))];
  } finally {
    file.close();
  }
}

/** A total of a kommun to change by six in a hundred: seen in any unit, believed by any judge. */
function pickCanary(figures: Figures, turn: number) {
  const possible = [...figures].flatMap(([key, { value }]) => {
    const [kpi = '', area = '', year = '', gender] = key.split(' ');
    const isPlain =
      gender === 'T' && !/^(?:00|G|2305|1490)/.test(area) && !/^(?:N21006|U21468|N210)/.test(kpi);
    const fits = value !== null && value > 5 && value < 90;
    return isPlain && fits && Number(year) < 2019 ? [{ key, value }] : [];
  });
  const found = possible[(turn * 37) % possible.length];
  if (found === undefined) throw new Error('no value to revise');
  return { key: found.key, value: Math.round(found.value * 1.06 * 10) / 10 };
}
