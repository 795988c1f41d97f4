import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { catalogueChanges } from './support/catalogue-changes.ts';
import { figuresOfPage, lockedAddresses, locks, type Releases } from './support/lockable.ts';
import { refresh, review, serve, type Place, type Served } from './support/product.ts';
import { startProxy, type Proxy } from './support/proxy.ts';
import { readPointer } from './support/release-file.ts';
import { listedRoutes } from './support/routes.ts';
import type { Session } from './support/session.ts';

vi.setConfig({ hookTimeout: 300_000, testTimeout: 120_000 });

interface Kept {
  readonly status: number;
  readonly type: string | null;
  readonly cache: string | null;
  readonly digest: string;
  /** Of a page: what is judged, to tell what differs. */
  readonly text: string;
}

let proxy: Proxy;
let session: Session;
let place: Place;
let releases: Releases;
let addresses: readonly string[];
/** How each address was answered when its release was new. */
let first: ReadonlyMap<string, Kept>;
const routeOf = new Map<string, string>();

const documentShape = z.object({ paths: z.record(z.string(), z.unknown()) });

async function keep(address: string, path: string): Promise<Kept> {
  const answer = await fetch(address + path);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const isPage = locks[routeOf.get(path) ?? ''] === 'figures';
  const text = isPage ? figuresOfPage(bytes.toString('utf8')) : '';
  const judged = isPage ? text : bytes;
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    cache: answer.headers.get('cache-control'),
    digest: createHash('sha256').update(judged).digest('hex').slice(0, 16),
    text,
  };
}

/** From a server that has just been started, so that nothing is only remembered, at its lasting address. */
async function withServer<Answer>(use: (served: Served) => Promise<Answer>): Promise<Answer> {
  const served = await serve(place, { PUBLIC_ORIGIN: 'https://jamfor.example.se' });
  try {
    return await use(served);
  } finally {
    await served.stop();
  }
}

const keepAll = () =>
  withServer(async ({ address }) => {
    const kept = new Map<string, Kept>();
    for (const path of addresses) kept.set(path, await keep(address, path));
    return kept;
  });

/** Publishes what Kolada says now; what is held for a human is accepted by one. */
async function publish(): Promise<string> {
  const before = await readPointer(place.dir);
  const { out, err } = await refresh(place);
  await review(place, '--accept=all').catch(() => undefined);
  const after = await readPointer(place.dir);
  return after.release === before.release
    ? `nothing was published: ${(err + out).slice(-300)}`
    : 'published';
}

beforeAll(async () => {
  proxy = await startProxy('locked');
  session = proxy.open();
  place = { dir: await mkdtemp(join(tmpdir(), 'outside-locked-')), kolada: session.url };
  await refresh(place);
  const { release: earlier } = await readPointer(place.dir);
  session.revise('N21006 2305 2020 T', 401_816);
  session.revise('N21006 1490 2019 T', 377_225);
  await refresh(place);
  const { release } = await readPointer(place.dir);
  releases = { release, earlier };
  addresses = listedRoutes().flatMap((route) =>
    lockedAddresses(route, releases).map((path) => {
      routeOf.set(path, route);
      return path;
    }),
  );
  first = await keepAll();
});
afterAll(async () => {
  await proxy.close();
  await rm(place.dir, { recursive: true });
});

describe('before anything changes', () => {
  it('there are two hundred locked addresses, all answered well', () => {
    const poor = [...first].filter(([, { status }]) => status !== 200).map(([path]) => path);
    expect(poor).toEqual([]);
    expect(addresses.length).toBeGreaterThanOrEqual(200);
  });

  it('different addresses have different answers, so that equal ones mean something', () => {
    const digests = new Set([...first.values()].map(({ digest }) => digest));
    expect(digests.size).toBeGreaterThan(addresses.length * 0.7);
  });

  it('another server on the same folder gives the same bytes', async () => {
    expect(differing(await keepAll())).toEqual([]);
  });

  it('every route of the API that takes utgava is among them', async () => {
    await withServer(async ({ address }) => {
      const document: unknown = await (await fetch(`${address}/api/v1/openapi.json`)).json();
      const { paths } = documentShape.parse(document);
      const locked = Object.entries(paths)
        .filter(([, route]) => JSON.stringify(route).includes('"name":"utgava"'))
        .map(([path]) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
      expect(locked.length).toBeGreaterThan(3);
      expect(locked.filter((path) => locks[path] !== 'bytes')).toEqual([]);
    });
  });

  it('an address with a fault is never kept for ever', async () => {
    const { release } = releases;
    const faulty = listedRoutes()
      .filter((route) => locks[route] === 'bytes' || locks[route] === 'figures')
      .filter((route) => !route.includes(':'))
      .flatMap((route) => [
        `${route}?nyckeltal=N21006&kommuner=2305,atlantis&utgava=${release}`,
        `${route}?nyckeltal=N21006,X99999&kommuner=2305&utgava=${release}`,
        `${route}?nyckeltal=N21006&kommuner=2305&ar=20x4&utgava=${release}`,
        `${route}?nyckeltal=N21006&kommuner=2305&visa=paj&utgava=${release}`,
        `${route}?nyckeltal=N21006&kommuner=2305&kon=X&utgava=${release}`,
        `${route}?nyckeltal=N21006&kommuner=2305&fokus=atlantis&utgava=${release}`,
        `${route}?nyckeltal=N21006&kommuner=2305&kommun=2305&utgava=${release}`,
        `${route}?nyckeltal=N21006&kommuner=2305&utgava=2019-01-01.1`,
      ]);
    await withServer(async ({ address }) => {
      const kept: string[] = [];
      for (const path of faulty) {
        const answer = await fetch(address + path);
        await answer.arrayBuffer();
        if (/immutable/.test(answer.headers.get('cache-control') ?? '')) kept.push(path);
      }
      expect(kept).toEqual([]);
    });
  });
});

function firstDifference(was: string, is: string): string {
  const at = [...was].findIndex((letter, index) => letter !== is[index]);
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 60);
  return was === is ? '' : `: “${around(was)}” became “${around(is)}”`;
}

function differing(now: ReadonlyMap<string, Kept>): string[] {
  return addresses.flatMap((path) => {
    const [was, is] = [first.get(path), now.get(path)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    if (was?.status !== is?.status) return [`${path}: ${was?.status} became ${is?.status}`];
    if (was?.cache !== is?.cache) return [`${path}: ${was?.cache} became ${is?.cache}`];
    return [`${path}: other bytes${firstDifference(was?.text ?? '', is?.text ?? '')}`];
  });
}

describe('after a change of the catalogue, on top of those before', () => {
  it.each(catalogueChanges)('$name: the locked addresses say the same', async ({ make }) => {
    make(session);
    expect(await publish()).toBe('published');
    expect(differing(await keepAll())).toEqual([]);
  });

  it('the old name still means the kommun that had it, or asks which is meant', async () => {
    await withServer(async ({ address }) => {
      const answer = await fetch(
        `${address}/api/v1/comparison?nyckeltal=N21006&kommuner=bracke-ragunda`,
      );
      expect(answer.status).toBe(200);
      const old = await fetch(`${address}/api/v1/comparison?nyckeltal=N21006&kommuner=boras`);
      const text = await old.text();
      expect(old.status).toBe(200);
      expect(text).toContain('"id":"1490"');
      const ambiguous = await fetch(
        `${address}/api/v1/comparison?nyckeltal=N21006&kommuner=bracke`,
      );
      const said = await ambiguous.text();
      expect(ambiguous.status === 200 ? /"id":"(\d+)","slug"/.exec(said)?.[1] : '2305').toBe(
        '2305',
      );
    });
  });
});
