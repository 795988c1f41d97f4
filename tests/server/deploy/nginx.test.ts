import { once } from 'node:events';
import { get, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listen, type Listening } from '../../../server/http/listen.ts';
import { nginx, startNginx, type RunningNginx } from '../../support/nginx.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

vi.setConfig({ testTimeout: 60_000 });
/** For a busy machine. */
const timeout = 10_000;

if (nginx === undefined)
  console.log('There is no nginx on this machine: server/deploy/nginx.conf is not tried.');

describe.runIf(nginx !== undefined)('nginx with server/deploy/nginx.conf', () => {
  let served: TestApp;
  let server: Listening;
  let proxy: RunningNginx;
  /** Path and status of what reached the server. */
  let reached: string[] = [];
  /** Five minutes are too long to wait for: answers grow old in a second instead. */
  let growsOldSoon: boolean;
  /** What the server answers in place of the app. */
  let instead: Map<string, () => Response>;

  beforeEach(async () => {
    served = await createTestApp();
    reached = [];
    growsOldSoon = false;
    instead = new Map();
    const handle = async (asked: Request) => {
      const { pathname } = new URL(asked.url);
      const response = instead.get(pathname)?.() ?? (await served.app.fetch(asked));
      reached.push(`${pathname} ${response.status}`);
      const policy = response.headers.get('Cache-Control');
      if (growsOldSoon && policy !== null) {
        response.headers.set('Cache-Control', policy.replace('max-age=300,', 'max-age=1,'));
      }
      return response;
    };
    server = await listen(handle, { host: '127.0.0.1', port: 0 });
    proxy = await startNginx(server.port);
    reached = [];
  });
  afterEach(async () => {
    await proxy.close();
    await server.close();
    await served.close();
  });

  const open = (path: string, headers: OutgoingHttpHeaders = {}, port = proxy.port) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path, headers, agent: false };
      get(options, resolve).on('error', reject);
    });

  const ask = async (path: string, headers?: OutgoingHttpHeaders, port?: number) => {
    const response = await open(path, headers, port);
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(response, 'end');
    return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
  };

  test.each([
    '/inbaddat',
    '/diagram.svg',
    '/diagram.png',
    '/data.csv',
    '/oembed?url=http://localhost:3000/jamfor',
  ])('%s passes with its headers as they are, and the second time from the cache', async (path) => {
    const direct = await ask(path, {}, server.port);
    const first = await ask(path);
    const second = await ask(path);
    expect(second.headers['x-cache']).toBe('HIT');
    expect(reached).toHaveLength(2);
    for (const { status, headers, body } of [first, second]) {
      expect(status).toBe(200);
      expect(body.equals(direct.body)).toBe(true);
      expect(comparable(headers)).toEqual(comparable(direct.headers));
    }
  });

  test('a reader who has it gets 304 from the cache', async () => {
    const first = await ask('/inbaddat');
    const { etag = '' } = first.headers;
    const again = await ask('/inbaddat', { 'If-None-Match': etag });
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag]);
    expect(again.headers['content-security-policy']).toBe(first.headers['content-security-policy']);
    expect(reached).toEqual(['/inbaddat 200']);
  });

  test('an answer that has grown old is shown at once, and asked about by ETag behind the reader', async () => {
    growsOldSoon = true;
    await ask('/inbaddat');
    await sleep(2100);
    growsOldSoon = false;
    const old = await ask('/inbaddat');
    expect(old.headers['x-cache']).toBe('STALE');
    await expect.poll(() => reached, { timeout }).toEqual(['/inbaddat 200', '/inbaddat 304']);
    await expect
      .poll(async () => (await ask('/inbaddat')).headers['x-cache'], { timeout })
      .toBe('HIT');
  });

  test('with the server gone, or at fault, what was shown is still shown', async () => {
    growsOldSoon = true;
    const first = await ask('/diagram.svg');
    await sleep(2100);
    instead.set('/diagram.svg', () => new Response('broken', { status: 500 }));
    const faulty = await ask('/diagram.svg');
    await server.close();
    const gone = await ask('/diagram.svg');
    for (const { status, body, headers } of [faulty, gone]) {
      expect(status).toBe(200);
      expect(body.equals(first.body)).toBe(true);
      expect(headers['x-cache']).toBe('STALE');
    }
    expect((await ask('/health')).status).toBe(502);
  });

  test('what must not be kept is asked for each time', async () => {
    for (const path of ['/health', '/api/v1/releases', '/', '/metrics']) {
      reached = [];
      await ask(path);
      const second = await ask(path);
      expect(reached).toHaveLength(2);
      expect(second.headers['x-cache']).toBeUndefined();
    }
  });

  test('an answer is compressed once, in the encoding that the browser likes best', async () => {
    const plain = await ask('/inbaddat');
    const zipped = await ask('/inbaddat', { 'Accept-Encoding': 'gzip, deflate' });
    const brotli = await ask('/inbaddat', { 'Accept-Encoding': 'gzip, deflate, br, zstd' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
    const other = await ask('/inbaddat', { 'Accept-Encoding': 'br' });
    expect(other.headers['x-cache']).toBe('HIT');
  });

  test('a file is sent on while the rest is being made', async () => {
    const rest = Promise.withResolvers<void>();
    instead.set('/data.csv', () => slowFile(rest.promise));
    const response = await open('/data.csv');
    let came = 0;
    response.on('data', (chunk: Buffer) => (came += chunk.length));
    await expect.poll(() => came, { timeout }).toBeGreaterThan(900_000);
    rest.resolve();
    await once(response, 'end');
    expect(came).toBe(2_000_000);
  });

  test('a file that breaks behind breaks in front, and is not kept', async () => {
    instead.set('/data.csv', () => slowFile(Promise.reject(new Error('broken'))));
    await expect(ask('/data.csv')).rejects.toThrow('aborted');
    instead.clear();
    const whole = await ask('/data.csv');
    expect(whole.headers['x-cache']).toBe('MISS');
    expect(whole.body.toString()).toContain('N21006');
  });

  test('a fetch is passed on each time, with the server’s own no', async () => {
    const post = () =>
      fetch(`http://127.0.0.1:${proxy.port}/api/v1/kpis/N21006/fetch`, { method: 'POST' });
    const [first, second] = [await post(), await post()];
    expect([first.status, second.status]).toEqual([429, 429]);
    expect(await second.json()).toMatchObject({ code: 'too-many-requests' });
    expect(reached).toHaveLength(2);
  });
});

/** A million bytes, and another million when `rest` says so. */
function slowFile(rest: Promise<void>): Response {
  const million = new Uint8Array(1_000_000);
  const fill = async (stream: ReadableStreamDefaultController<Uint8Array>) => {
    stream.enqueue(million);
    try {
      await rest;
      stream.enqueue(million);
      stream.close();
    } catch (error) {
      await sleep(100);
      stream.error(error);
    }
  };
  const headers = { 'Cache-Control': 'public, max-age=300, stale-if-error=604800' };
  return new Response(new ReadableStream({ start: (stream) => void fill(stream) }), { headers });
}

/** Without what belongs to one connection, and the two that nginx adds. */
function comparable(headers: IncomingMessage['headers']) {
  const own = [
    'date',
    'connection',
    'keep-alive',
    'transfer-encoding',
    'content-length',
    'accept-ranges',
  ];
  const added = ['server', 'x-cache', 'strict-transport-security'];
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => ![...own, ...added].includes(name)),
  );
}
