import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { routePaths } from '../../server/app.ts';
import { createFetcher } from '../../server/refresh/fetcher.ts';
import { caseCount, fuzzSeed } from '../support/case-count.ts';
import { hostileRequest, type HostileRequest } from '../support/hostile-requests.ts';
import { judgeAnswer } from '../support/judge-answer.ts';
import { createSnapshotFixture } from '../support/release-fixture.ts';
import { createTestApp } from '../support/test-app.ts';

/** Cases for a route; those that draw, zip or write pages do a thousand times the work of others. */
const costly: Readonly<Record<string, number>> = {
  '/': 100,
  '/jamfor': 100,
  '/inbaddat': 150,
  '/rapport': 80,
  '/rapport.docx': 30,
  '/diagram.png': 30,
  '/diagram.svg': 300,
  '/data.zip': 100,
  '/data.xlsx': 200,
  '/metrics': 200,
  '/hme': 200,
  '/inbaddat.json': 200,
  '/badda-in': 300,
};
const usual = 850;
const hangMs = 30_000;

const queue = { run: async () => ({ kind: 'unchanged', release: 'x', alarms: [] }) as const };
const fetcher = createFetcher({ queue, now: () => new Date(0) });
const fixture = await createSnapshotFixture();
await fixture.publish({
  observations: [{ kpi: 'N21006', area: '2305', year: 2024, value: 401_817 }],
});
const served = await createTestApp({ fixture, services: { fetcher } });
const paths = [...routePaths(served.app), '/nothing', '/assets/x.css', '/api/v1/nothing'];
let tried = 0;
/** How often each path answered with what was asked for, and with a refusal. */
const answers = new Map(paths.map((path) => [path, { given: 0, refused: 0 }]));

afterAll(() => served.close());

async function ask(
  path: string,
  { address, method, headers, body }: HostileRequest,
): Promise<void> {
  tried += 1;
  const hasBody = !['GET', 'get', 'HEAD', 'OPTIONS'].includes(method) && body !== undefined;
  const request = new Request(address, {
    method,
    headers: headers.map(([name, value]) => [name, value]),
    ...(hasBody && { body }),
  });
  let hang: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_, reject) => {
    hang = setTimeout(() => reject(new Error('no answer')), hangMs);
  });
  const answered = Promise.resolve(served.app.request(request)).then((response) => {
    const count = answers.get(path);
    if (count !== undefined) count[response.status < 400 ? 'given' : 'refused'] += 1;
    return judgeAnswer(response);
  });
  await Promise.race([answered, hung]).finally(() => clearTimeout(hang));
}

describe('whatever is asked, the answer is whole, Swedish and tells nothing of the inside', () => {
  test.each(paths)('%s', { timeout: 120_000 * caseCount(1) }, async (path) => {
    expect.hasAssertions();
    const numRuns = caseCount(costly[path] ?? usual);
    await fc.assert(
      fc.asyncProperty(hostileRequest(path), (request) => ask(path, request)),
      {
        numRuns,
        seed: fuzzSeed + path.length,
      },
    );
  });

  // A route that refuses everything it is asked has been tried no further than its door.
  test.each(routePaths(served.app))('%s let some requests in, and refused some', (path) => {
    const { given, refused } = answers.get(path) ?? { given: 0, refused: 0 };
    expect(given).toBeGreaterThan((given + refused) / 50);
    expect(refused).toBeGreaterThan(0);
  });

  test('and enough was asked, and no fault of our own was met', () => {
    expect(tried).toBeGreaterThanOrEqual(caseCount(20_000));
    expect(served.logged.filter((line) => line.includes('request failed'))).toEqual([]);
  });
});
