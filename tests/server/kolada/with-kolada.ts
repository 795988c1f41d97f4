import { onTestFinished } from 'vitest';
import { createSimulatedKolada } from '../../../server/demo/simulated-kolada/simulated-kolada.ts';
import { createKoladaClient, type KoladaClientOptions } from '../../../server/kolada/client.ts';
import type { KoladaValue, ValuePage } from '../../../server/kolada/types.ts';

export const kommuner = ['2305', '1490', '0484', '1401', '1384', '2581', '2281'];

/** A real client on a real local server; waits between attempts are recorded, not waited. */
export async function withKolada(options: Partial<KoladaClientOptions> = {}) {
  const kolada = await createSimulatedKolada({ catalogueDirectory: 'not-there' });
  const waits: number[] = [];
  const client = createKoladaClient({
    url: kolada.url,
    requestsPerSecond: 100_000,
    connections: 4,
    attemptTimeoutMs: 5000,
    random: () => 1,
    sleep: async (ms) => {
      if (ms > 10) waits.push(ms);
    },
    ...options,
  });
  onTestFinished(async () => {
    await client.close();
    await kolada.close();
  });
  return { kolada, client, waits };
}

export async function allPages(pages: AsyncIterable<ValuePage>): Promise<ValuePage[]> {
  const all: ValuePage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

export async function allValues(pages: AsyncIterable<ValuePage>): Promise<KoladaValue[]> {
  return (await allPages(pages)).flatMap(({ values }) => values);
}

/** What a promise rejects with; fails when it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('expected a failure');
    },
    (error: unknown) => error,
  );
}
