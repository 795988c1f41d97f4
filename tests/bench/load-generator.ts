import { Client } from 'undici';
import { z } from 'zod';
import { percentile } from './measure.ts';

/** Started by `load`: a closed loop of requests on each connection, and what came of them as JSON. */
const order = z
  .object({
    origin: z.string(),
    paths: z.array(z.string()),
    headers: z.record(z.string(), z.string()).default({}),
    connections: z.number(),
    seconds: z.number(),
    requests: z.number().default(Infinity),
    expected: z.array(z.number()).default([200]),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const latencies: number[] = [];
let asked = 0;
let failures = 0;
let firstFailure: string | null = null;
let bytes = 0;
const start = performance.now();
const end = start + order.seconds * 1000;

await Promise.all(Array.from({ length: order.connections }, worker));
const seconds = (performance.now() - start) / 1000;
console.log(
  JSON.stringify({
    requests: latencies.length,
    failures,
    firstFailure,
    perSecond: latencies.length / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    bytes,
  }),
);

async function worker(): Promise<void> {
  const client = new Client(order.origin, { bodyTimeout: 60_000, headersTimeout: 60_000 });
  while (performance.now() < end && asked < order.requests) {
    const path = order.paths[asked % order.paths.length] ?? '/';
    asked += 1;
    const before = performance.now();
    try {
      const { statusCode, body } = await client.request({
        path,
        method: 'GET',
        headers: order.headers,
      });
      for await (const chunk of body as AsyncIterable<Uint8Array>) bytes += chunk.byteLength;
      latencies.push(performance.now() - before);
      if (!order.expected.includes(statusCode)) fail(`${statusCode} ${path}`);
    } catch (error) {
      fail(`${String(error)} ${path}`);
    }
  }
  await client.close();
}

function fail(what: string): void {
  failures += 1;
  firstFailure ??= what;
}
