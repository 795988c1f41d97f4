import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accepts, clients, unpack } from './support/encodings.ts';
import { refresh, serve, type Served } from './support/product.ts';
import { startProxy, type Proxy } from './support/proxy.ts';
import { readPointer } from './support/release-file.ts';
import { addressesOf, comparison, listedRoutes, type Instance } from './support/routes.ts';
import { ask, type RawAnswer } from './support/socket.ts';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });

/** Tells the time, so that no two answers are alike. */
const alive = /^\/metrics/;

let proxy: Proxy;
let dir: string;
let served: Served;
let instance: Instance;

beforeAll(async () => {
  proxy = await startProxy('encodings');
  dir = await mkdtemp(join(tmpdir(), 'outside-encodings-'));
  const session = proxy.open();
  const place = { dir, kolada: session.url };
  await refresh(place);
  const { release: earlier } = await readPointer(dir);
  const [key = ''] = session.honest().keys();
  session.revise(key, 4321);
  await refresh(place);
  const { release } = await readPointer(dir);
  served = await serve(place);
  instance = { port: served.port, release, earlier };
});
afterAll(async () => {
  await served.stop();
  await proxy.close();
  await rm(dir, { recursive: true });
});

const accepting = (accepted: string | undefined) =>
  accepted === undefined ? undefined : { 'Accept-Encoding': accepted };

function get(path: string, accepted: string | undefined, more: Record<string, string> = {}) {
  return ask({ port: served.port, path, headers: { ...accepting(accepted), ...more } });
}

/** What is wrong with an answer by itself. */
function ofOne(answer: RawAnswer, accepted: string | undefined): string[] {
  const encoding = answer.headers.get('content-encoding') ?? 'identity';
  const found = accepts(accepted, encoding) ? [] : [`${encoding} was not accepted`];
  try {
    unpack(answer);
  } catch (error) {
    found.push(`${encoding} cannot be unpacked: ${String(error)}`);
  }
  return found;
}

async function threeTimes(path: string): Promise<string[]> {
  const plain = await get(path, 'identity');
  const found: string[] = [];
  /** Strong tags, each with the bytes it stands for. */
  const tags = new Map<string, string>();
  for (const [client, accepted] of Object.entries(clients)) {
    for (const turn of [1, 2, 3]) {
      const answer = await get(path, accepted);
      const faults = ofOne(answer, accepted);
      if (answer.status !== plain.status) faults.push(`status ${answer.status}`);
      if (answer.headers.get('content-type') !== plain.headers.get('content-type')) {
        faults.push(`type ${answer.headers.get('content-type')}`);
      }
      if (faults.length === 0 && !alive.test(path) && !unpack(answer).equals(plain.body)) {
        faults.push('other bytes than unpacked');
      }
      const tag = answer.headers.get('etag') ?? 'W/';
      const bytes = answer.body.toString('latin1');
      if (!tag.startsWith('W/') && (tags.get(tag) ?? bytes) !== bytes) {
        faults.push('one strong ETag for two bodies');
      }
      tags.set(tag, bytes);
      found.push(...faults.map((fault) => `${client}, time ${turn}: ${fault}`));
    }
  }
  return found;
}

/** HEAD, which may leave out what only the body tells (RFC 9110, 9.3.2), and what If-None-Match gets. */
async function revisited(path: string): Promise<string[]> {
  const found: string[] = [];
  for (const accepted of ['identity', 'gzip', 'br']) {
    const answer = await get(path, accepted);
    const head = await ask({
      port: served.port,
      path,
      method: 'HEAD',
      headers: accepting(accepted) ?? {},
    });
    const say = (fault: string) => found.push(`${accepted}: ${fault}`);
    if (head.status !== answer.status) say(`HEAD answers ${head.status}`);
    for (const name of ['content-type', 'etag', 'cache-control', 'vary']) {
      const [one, other] = [head.headers.get(name), answer.headers.get(name)];
      if (one !== other) say(`HEAD has ${name} ${one}, GET ${other}`);
    }
    const tag = answer.headers.get('etag');
    if (tag === undefined || answer.status !== 200) continue;
    const again = await get(path, accepted, { 'If-None-Match': tag });
    if (again.status !== 304) say(`If-None-Match gets ${again.status}`);
    if (again.headers.get('etag') !== tag) say(`304 has another ETag`);
    const other = await get(path, accepted, { 'If-None-Match': '"another"' });
    if (other.status !== 200) say(`another ETag gets ${other.status}`);
  }
  return found;
}

describe.each(listedRoutes())('%s', (route) => {
  it('is the same bytes for every client, the first time, the second and the third', async () => {
    for (const path of addressesOf(route, instance)) {
      expect({ path, faults: await threeTimes(path) }).toEqual({ path, faults: [] });
    }
  });

  it('answers HEAD as GET, and 304 to its own ETag', async () => {
    for (const path of addressesOf(route, instance)) {
      if (alive.test(path)) continue;
      expect({ path, faults: await revisited(path) }).toEqual({ path, faults: [] });
    }
  });
});

it('an example of every route is answered well', async () => {
  const poor: string[] = [];
  for (const route of listedRoutes()) {
    const [path = ''] = addressesOf(route, instance);
    const { status } = await get(path, undefined);
    // Nobody has asked for the fetch that is asked about.
    if (status >= 400 && !route.endsWith('/fetch')) poor.push(`${path} ${status}`);
  }
  expect(poor).toEqual([]);
});

it('no faulty address is answered otherwise packed than it says', async () => {
  const paths = [
    '/finns-inte',
    '/api/v1/finns-inte',
    '/oembed',
    '/data.csv?ar=abc',
    '/diagram.svg?x=1',
  ];
  for (const path of paths) {
    expect({ path, faults: await threeTimes(path) }).toEqual({ path, faults: [] });
  }
});

it('br is given to who takes br alone, wherever gzip is', async () => {
  const poor: string[] = [];
  for (const route of listedRoutes()) {
    for (const path of addressesOf(route, instance)) {
      const gzip = (await get(path, 'gzip')).headers.get('content-encoding');
      const br = (await get(path, 'br')).headers.get('content-encoding');
      if (gzip === 'gzip' && br !== 'br') poor.push(`${path}: ${br ?? 'identity'}`);
    }
  }
  expect(poor).toEqual([]);
});

it('a locked file has a strong ETag', async () => {
  const weak: string[] = [];
  for (const route of listedRoutes().filter((one) => /^\/(?:data\.|rapport\.)/.test(one))) {
    const path = `${route}?${comparison}&utgava=${instance.release}`;
    const tag = (await get(path, 'identity')).headers.get('etag');
    if (tag === undefined || tag.startsWith('W/')) weak.push(`${path}: ${tag}`);
  }
  expect(weak).toEqual([]);
});
