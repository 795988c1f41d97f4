import { existsSync } from 'node:fs';
import type { DuckDBInstance } from '@duckdb/node-api';
import type { ReleaseInfo, Source } from '../../web/shared/api.ts';
import { withoutFormat } from '../../web/shared/plain-text.ts';
import type { KnownBreaks } from '../data/breaks.ts';
import { readCatalogue, type Catalogue } from './catalogue.ts';
import { systemFault, type UnreadableCode } from './problem-code.ts';
import { openHardened } from './open-hardened.ts';
import { queries } from './queries.ts';
import { openSessionPool, type SessionPool } from './session-pool.ts';
import type { Session } from './session.ts';

/** A release as the file tells of it. */
export interface NumberedRelease extends ReleaseInfo {
  /** Place in the history that `since` and `until` count by. */
  readonly number: number;
}

/** One release file, opened to be read. */
export interface ReleaseFile {
  /** Newest first; the first is the file's own. */
  readonly releases: readonly NumberedRelease[];
  readonly newest: NumberedRelease;
  /** Text to cite, by the source's id. */
  readonly sources: ReadonlyMap<number, string>;
  /** Of the newest release. */
  readonly catalogue: Catalogue;
  /** Of an older one; read once and kept while it is among the last few asked for. */
  readonly catalogueOf: (release: NumberedRelease) => Promise<Catalogue>;
  /** For answers that a reader waits for. */
  readonly quick: SessionPool['use'];
  /** For statements that read much; few at a time, so that they never hold up the quick ones. */
  readonly slow: SessionPool['use'];
  /** Call when nothing is in use. */
  readonly close: () => void;
}

/** Why a file must not be served: the runbook has a row for each. */
export const releaseFileFaults = ['left-over-wal', 'unreadable', 'wrong-release', 'empty'] as const;

/** A file that must not be served. */
export class ReleaseFileError extends Error {
  override readonly name = 'ReleaseFileError';
  readonly code: (typeof releaseFileFaults)[number] | UnreadableCode;

  constructor(code: ReleaseFileError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What the file's newest release must be; its number too, where that is known. */
export interface ExpectedRelease {
  readonly release: string;
  readonly number?: number;
}

export interface ReleaseFileLimits {
  /** As DuckDB reads it: `96MB`. */
  readonly memoryLimit: string;
  readonly threads: number;
  readonly quickSessions: number;
  readonly slowSessions: number;
  readonly quickTimeoutMs: number;
  readonly slowTimeoutMs: number;
}

export interface ReleaseFileOptions {
  readonly onDamage?: () => void;
  /** Breaks known besides those that definitions state; none when left out. */
  readonly breaks?: KnownBreaks;
}

const keptCatalogues = 4;

/**
 * Opens a release read-only, with everything shut that reading does not need, and looks whether
 * it is whole: no `.wal`, every statement prepares, the release expected, rows in every table.
 *
 * @throws {ReleaseFileError}
 */
export async function openReleaseFile(
  path: string,
  expected: ExpectedRelease,
  { onDamage, breaks = new Map(), ...limits }: ReleaseFileLimits & ReleaseFileOptions,
): Promise<ReleaseFile> {
  if (existsSync(`${path}.wal`)) {
    throw new ReleaseFileError('left-over-wal', `${path}.wal is there: the file was not closed`);
  }
  const fault = systemFault(path);
  if (fault !== undefined) throw new ReleaseFileError(fault, `${path} cannot be read`);
  const instance = await openHardened(path, limits).catch((cause: unknown) => {
    throw new ReleaseFileError('unreadable', `${path} cannot be opened`, { cause });
  });
  try {
    const pools = await openPools(instance, limits);
    const read = await pools.slow.use((session) => probe(session, { path, breaks }, expected));
    const told = tellDamage(pools, onDamage ?? (() => {}));
    return { ...read, ...access(told, read, breaks), close: () => close(instance, pools) };
  } catch (error) {
    instance.closeSync();
    if (error instanceof ReleaseFileError) throw error;
    throw new ReleaseFileError('unreadable', `${path} cannot be read`, { cause: error });
  }
}

interface Pools {
  readonly quick: SessionPool;
  readonly slow: SessionPool;
}

type Read = Pick<ReleaseFile, 'releases' | 'newest' | 'sources' | 'catalogue'>;

async function openPools(instance: DuckDBInstance, limits: ReleaseFileLimits): Promise<Pools> {
  return {
    quick: await openSessionPool(instance, {
      size: limits.quickSessions,
      timeoutMs: limits.quickTimeoutMs,
    }),
    slow: await openSessionPool(instance, {
      size: limits.slowSessions,
      timeoutMs: limits.slowTimeoutMs,
    }),
  };
}

async function probe(
  session: Session,
  { path, breaks }: { readonly path: string; readonly breaks: KnownBreaks },
  expected: ExpectedRelease,
): Promise<Read> {
  for (const query of Object.values(queries)) await session.prepare(query);

  const releases = (await session.all(queries.releases, {})).map((row) => ({
    id: row.id,
    number: row.number,
    publishedAt: row.published_at,
    checkedAt: row.published_at,
    source: toSource(row.source),
  }));
  const newest = releases[0];
  const { release, number = newest?.number } = expected;
  if (newest?.id !== release || newest.number !== number) {
    const found = newest === undefined ? 'none' : `${newest.id} (${newest.number})`;
    const wanted = `${release} (${number})`;
    throw new ReleaseFileError('wrong-release', `${path} holds ${found}, not ${wanted}`);
  }
  const [holdings] = await session.all(queries.holdings, {});
  if (holdings === undefined || Object.values(holdings).includes(0)) {
    throw new ReleaseFileError('empty', `${path} lacks rows: ${JSON.stringify(holdings)}`);
  }
  const sources = await session.all(queries.sources, {});
  return {
    releases,
    newest,
    sources: new Map(sources.map(({ id, kind, citation }) => [id, toCitation(kind, citation)])),
    catalogue: await readCatalogue(session, newest.number, breaks),
  };
}

/** DuckDB finds a damaged block when it is read, which may be long after the file was opened. */
function tellDamage({ quick, slow }: Pools, onDamage: () => void): Pools {
  const tell = (pool: SessionPool): SessionPool => ({
    ...pool,
    use: (work) =>
      pool.use(work).catch((error: unknown) => {
        if (/Corrupt database file|IO Error/.test(String(error))) onDamage();
        throw error;
      }),
  });
  return { quick: tell(quick), slow: tell(slow) };
}

function access(
  { quick, slow }: Pools,
  { newest, catalogue }: Read,
  breaks: KnownBreaks,
): Pick<ReleaseFile, 'catalogueOf' | 'quick' | 'slow'> {
  const older = new Map<number, Promise<Catalogue>>();
  return {
    quick: quick.use,
    slow: slow.use,
    catalogueOf: ({ number }) => {
      if (number === newest.number) return Promise.resolve(catalogue);
      const reading =
        older.get(number) ?? slow.use((session) => readCatalogue(session, number, breaks));
      // Set anew each time, so that the one asked for longest ago comes first and goes first.
      older.delete(number);
      older.set(number, reading);
      reading.catch(() => older.delete(number));
      for (const oldest of [...older.keys()].slice(0, -keptCatalogues)) older.delete(oldest);
      return reading;
    },
  };
}

function close(instance: DuckDBInstance, { quick, slow }: Pools): void {
  quick.close();
  slow.close();
  instance.closeSync();
}

function toSource(text: string): Source {
  return text === 'kolada' || text === 'simulated' ? text : 'snapshot';
}

function toCitation(kind: string, citation: string): string {
  return kind.toLowerCase() === 'kolada' ? 'Kolada' : withoutFormat(citation);
}
