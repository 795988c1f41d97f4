import { Agent, request } from 'undici';
import { percentile } from './measure.ts';

export interface Crowd {
  /** Asked all at once; none when empty. */
  readonly paths: readonly string[];
  /** Asked one after another meanwhile; always another. */
  readonly small: (number: number) => string;
  /** How many small ones at least. */
  readonly least: number;
}

export interface CrowdResult {
  readonly smallP50: number;
  readonly smallP99: number;
  readonly answered: number;
  /** 503 with `Retry-After`. */
  readonly refused: number;
  /** Anything else: resets, 500, 503 without `Retry-After`; of the small ones too. */
  readonly broken: number;
}

/** What one reader of small embeds notices of a crowd that asks for much. */
export async function measureCrowd(
  origin: string,
  { paths, small, least }: Crowd,
): Promise<CrowdResult> {
  const agent = new Agent({ headersTimeout: 120_000, bodyTimeout: 120_000 });
  const ask = async (path: string): Promise<'answered' | 'refused' | 'broken'> => {
    try {
      const { statusCode, headers, body } = await request(origin + path, { dispatcher: agent });
      await body.arrayBuffer();
      if (statusCode === 200) return 'answered';
      return statusCode === 503 && headers['retry-after'] !== undefined ? 'refused' : 'broken';
    } catch {
      return 'broken';
    }
  };
  let isOver = false;
  const crowd = Promise.all(paths.map(ask)).finally(() => (isOver = true));
  const latencies: number[] = [];
  let failed = 0;
  while (!isOver || latencies.length < least) {
    const before = performance.now();
    if ((await ask(small(latencies.length))) !== 'answered') failed += 1;
    latencies.push(performance.now() - before);
  }
  const outcomes = await crowd;
  await agent.close();
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  return {
    smallP50: percentile(latencies, 0.5),
    smallP99: percentile(latencies, 0.99),
    answered: count('answered'),
    refused: count('refused'),
    broken: count('broken') + failed,
  };
}
