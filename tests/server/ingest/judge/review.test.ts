import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { acquireLock } from '../../../../server/ingest/lock.ts';
import { readHeld, writeHeld } from '../../../../server/store/held.ts';
import { useJudgedKolada } from '../../../support/judged-kolada.ts';
import { plain } from '../../../support/plain-text.ts';
import { projectRoot } from '../../../support/source-file.ts';

const judged = useJudgedKolada();

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** The command itself, without a terminal. */
function review(...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(projectRoot, 'server/review/main.ts'), ...args], {
    env: {
      ...process.env,
      DATA_DIR: judged.dir,
      KOLADA_URL: judged.kolada.url,
      KOLADA_REQUESTS_PER_SECOND: '100000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, out: plain(out), errors: plain(errors) }));
  });
}

beforeEach(async () => {
  judged.kolada.setFault({
    kind: 'scale',
    factor: 1000,
    kpi: 'N21006',
    when: { path: /\/data\// },
  });
  await judged.run();
});

test('lists what is held, old beside new, with names', async () => {
  const { code, out } = await review('--list');
  expect(code).toBe(0);
  expect(out).toMatch(/N21006\s+Kostnad hemtjänst äldreomsorg, kr\/hemtjänsttagare/);
  expect(out).toMatch(/flera gånger större eller mindre \(\d+ av \d+\)\.\n/);
  expect(out).toMatch(/^ {2}Sedan \d{4}-\d\d-\d\d\. \d+ värden är kvar som de var\.$/m);
  expect(out).toMatch(/\n {4}och \d+ till\n/);
  expect(out).toMatch(/[A-Ö][a-ö]+ 20\d\d, totalt: \d{3} \d{3} kr → \d{3} \d{3} 000 kr/);
});

test('accepts by name, and then nothing is held', async () => {
  const { code, out } = await review('--accept=n21006');
  expect(out).toContain('Godtaget och publicerat: N21006.');
  expect(code).toBe(0);
  const values = await judged.values();
  expect(values.filter((line) => /^N21006 .*=\d{9}/.test(line)).length).toBeGreaterThan(50);
  expect((await review()).out).toContain('Inget hålls tillbaka');
});

test('refuses all, and says no again to the same answer', async () => {
  const before = await judged.values();
  expect((await review('--refuse=all')).out).toContain('Nekat: N21006.');
  expect(await judged.run()).toMatchObject({ kind: 'unchanged', alarms: [] });
  expect(await judged.values()).toEqual(before);
});

test.each([['--accept=U99999'], ['--accept='], ['--what'], ['--accept=N21006', '--refuse=N21006']])(
  'refuses %s with a message, and decides nothing',
  async (...args) => {
    const { code, errors } = await review(...args);
    expect(code).toBe(2);
    expect(errors.length).toBeGreaterThan(10);
    expect((await readHeld(judged.dir)).entries[0]?.state).toBe('open');
  },
);

test('says who holds the lock, and leaves with a code of its own', async () => {
  const lock = await acquireLock(judged.dir);
  const { code, errors } = await review('--accept=N21006');
  await lock.release();
  expect(code).toBe(3);
  expect(errors).toContain(`process ${process.pid}`);
});

test('says so when Kolada has mended what is accepted', async () => {
  judged.kolada.setFault(undefined);
  const { code, out } = await review('--accept=N21006');
  expect(code).toBe(0);
  expect(out).toContain('Kolada svarar åter som förr: N21006.');
  expect(out).not.toContain('Godtaget');
});

test('tells how to choose where Kolada says two things, and takes the one that is chosen', async () => {
  judged.kolada.setFault({ kind: 'conflicting-rows', rows: 1, place: 'after', kpi: 'N21006' });
  await judged.run();
  const asked = await review('--accept=N21006');
  expect(asked.code).toBe(1);
  expect(asked.errors).toContain('--accept=N21006:första');
  for (const wrong of ['N21006:andra', 'N21006:sista:sista', 'N21006:första,N21006:sista']) {
    expect((await review(`--accept=${wrong}`)).code).toBe(2);
  }
  const { code, out } = await review('--accept=n21006:SISTA');
  expect(code).toBe(0);
  expect(out).toContain('Godtaget och publicerat: N21006.');
});

test('tells of a damaged held.json, which the next refresh makes anew', async () => {
  await writeFile(join(judged.dir, 'held.json'), '{"entries":[{');
  const { code, errors } = await review('--list');
  expect(code).toBe(1);
  expect(errors).toContain('held.json i DATA_DIR är skadad');
  expect(errors).not.toMatch(/\bat .*\.ts:\d+/);
  await judged.run();
  expect((await review('--list')).out).toContain('N21006');
});

test('names the kommuner and KPIs that a list has lost, and counts those it does not name', async () => {
  judged.kolada.setFault({ kind: 'short-list', share: 0.5, when: { path: /\/municipality\?/ } });
  await judged.run();
  const { out } = await review('--list');
  expect(out).toMatch(/Saknas i listan:\n(?: {4}\d{4} [A-ZÅÄÖ][a-zåäö]+\n?){6}/);
  const { entries, decisions } = await readHeld(judged.dir);
  await writeHeld(judged.dir, {
    decisions,
    entries: entries.map((entry) => ({ ...entry, goneInAll: 2033 })),
  });
  expect((await review('--list')).out).toContain('och 2 027 till');
});
