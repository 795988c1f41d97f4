import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createFetchQuota,
  standardQuota,
  type FetchQuota,
} from '../../../server/refresh/fetch-quota.ts';
import { openKeptQuota, quotaFile } from '../../../server/refresh/kept-quota.ts';

let dir: string;
let time: number;
let logged: string[];
let due: (() => void)[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'quota-'));
  time = Date.parse('2026-11-25T12:00:00Z');
  logged = [];
  due = [];
});
afterEach(() => rm(dir, { recursive: true }));

const open = () =>
  openKeptQuota({
    dataDir: dir,
    now: () => new Date(time),
    log: pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }),
    timer: (_ms, work) => {
      due.push(work);
      return () => void (due = due.filter((one) => one !== work));
    },
  });

/** Takes KPIs until there is no room. */
function fill(quota: FetchQuota, address: string | undefined, from = 0): number {
  for (let n = 0; n < 1000; n++) {
    try {
      quota.takeKpi(`N${10_000 + from + n}`, address);
    } catch {
      return n;
    }
  }
  return Infinity;
}

test('what an address has taken is remembered after a restart, and others have their own', async () => {
  const before = await open();
  expect(fill(before, '192.0.2.1')).toBe(standardQuota.hourlyByAddress);
  await before.close();
  const after = await open();
  expect(fill(after, '192.0.2.1')).toBe(0);
  expect(fill(after, '192.0.2.2', 100)).toBe(standardQuota.hourlyByAddress);
  await after.close();
});

test('the total holds however many addresses ask, across restarts', async () => {
  let accepted = 0;
  for (let restart = 0; restart < 8; restart++) {
    const quota = await open();
    accepted += fill(quota, `192.0.2.${restart}`, restart * 100);
    await quota.close();
  }
  expect(accepted).toBe(standardQuota.hourly);
});

test('two processes that serve one folder count together once each has written', async () => {
  const [one, other] = [await open(), await open()];
  one.takeKpi('N10000', '192.0.2.1');
  await one.close();
  other.takeKpi('N10001', '192.0.2.1');
  await other.close();
  const third = await open();
  expect(fill(third, undefined, 100)).toBe(standardQuota.hourly - 2);
  await third.close();
});

test('an hour later there is room again', async () => {
  const quota = await open();
  fill(quota, '192.0.2.1');
  expect(() => quota.takeKpi('N20000', '192.0.2.1')).toThrow(
    expect.objectContaining({ status: 429, headers: { 'Retry-After': '3600' } }),
  );
  time += 3_600_000;
  expect(fill(quota, '192.0.2.1', 200)).toBe(standardQuota.hourlyByAddress);
  await quota.close();
});

test('groups are bounded by address and in total, and one taken up lately is free', async () => {
  const quota = await open();
  const groups = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => `G${1000 + from + n}`);
  const { hourlyGroupsByAddress: own, hourlyGroups: all } = standardQuota;
  quota.takeGroups(groups(0, own), '192.0.2.1');
  expect(() => quota.takeGroups(groups(0, own + 1), '192.0.2.1')).toThrow('429');
  quota.takeGroups(groups(0, own), '192.0.2.1');
  for (let n = 1; n < all / own; n++) quota.takeGroups(groups(n * own, own), `192.0.2.${n + 1}`);
  expect(() => quota.takeGroups(['G9999'], '192.0.2.99')).toThrow('429');
  await quota.close();
});

test('an address cannot be read in the file, and is gone from it after an hour without anybody asking', async () => {
  const quota = await open();
  quota.takeKpi('N10000', '192.0.2.1');
  await quota.close();
  const first = await readFile(join(dir, quotaFile), 'utf8');
  expect(first).not.toContain('192.0.2');
  expect(first).toContain('"by"');

  const next = await open();
  next.takeKpi('N10001', '192.0.2.7');
  await expect.poll(() => due.length).toBe(1);
  time += 3_601_000;
  due[0]?.();
  await next.close();
  expect(await readFile(join(dir, quotaFile), 'utf8')).not.toContain('"by"');
});

test('the key lasts a day: the same address is written otherwise the day after', async () => {
  const written: string[] = [];
  for (const hours of [0, 25]) {
    time += hours * 3_600_000;
    const quota = await open();
    quota.takeKpi('N10000', '192.0.2.1');
    await quota.close();
    const { key, taken } = JSON.parse(await readFile(join(dir, quotaFile), 'utf8'));
    written.push(key, taken[0].by);
  }
  expect(new Set(written).size).toBe(4);
});

test.each(['{"half', '[]', '{"key":"x","taken":[]}'])(
  'a file that holds %s is logged and counted anew',
  async (text) => {
    await writeFile(join(dir, quotaFile), text);
    const quota = await open();
    expect(fill(quota, '192.0.2.1')).toBe(standardQuota.hourlyByAddress);
    await quota.close();
    expect(logged.join()).toContain('cannot be read');
    expect(JSON.parse(await readFile(join(dir, quotaFile), 'utf8')).taken).toHaveLength(60);
  },
);

test('a folder that cannot be written in stops nobody from fetching', async () => {
  dir = join(dir, 'gone');
  const quota = await open();
  quota.takeKpi('N10000', '192.0.2.1');
  await quota.close();
  expect(logged.join()).toContain('cannot be kept');
  dir = join(dir, '..');
});

test('whoever asks, in whatever order, no hour and no address has more than its share', () => {
  const step = fc.record({
    address: fc.constantFrom('a', 'b', 'c', undefined),
    wait: fc.oneof({ weight: 9, arbitrary: fc.nat(200_000) }, fc.nat(4_000_000)),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      let now = 0;
      const limits = { hourly: 7, hourlyByAddress: 3 };
      const quota = createFetchQuota({ now: () => new Date(now), limits });
      const accepted: { at: number; address: string | undefined }[] = [];
      for (const [n, { address, wait }] of steps.entries()) {
        now += wait;
        const inHour = accepted.filter(({ at }) => at > now - 3_600_000);
        const own = inHour.filter((one) => one.address === address);
        const room = inHour.length < 7 && (address === undefined || own.length < 3);
        let took = true;
        try {
          quota.takeKpi(`N${n}`, address);
        } catch {
          took = false;
        }
        expect(took).toBe(room);
        if (took) accepted.push({ at: now, address });
      }
    }),
  );
});
