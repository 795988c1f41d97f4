import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { RunningServer } from '../../server/main.ts';
import { caseCount, fuzzSeed } from '../support/case-count.ts';
import { chunk } from '../support/raw-kolada.ts';
import { sendRaw } from '../support/raw-http.ts';
import { startTestServer } from '../support/server.ts';

const cases = caseCount(400);
const atOnce = 40;
vi.setConfig({ testTimeout: 60_000 + cases * 200 });

let server: RunningServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const honest = [
  'GET /api/v1/comparison?nyckeltal=N21006&kommuner=bracke,boras HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip, br\r\nIf-None-Match: "x"\r\nConnection: close\r\n\r\n',
  'POST /api/v1/kpis/N21006/fetch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
  'POST /api/v1/kpis/N21006/fetch HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
  'GET /inbaddat?visa=linje&ar=2020-2024 HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-5\r\nConnection: close\r\n\r\n',
  'OPTIONS /data.csv HTTP/1.1\r\nHost: localhost\r\nOrigin: https://a.example\r\nConnection: close\r\n\r\n',
];

const structure = ['\r\n', '\n', '\r', '\0', ' ', ':', ';', '%', '\t', '\r\n\r\n', 'HTTP/1.1'];
/** One change to the bytes: some are left out, others put in, at any place. */
const spoiling = fc.record({
  at: fc.integer({ min: 0, max: 999 }),
  out: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(6)),
  put: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...'aZ09-.,=&?/_') },
    { weight: 2, arbitrary: fc.constantFrom(...structure) },
    fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  ),
});
const spoilt = fc
  .tuple(fc.constantFrom(...honest), fc.array(spoiling, { minLength: 1, maxLength: 3 }))
  .map(([request, changes]) =>
    changes.reduce((bytes, { at, out, put }) => {
      const place = Math.floor((at / 1000) * bytes.length);
      return bytes.slice(0, place) + put + bytes.slice(place + out);
    }, request),
  );

test(`${cases} requests with some bytes spoilt are answered or refused, and harm nobody`, async () => {
  const requests = fc.sample(spoilt, { numRuns: cases, seed: fuzzSeed });
  const told = new Map<number | undefined, number>();
  for (const some of chunk(requests, atOnce)) {
    const answers = await Promise.all(
      some.map((request) => sendRaw(server.port, [request], { idleMs: 400 })),
    );
    for (const [i, { statuses, text }] of answers.entries()) {
      expect(
        statuses.filter((status) => status >= 500),
        JSON.stringify(some[i]),
      ).toEqual([]);
      expect(text).not.toMatch(/node_modules|\bat [\w.<>]+ \(|\.ts:\d+/);
      told.set(statuses[0], (told.get(statuses[0]) ?? 0) + 1);
    }
    const health = await fetch(`http://127.0.0.1:${server.port}/health`);
    expect(health.status).toBe(200);
  }
  // Some were still good, some were refused by Node, and some by the product.
  for (const status of [200, 400, 404]) expect(told.get(status)).toBeGreaterThan(cases / 100);
});
