import { z } from 'zod';
import { run } from './processes.ts';

export interface LoadOrder {
  readonly origin: string;
  /** Asked in turn, from the first again when they are used up. */
  readonly paths: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  /** Ends at whichever comes first. */
  readonly seconds: number;
  readonly requests?: number;
  /** Statuses other than these count as failures; 200 when left out. */
  readonly expected?: readonly number[];
}

const resultShape = z.object({
  requests: z.number(),
  failures: z.number(),
  firstFailure: z.string().nullable(),
  perSecond: z.number(),
  p50: z.number(),
  p99: z.number(),
  /** Of the bodies as they went over the wire. */
  bytes: z.number(),
});
export type LoadResult = z.infer<typeof resultShape>;

/** Asks as fast as the answers come, from a process of its own. */
export async function load(order: LoadOrder): Promise<LoadResult> {
  return resultShape.parse(await run('tests/bench/load-generator.ts', order));
}
