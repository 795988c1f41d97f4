/** Daily runs against the simulated Kolada, through the real client: what is asked, and what is held. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SimulatedKolada } from '../../../server/demo/simulated-kolada/simulated-kolada.ts';
import { ingest } from '../../../server/ingest/ingest.ts';
import type { IngestJob, Outcome } from '../../../server/ingest/job.ts';
import { dataFiles } from '../../../server/ingest/open-source.ts';
import { readRefreshState } from '../../../server/ingest/refresh-state.ts';
import { createKoladaClient } from '../../../server/kolada/client.ts';
import { readLastRefresh } from '../../../server/store/last-refresh.ts';
import { readPointer } from '../../../server/store/pointer.ts';
import { readRawFigures } from '../../support/raw-kolada.ts';
import { queryRelease } from '../../support/release-rows.ts';
import { createSmallKolada } from '../../support/small-kolada.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const kpis = ['N21006', 'U21468'];
const areas = ['0000', '0484', '1490', '2281', '2305', 'G2328'];
let dir = '';
let kolada: SimulatedKolada;
let clock: Date;
/** Requests for data, and what the run gave. */
let asked: string[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daily-'));
  clock = new Date('2026-11-01T10:00:00Z');
  kolada = await createSmallKolada({ now: () => clock });
});
afterEach(async () => {
  await kolada.close();
  await rm(dir, { recursive: true });
});

async function run(job: IngestJob = { kind: 'refresh' }, url = kolada.url): Promise<Outcome> {
  const before = kolada.requests().length;
  const outcome = await ingest(job, {
    dir,
    dataFiles,
    openSource: () =>
      createKoladaClient({ url, requestsPerSecond: 100_000, connections: 4, retries: 0 }),
    now: () => clock,
  });
  asked = kolada
    .requests()
    .slice(before)
    .filter((path) => path.includes('/data/'));
  return outcome;
}

const days = (count: number) => {
  clock = new Date(clock.getTime() + count * 86_400_000);
};
/** `kpi area year gender=value` of all that holds, read apart from the product's code. */
async function held(): Promise<string[]> {
  const rows = await queryRelease(
    dir,
    `SELECT concat_ws(' ', kpi, area, year, gender) || '=' || coalesce(value::VARCHAR, status) AS line
     FROM observation WHERE until IS NULL AND kpi IN ('N21006', 'U21468')`,
  );
  return rows.map(({ line }) => String(line)).toSorted();
}
async function atKolada(): Promise<string[]> {
  const figures = await readRawFigures(kolada.url, kpis, areas);
  return [...figures]
    .map(([key, { value, status }]) => `${key}=${value === null ? status : asDouble(value)}`)
    .toSorted();
}
const asDouble = (value: number) => (Number.isInteger(value) ? `${value}.0` : String(value));
const isWhole = () => asked.length > 0 && asked.every((path) => !path.includes('from_date'));

describe('the day after', () => {
  beforeEach(async () => {
    await run();
    days(1);
  });

  test('nothing has changed: one question since the day before the last, and nothing published', async () => {
    expect(await run()).toMatchObject({ kind: 'unchanged' });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('from_date=2026-10-31');
    const { checkedAt } = (await readPointer(dir)) ?? {};
    expect(checkedAt).toBe('2026-11-02T10:00:00.000Z');
  });

  test('two revised values are both found, and the means that they change', async () => {
    kolada.revise({ kpi: 'N21006', area: '1490', year: 2023, gender: 'T', value: 123_456 });
    kolada.revise({ kpi: 'U21468', area: '2305', year: 2022, gender: 'K', value: 12.5 });
    expect(await run()).toMatchObject({ kind: 'published' });
    expect(asked.every((path) => path.includes('from_date'))).toBe(true);
    const now = await held();
    expect(now).toContain('N21006 1490 2023 T=123456.0');
    expect(now).toContain('U21468 2305 2022 K=12.5');
    expect(now).toEqual(await atKolada());
  });

  test('a withdrawn value holds no longer', async () => {
    const key = { kpi: 'N21006', area: '1490', year: 2024, gender: 'T' } as const;
    kolada.revise({ ...key, value: 1 });
    await run();
    expect(await held()).toContain('N21006 1490 2024 T=1.0');
    days(1);
    kolada.withdraw(key);
    await run();
    expect((await held()).filter((line) => line.startsWith('N21006 1490 2024 '))).toEqual([]);
    expect(await held()).toEqual(await atKolada());
  });

  test('what is revised late on the day that was asked about is found the next day', async () => {
    await run();
    kolada.revise({ kpi: 'N21006', area: '1490', year: 2023, gender: 'T', value: 7 });
    days(1);
    expect(await run()).toMatchObject({ kind: 'published' });
    expect(await held()).toContain('N21006 1490 2023 T=7.0');
  });

  test('a new year of everything is much: all is asked for, and all is held', async () => {
    kolada.addYear(2027);
    expect(await run()).toMatchObject({ kind: 'published', alarms: [] });
    expect(await held()).toEqual(await atKolada());
  });

  test('a group that is new on the list comes with all its history', async () => {
    const watched = [{ kind: 'group', id: 'G176508', addedAt: '2026-11-02T09:00:00.000Z' }];
    await writeFile(join(dir, 'watch.json'), JSON.stringify(watched));
    await run();
    expect(asked.some((path) => path.includes('from_date'))).toBe(true);
    const whole = asked.filter((path) => !path.includes('from_date'));
    expect(whole).toEqual([expect.stringContaining('/municipality/G176508?')]);
    days(1);
    await run();
    expect(asked).toHaveLength(1);
  });

  test('a KPI with another title is fetched whole, the others are not', async () => {
    kolada.renameKpi('U21468', 'Brukarbedömning hemtjänst, andel nöjda (%)');
    await run();
    const whole = asked.filter((path) => !path.includes('from_date'));
    expect(whole.length).toBeGreaterThan(0);
    expect(whole.every((path) => path.includes('/kpi/U21468/'))).toBe(true);
  });

  test('a KPI whose figures were kept is fetched whole until they can be believed', async () => {
    const { setFault } = kolada;
    const none = '{"values":[],"next_url":null,"previous_url":null,"count":0}';
    kolada.renameKpi('U21468', 'Brukarbedömning hemtjänst, andel nöjda (%)');
    setFault({ kind: 'body', text: none, when: { path: /kpi\/U21468\/municipality/ } });
    const outcome = await run();
    expect(outcome).toMatchObject({ alarms: [{ kpi: 'U21468' }] });
    setFault(undefined);
    kolada.renameKpi('U21468', 'Brukarbedömning hemtjänst, andel (%)');
    days(1);
    expect(await run()).toMatchObject({ alarms: [] });
    expect(asked.some((path) => path.includes('/kpi/U21468/municipality/'))).toBe(true);
    days(1);
    await run();
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['the state is gone', () => rm(join(dir, 'refresh-state.json'))],
    ['the state is damaged', () => writeFile(join(dir, 'refresh-state.json'), '{"url":')],
    ['the state is of another form', () => writeFile(join(dir, 'refresh-state.json'), '{"a":1}')],
    ['the last outcome is damaged', () => writeFile(join(dir, 'last-refresh.json'), 'x')],
    ['it was long ago', async () => days(20)],
  ])('where %s, everything is asked for', async (_, spoil) => {
    await spoil();
    expect(await run()).toMatchObject({ kind: 'unchanged' });
    expect(isWhole()).toBe(true);
    days(1);
    await run();
    expect(isWhole()).toBe(false);
  });

  test('after a run that failed, everything is asked for', async () => {
    kolada.setFault({ kind: 'status', status: 404, when: { path: /from_date/ } });
    expect(await run()).toMatchObject({ kind: 'failed', reason: 'kolada-refused' });
    kolada.setFault(undefined);
    expect(await run()).toMatchObject({ kind: 'unchanged' });
    expect(isWhole()).toBe(true);
  });

  test('a service that overlooks the day is noticed, and asked for everything', async () => {
    kolada.setFault({
      kind: 'body',
      text: await (await fetch(`${kolada.url}/data/kpi/${kpis}/municipality/${areas}`)).text(),
      when: { path: /from_date/ },
    });
    expect(await run()).toMatchObject({ kind: 'unchanged', alarms: [] });
    expect(asked.some((path) => !path.includes('from_date'))).toBe(true);
  });
});

test('every seventh run asks for everything, and tells of what the daily ones had not been told', async () => {
  await run();
  // Answers that leave out what has changed, for six days.
  const none = '{"values":[],"next_url":null,"previous_url":null,"count":0}';
  kolada.revise({ kpi: 'N21006', area: '1490', year: 2023, gender: 'T', value: 5 });
  kolada.setFault({ kind: 'body', text: none, when: { path: /from_date/ } });
  for (let day = 1; day <= 6; day++) {
    days(1);
    expect(await run()).toMatchObject({ kind: 'unchanged' });
  }
  days(1);
  const outcome = await run();
  // The kommun's own value, Riket's, and the mean of the group.
  const detail = '3 values of 1 KPIs had changed untold: N21006';
  expect(outcome).toMatchObject({
    kind: 'published',
    notes: [{ code: 'sweep-disagreed', detail }],
  });
  expect(await held()).toEqual(await atKolada());
  expect(await readLastRefresh(dir)).toMatchObject({ reason: 'sweep-disagreed', detail });

  kolada.setFault(undefined);
  for (let day = 1; day <= 7; day++) {
    days(1);
    kolada.revise({ kpi: 'N21006', area: '1490', year: 2023, gender: 'T', value: 100 + day });
    const next = await run();
    expect(next).toMatchObject({ kind: 'published' });
    expect(next).not.toHaveProperty('notes');
  }
  expect(asked.some((path) => !path.includes('from_date'))).toBe(true);
  expect(await readLastRefresh(dir)).not.toHaveProperty('reason');
});

test('all of Kolada, once fetched, is kept up to date by the daily runs until less is asked for', async () => {
  await run({ kind: 'all' });
  days(1);
  kolada.revise({ kpi: 'N21006', area: '1490', year: 2023, gender: 'T', value: 5 });
  await run();
  expect(asked.every((path) => path.includes('from_date'))).toBe(true);
  expect(await held()).toEqual(await atKolada());
  expect(await readRefreshState(dir)).toMatchObject({ scope: 'all' });
  kolada.setFault({ kind: 'status', status: 404 });
  expect(await run()).toMatchObject({ kind: 'failed' });
  kolada.setFault(undefined);
  await run();
  expect(isWhole()).toBe(true);
  expect(await readRefreshState(dir)).toMatchObject({ scope: 'all' });
  await run({ kind: 'refresh', full: true });
  expect(await readRefreshState(dir)).toMatchObject({ scope: 'watched' });
});
