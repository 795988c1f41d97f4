import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAskedNotes, type KeptNotes } from '../../../server/refresh/asked-notes.ts';
import { readAsked } from '../../../server/store/asked.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

let dir: string;
let clock: Date;
let due: (() => void)[];
let notes: KeptNotes;
let served: TestApp;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'asked-'));
  clock = new Date('2026-11-25T12:00:00Z');
  due = [];
  notes = createAskedNotes({
    dataDir: dir,
    now: () => clock,
    log: pino({ level: 'silent' }),
    timer: (_ms, work) => {
      due.push(work);
      return () => void (due = due.filter((one) => one !== work));
    },
  });
  served = await createTestApp({ services: { asked: notes }, now: () => clock });
});
afterEach(async () => {
  await served.close();
  await rm(dir, { recursive: true });
});

const get = async (path: string) => (await served.app.request(path)).status;
const asked = async () => (await readAsked(dir))?.last;

test('the KPIs and groups of a comparison are noted, whichever way it is shown', async () => {
  await get('/jamfor?nyckeltal=n21006,U21468&kommuner=2305,G176508');
  await get('/data.csv?nyckeltal=N21017&kommuner=2305');
  await get('/api/v1/comparison?nyckeltal=U21200&kommuner=2305');
  await get('/diagram.svg?nyckeltal=N21024&kommuner=2305');
  await notes.close();
  const ids = ['G176508', 'N21006', 'N21017', 'N21024', 'U21200', 'U21468'];
  expect(Object.keys((await asked()) ?? {})).toEqual(ids);
});

test('what is not known here, or was refused, is not noted', async () => {
  expect(await get('/jamfor?nyckeltal=N99999,__proto__&kommuner=G424242')).toBe(200);
  expect(await get('/api/v1/comparison?nyckeltal=N21006&nonsens=1')).toBe(400);
  await notes.close();
  expect(await asked()).toBeUndefined();
});

test('a KPI asked for a thousand times a day is written once, and once more the day after', async () => {
  for (let n = 0; n < 30; n++) await get(`/jamfor?nyckeltal=N21006&kommuner=2305&ar=${1990 + n}`);
  expect(due).toHaveLength(1);
  due[0]?.();
  await get('/jamfor?nyckeltal=N21006&kommuner=2305');
  expect(due).toHaveLength(0);
  clock = new Date('2026-11-26T12:00:00Z');
  await get('/jamfor?nyckeltal=N21006&kommuner=2305');
  expect(due).toHaveLength(1);
  await notes.close();
  expect(await asked()).toEqual({ N21006: '2026-11-26' });
});
