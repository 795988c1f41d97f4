import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StateFileError } from '../../../server/store/json-file.ts';
import { readLastRefresh, writeLastRefresh } from '../../../server/store/last-refresh.ts';
import { readPointer, writePointer, type Pointer } from '../../../server/store/pointer.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'pointer-'));
});
afterEach(() => rm(dir, { recursive: true }));

const pointer: Pointer = {
  release: '2026-11-22.1',
  number: 1,
  file: '2026-11-22.1.duckdb',
  source: 'snapshot',
  publishedAt: '2026-11-22T01:02:03.000Z',
  checkedAt: '2026-07-06T00:00:00.000Z',
};

test('a folder without a release has no pointer and no refresh', async () => {
  expect(await readPointer(dir)).toBeUndefined();
  expect(await readLastRefresh(dir)).toBeUndefined();
});

test('what was written is read back, and no temporary file stays', async () => {
  await writePointer(dir, pointer);
  const next = { ...pointer, release: '2026-11-22.2', number: 2, file: '2026-11-22.2.duckdb' };
  await writePointer(dir, next);
  expect(await readPointer(dir)).toEqual(next);
  expect(await readdir(dir)).toEqual(['current.json']);
});

test('a pointer that names a file outside the folder is neither written nor read', async () => {
  const evil = { ...pointer, file: '../../etc/passwd' };
  expect(() => writePointer(dir, evil)).toThrow(/file/);
  await writeFile(join(dir, 'current.json'), JSON.stringify(evil));
  await expect(readPointer(dir)).rejects.toThrow(StateFileError);
});

test('half a pointer is an error that names the file, never "no release"', async () => {
  await writeFile(join(dir, 'current.json'), '{"release":"2026-');
  await expect(readPointer(dir)).rejects.toThrow(/current\.json/);
});

test('readers see the old pointer or the new one while it is replaced, never half', async () => {
  await writePointer(dir, pointer);
  let writing = true;
  const writes = (async () => {
    for (let number = 2; number <= 40; number++) await writePointer(dir, { ...pointer, number });
    writing = false;
  })();
  let seen = 0;
  while (writing) {
    const { number } = (await readPointer(dir)) ?? { number: 0 };
    expect(number).toBeGreaterThanOrEqual(seen);
    seen = number;
  }
  await writes;
});

test('the outcome of a refresh is kept with its reason and alarms', async () => {
  const refresh = {
    startedAt: '2026-11-22T01:00:00.000Z',
    finishedAt: '2026-11-22T01:00:05.000Z',
    outcome: 'failed',
    reason: 'unreachable',
    detail: 'connect ECONNREFUSED',
    alarms: [{ kpi: 'N21006', code: 'no-rows' }],
  } as const;
  await writeLastRefresh(dir, { ...refresh, alarms: [...refresh.alarms] });
  expect(await readLastRefresh(dir)).toEqual(refresh);
});
