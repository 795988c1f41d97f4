import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it, vi } from 'vitest';
import { eachRow } from './faults/trial.ts';
import {
  refresh,
  refreshDaily,
  review,
  serve,
  type Place,
  type Served,
} from './support/product.ts';
import { startProxy, type Proxy } from './support/proxy.ts';
import { openRelease } from './support/release-file.ts';
import type { Session } from './support/session.ts';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });

/** The case R11: Borås’ satisfaction 2023, which Kolada revises while its K and M are gone. */
const kpi = 'U21468';
const key = `${kpi} 1490 2023 T`;

let proxy: Proxy;
let base: string;
let place: Place;
let session: Session;
let served: Served;
let before: number | null | undefined;

beforeAll(async () => {
  proxy = await startProxy('review');
  base = await mkdtemp(join(tmpdir(), 'outside-review-'));
  await refresh({ dir: base, kolada: proxy.open().url });
});
afterAll(async () => {
  await proxy.close();
  await rm(base, { recursive: true });
});

beforeEach(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'outside-review-'));
  await cp(base, dir, { recursive: true });
  session = proxy.open();
  before = session.honest().get(key)?.value;
  place = { dir, kolada: session.url };
  served = await serve(place);
  session.revise(key, 50);
  session.fault({
    rows: eachRow((row) =>
      row.kpi === kpi ? { ...row, values: row.values.filter(({ gender }) => gender === 'T') } : row,
    ),
  });
  await refresh(place);
});
afterEach(async () => {
  await served.stop();
  await rm(place.dir, { recursive: true });
});

async function inRelease() {
  const file = await openRelease(place.dir);
  const ofKpi = [...file.figures].filter(([one]) => one.startsWith(`${kpi} `));
  file.close();
  return {
    release: file.release,
    value: new Map(ofKpi).get(key)?.value,
    split: ofKpi.filter(([one]) => !one.endsWith(' T')).length,
  };
}

async function inApi(more = ''): Promise<string> {
  const query = `nyckeltal=${kpi}&kommuner=1490&ar=2023&kon=T,K,M${more}`;
  return (await fetch(`${served.address}/api/v1/comparison?${query}`)).text();
}

describe('a KPI whose gender split has vanished', () => {
  it('keeps its values, and a human sees old beside new', async () => {
    const { value, split } = await inRelease();
    expect(value).toBe(before);
    expect(split).toBeGreaterThan(100);
    const { text } = await served.health();
    expect(text).toMatch(/"status":"degraded"/);
    expect(text).toContain(kpi);
    const list = await review(place, '--list');
    expect(list.err + list.out).toContain(kpi);
    expect(list.out).toMatch(/\b50\b/);
    expect(list.out).toContain(String(before).replace('.', ','));
  });

  it('is published as it is now when it has been accepted, and the older release stays', async () => {
    const { release: old } = await inRelease();
    const locked = await inApi(`&utgava=${old}`);
    const accepted = await review(place, `--accept=${kpi}`);
    expect({ code: accepted.code, err: accepted.err }).toMatchObject({ code: 0 });
    const { release, value, split } = await inRelease();
    expect({ value, split }).toEqual({ value: 50, split: 0 });
    await served.caughtUp(release);
    expect((await served.health()).body.status).toBe('ok');
    expect(await inApi()).toContain('"value":50');
    expect(await inApi(`&utgava=${old}`)).toBe(locked);
    await refresh(place);
    expect((await served.health()).body.status).toBe('ok');
  });

  it('keeps its values when it has been refused, and is not asked about again', async () => {
    const refused = await review(place, `--refuse=${kpi}`);
    expect({ code: refused.code, err: refused.err }).toMatchObject({ code: 0 });
    await refresh(place);
    expect((await inRelease()).value).toBe(before);
    const list = await review(place, '--list');
    expect(list.out).not.toMatch(/\b50\b/);
    session.revise(`${kpi} 1490 2022 T`, 40);
    await refresh(place);
    const again = await review(place, '--list');
    expect(again.out).toContain(kpi);
  });

  it('is mended by the next honest answer, and then there is nothing to review', async () => {
    session.fault(undefined);
    await refreshDaily(place);
    await refresh(place);
    const { release, value, split } = await inRelease();
    expect(value).toBe(50);
    expect(split).toBeGreaterThan(100);
    await served.caughtUp(release);
    expect((await served.health()).body.status).toBe('ok');
    const list = await review(place, '--list');
    expect(list.out).not.toContain(kpi);
  });

  it('does not accept another answer than the one that was seen', async () => {
    session.revise(key, 12);
    await review(place, `--accept=${kpi}`);
    expect((await inRelease()).value).toBe(before);
  });

  it('tells in Swedish of a KPI that is not held', async () => {
    const { code, out, err } = await review(place, '--accept=N00000');
    expect(out + err).toMatch(/N00000/);
    expect(out + err).not.toMatch(/\bat .*\.ts:\d+/);
    expect(code).not.toBeNull();
  });
});
