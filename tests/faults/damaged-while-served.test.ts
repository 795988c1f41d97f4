import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { expectSound, linesIn } from '../support/expect-sound.ts';
import { createFaultFolders, runIn, type FaultFolders } from '../support/fault-folder.ts';
import { value } from '../support/ingest-source.ts';
import { queryFile } from '../support/release-rows.ts';
import { linesOf, revisedSource } from '../support/revised-source.ts';
import { serveFolder } from '../support/served-folder.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let folders: FaultFolders;
beforeAll(async () => {
  folders = await createFaultFolders();
});
afterAll(() => folders.close());

/** So many values that they fill blocks of their own, which nothing reads until it is asked to. */
function largeSource(revision: number) {
  const source = revisedSource(revision);
  for (let place = 0; place < 300; place++) {
    const area = String(5000 + place);
    source.municipalityList.push({ id: area, title: `Kommun ${area}`, type: 'K' });
    for (let year = 1901; year <= 2012; year++) {
      for (const gender of ['T', 'K', 'M'] as const) {
        const number = Math.sin(place * 1e4 + year * 7 + gender.charCodeAt(0)) * 1e6;
        source.valueList.push(value(`U21468 ${area} ${year} ${gender}`, number));
      }
    }
  }
  return source;
}

test('a release whose values turn out damaged gives way to the one before, and /health says so', async () => {
  const dir = await folders.take();
  expect(await runIn(dir, largeSource(1))).toMatchObject({ kind: 'published' });
  const path = join(dir, '2026-11-23.3.duckdb');
  const blocks = await blocksOfValues(path);
  expect(blocks.length).toBeGreaterThan(0);
  for (const at of blocks) await overwrite(path, at);
  const server = await serveFolder({ dir });
  expect(await server.health()).toMatchObject({ release: '2026-11-23.3', status: 'ok' });
  const asked =
    '/api/v1/comparison?nyckeltal=U21468&kommuner=5000,5150,5299&ar=1900-2100&kon=T,K,M';
  await expect(server.text(asked)).rejects.toThrow('500');

  await expectSound({
    server,
    allowed: [linesOf(revisedSource(0))],
    health: { status: 'degraded', reason: 'release-refused: unreadable' },
    nextRun: () => runIn(dir, revisedSource(1)),
    after: linesOf(revisedSource(1)),
  });
  expect(await linesIn(dir, '2026-11-23.2')).toEqual(linesOf(revisedSource(0)));
  await server.close();
});

async function blocksOfValues(path: string): Promise<number[]> {
  const rows = await queryFile(
    path,
    `SELECT block_id AS id FROM pragma_storage_info('observation')
     WHERE block_id >= 0 GROUP BY block_id
     HAVING bool_and(column_name = 'value' AND segment_type = 'DOUBLE')`,
  );
  return rows.map(({ id }) => 12_288 + Number(id) * 262_144 + 100_000);
}

async function overwrite(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(64, 0xa5), 0, 64, at);
  await file.close();
}
