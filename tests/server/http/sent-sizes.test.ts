import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toStored } from '../../../server/http/answer-cache.ts';
import { listen, type Listening } from '../../../server/http/listen.ts';
import { sendKept, sendStored } from '../../../server/http/send-answer.ts';
import { unavailableApp } from '../../../server/http/unavailable.ts';
import { respondStream } from '../../../server/http/whole-answers.ts';
import { caseCount, fuzzSeed } from '../../support/case-count.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';
import { acceptHeaders, createWire, encodingClients } from '../../support/whole-answer.ts';

const megabyte = 1_000_000;
/** Letters that compress well, and some that hardly do. */
const alike = Buffer.from('Bräcke och sju till. '.repeat(260_000)).subarray(0, 5 * megabyte);
const unlike = Buffer.from(randomBytes(4 * megabyte).toString('base64')).subarray(0, 5 * megabyte);

const types = ['text/plain', 'application/problem+json', 'image/svg+xml', 'image/png'] as const;
const ways = ['kept', 'stored', 'plain', 'stream'] as const;
/** Around what each layer may have for a limit: ours, Hono's, a socket's piece. */
const edges = [1, 2, 3, 599, 600, 601, 1023, 1024, 1025, 16_383, 16_385, 65_535, 65_536, 65_537];

let served: TestApp;
let listening: Listening;
let wire: ReturnType<typeof createWire>;

function bodyOf(size: number, isAlike: boolean): Uint8Array<ArrayBuffer> {
  return new Uint8Array((isAlike ? alike : unlike).subarray(0, size));
}

/** In pieces of ever other lengths. */
function piecesOf(body: Uint8Array): ReadableStream<Uint8Array> {
  let start = 0;
  let length = 1;
  return new ReadableStream({
    pull: (controller) => {
      if (start >= body.byteLength) return controller.close();
      controller.enqueue(body.subarray(start, start + length));
      start += length;
      length = Math.min(length * 3, 100_003);
    },
  });
}

beforeAll(async () => {
  served = await createTestApp();
  served.app.get('/prov/:way/:type/:size/:alike', (c) => {
    const { way, type, size, alike: letters } = c.req.param();
    const body = bodyOf(Number(size), letters === 'true');
    const contentType = decodeURIComponent(type);
    if (way === 'kept') return sendKept(c, toStored({ body, contentType }));
    if (way === 'stored') return sendStored(c, toStored({ body, contentType }));
    c.header('Content-Type', contentType);
    return way === 'plain' ? c.body(body) : respondStream(c, piecesOf(body));
  });
  served.app.get('/prov/bruten', (c) => {
    let given = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (given++ < 40) controller.enqueue(new Uint8Array(unlike.subarray(0, 50_000)));
        else controller.error(new Error('broken'));
      },
    });
    c.header('Content-Type', 'text/plain');
    return respondStream(c, body);
  });
  listening = await listen((request) => served.app.fetch(request), { host: '127.0.0.1', port: 0 });
  wire = createWire(listening.port);
});
afterAll(async () => {
  wire.close();
  await listening.close();
  await served.close();
});

interface Case {
  readonly way: (typeof ways)[number];
  readonly type: (typeof types)[number];
  readonly size: number;
  readonly isAlike: boolean;
  readonly client: (typeof encodingClients)[number];
}

async function judge({ way, type, size, isAlike, client }: Case): Promise<void> {
  const path = `/prov/${way}/${encodeURIComponent(type)}/${size}/${isAlike}`;
  const headers = acceptHeaders(client);
  const head = await wire.ask({ path, headers, method: 'HEAD' });
  for (let round = 0; round < 3; round++) {
    const answer = await wire.ask({ path, headers });
    const encoding = answer.headers['content-encoding'];
    expect(answer.body.equals(bodyOf(size, isAlike)), `${path} in ${encoding}`).toBe(true);
    expect([undefined, ...client.reads]).toContain(encoding);
    expect(head.headers['content-encoding']).toBe(encoding);
    expect(head.headers['content-length']).toBe(answer.headers['content-length']);
    expect(answer.headers['content-length'] === undefined).toBe(way === 'stream');
    const isPicture = type === 'image/png';
    expect(answer.headers.vary).toBe(isPicture ? undefined : 'Accept-Encoding');
    expect(isPicture && encoding !== undefined).toBe(false);
  }
}

const client = fc.constantFrom(...encodingClients);
const size = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...edges) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 3000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 300_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: megabyte, max: 5 * megabyte }) },
);

test('of whatever size, sent however, an answer unpacks to what was to be sent', async () => {
  expect.hasAssertions();
  const one = fc.record({
    way: fc.constantFrom(...ways),
    type: fc.constantFrom(...types),
    size,
    isAlike: fc.boolean(),
    client,
  });
  await fc.assert(fc.asyncProperty(one, judge), { numRuns: caseCount(150), seed: fuzzSeed });
}, 120_000);

test.each(['gzip', 'br'])('what is large enough goes out in %s, sent however', async (name) => {
  const headers = { 'Accept-Encoding': name };
  for (const way of ways) {
    const { raw, headers: got } = await wire.ask({
      path: `/prov/${way}/text%2Fplain/300000/true`,
      headers,
    });
    expect(got['content-encoding']).toBe(name);
    expect(raw.byteLength).toBeLessThan(10_000);
  }
});

test.each([undefined, 'gzip', 'br'])(
  'a stream that breaks is cut in %s, never ended',
  async (name) => {
    const headers = name === undefined ? {} : { 'Accept-Encoding': name };
    await expect(wire.ask({ path: '/prov/bruten', headers })).rejects.toThrow(/aborted|cut short/);
    expect((await wire.ask({ path: '/health' })).status).toBe(200);
  },
);

test('while there is nothing to serve, 503 is readable to every client too', async () => {
  const waiting = unavailableApp('*', () => 'starting');
  const started = await listen((r) => waiting.fetch(r), { host: '127.0.0.1', port: 0 });
  const ask = createWire(started.port);
  for (const one of encodingClients) {
    const { status, body } = await ask.ask({ path: '/', headers: acceptHeaders(one) });
    expect(status).toBe(503);
    expect(JSON.parse(body.toString())).toMatchObject({ code: 'not-ready' });
  }
  const person = await ask.ask({ path: '/jamfor', headers: { Accept: 'text/html,*/*;q=0.8' } });
  expect(person.status).toBe(503);
  expect(person.body.toString()).toContain('<h1>Uppgifterna är inte klara</h1>');
  ask.close();
  await started.close();
});
