import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunningServer } from '../../server/main.ts';
import { sendRaw } from '../support/raw-http.ts';
import { startTestServer } from '../support/server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
afterEach(async () => {
  const health = await fetch(`http://127.0.0.1:${server.port}/health`);
  if (health.status !== 200) throw new Error(`the server is not well: ${health.status}`);
});

const ask = (request: string, options = {}) => sendRaw(server.port, [request], options);
const get = (path: string, more = '') =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}Connection: close\r\n\r\n`;
const post = (headers: string, body: string) =>
  `POST /api/v1/kpis/N21006/fetch HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n\r\n${body}`;
const inner = 'GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n';

describe('requests shaped so that two servers read them differently are refused', () => {
  test.each([
    ['length beside chunks', 'Content-Length: 6\r\nTransfer-Encoding: chunked'],
    ['chunks beside length', 'Transfer-Encoding: chunked\r\nContent-Length: 6'],
    ['two lengths', 'Content-Length: 6\r\nContent-Length: 5'],
    ['a length with a sign', 'Content-Length: +6'],
    ['a negative length', 'Content-Length: -1'],
    ['a length in hex', 'Content-Length: 0x6'],
    ['a length that is a list', 'Content-Length: 6, 6'],
    ['a length beyond any number', 'Content-Length: 99999999999999999999999'],
    ['an unknown transfer coding', 'Transfer-Encoding: xchunked'],
    ['chunks that are not last', 'Transfer-Encoding: chunked, identity'],
    ['a space before the colon', 'Transfer-Encoding : chunked'],
    ['a folded header', 'Transfer-Encoding:\r\n chunked'],
    ['a bare line feed in a header', 'X-A: b\nTransfer-Encoding: chunked'],
    ['a bare carriage return in a header', 'X-A: b\rTransfer-Encoding: chunked'],
    ['a null byte in a header', 'X-A: b\0c\r\nContent-Length: 0'],
  ])('%s', async (_name, headers) => {
    const { statuses, text, closed } = await ask(post(headers, `0\r\n\r\n${inner}`));
    expect(statuses).toEqual([400]);
    expect(closed).toBe(true);
    expect(text).not.toContain('omvarld_');
  });

  test('a chunk that is no chunk ends the connection', async () => {
    const { statuses, text } = await ask(
      post('Transfer-Encoding: chunked', `zz\r\nxx\r\n0\r\n\r\n${inner}`),
    );
    expect(statuses.every((status) => status >= 400 || status === 202)).toBe(true);
    expect(text).not.toContain('omvarld_');
  });

  test('a body longer than its length is not read as part of the answer before', async () => {
    const { statuses } = await ask(post('Content-Length: 2', '{}GARBAGE / HTTP/1.1\r\n\r\n'));
    expect(statuses.slice(1).every((status) => status === 400)).toBe(true);
  });
});

describe('odd requests', () => {
  test.each([
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    [
      'a host that is no host',
      'GET /health HTTP/1.1\r\nHost: a b@/\\\r\nConnection: close\r\n\r\n',
      400,
    ],
    ['a method nobody knows', 'EXPLODE / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a null byte in the path', get('/\0'), 400],
    ['a path without a slash', get('jamfor'), 400],
    ['a version nobody knows', 'GET / HTTP/9.9\r\nHost: a\r\n\r\n', 400],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['what is no HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['an empty path', 'GET  HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['headers of 100 kB', get('/health', `X-Big: ${'x'.repeat(100_000)}\r\n`), 431],
    ['a path of 100 kB', get(`/${'x'.repeat(100_000)}`), 431],
    ['a path of 10 kB', get(`/${'x'.repeat(10_000)}`), 404],
    ['a query of 10 kB', get(`/api/v1/comparison?kommuner=${'x'.repeat(10_000)}`), 400],
    ['letters beyond ASCII in the path', get('/å\xe4\xf6'), 400],
    ['HTTP/1.0', 'GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n', 200],
    ['HTTP/1.0 without a host', 'GET /health HTTP/1.0\r\n\r\n', 200],
    ['HTTP/1.0 without a host, for a page', 'GET /metod HTTP/1.0\r\n\r\n', 200],
    ['HEAD in HTTP/1.0 without a host', 'HEAD /health HTTP/1.0\r\n\r\n', 200],
    ['HTTP/1.0 with an absolute address', 'GET http://localhost/health HTTP/1.0\r\n\r\n', 200],
    ['an empty host', 'GET /health HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n', 200],
    ['HTTP/1.0 with a host that is no host', 'GET /health HTTP/1.0\r\nHost: a b@/\\\r\n\r\n', 400],
    ['an absolute address', get('http://localhost/health'), 200],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
  ])('%s', async (_name, request, status) => {
    const { statuses, text } = await ask(request);
    expect(statuses[0]).toBe(status);
    expect(text).not.toMatch(/\bat [\w.<>]+ \(|node_modules|\.ts:\d/);
  });

  // Node keeps the first; nothing is ever built from a host, so neither can do harm.
  test('two hosts are one host too many to be told apart, and neither is told of', async () => {
    const { text } = await ask(
      'GET /badda-in HTTP/1.1\r\nHost: one.example\r\nHost: two.example\r\nConnection: close\r\n\r\n',
    );
    expect(text).not.toMatch(/(?:one|two)\.example/);
  });

  test('an absolute address to another host gets nothing of that host into the page', async () => {
    const { text } = await ask(
      'GET http://evil.example/badda-in HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n',
    );
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect(text).not.toContain('evil.example');
  });

  test.each([
    ['to another host', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n'],
    ['without a host', 'CONNECT evil.example:443 HTTP/1.0\r\n\r\n'],
    ['to a path of ours', 'CONNECT /health HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['with more behind it', `CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n${inner}`],
    ['with a body', 'CONNECT a:1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc'],
  ])('a tunnel %s is refused in words, and the connection ends', async (_name, request) => {
    const { statuses, text, closed } = await ask(request);
    expect(statuses).toEqual([405]);
    expect(closed).toBe(true);
    const [, body = ''] = text.split('\r\n\r\n');
    expect(JSON.parse(body)).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(text).not.toContain('omvarld_');
  });

  test('a tunnel asked for behind a request is refused after the answer to it', async () => {
    const { statuses, closed } = await ask(
      'GET /health HTTP/1.1\r\nHost: a\r\n\r\nCONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n',
    );
    expect(statuses).toEqual([200, 405]);
    expect(closed).toBe(true);
  });

  test('an upgrade is answered as if it had not been asked for', async () => {
    const { statuses } = await ask(
      'GET /health HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    expect(statuses).not.toContain(101);
  });

  test('more headers than anyone sends do not bring it down', async () => {
    const many = Array.from({ length: 900 }, (_, i) => `X-${i}: y\r\n`).join('');
    const { statuses } = await ask(get('/health', many));
    expect([200, 431]).toContain(statuses[0]);
  });

  test('fifty requests in one piece get fifty answers in their order', async () => {
    const paths = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? '/health' : '/nothing'));
    const { statuses } = await ask(
      paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''),
    );
    expect(statuses).toEqual(paths.map((path) => (path === '/health' ? 200 : 404)));
  });

  test('a request that comes letter by letter is answered', async () => {
    const { statuses } = await sendRaw(server.port, [...get('/health')], { pauseMs: 2 });
    expect(statuses).toEqual([200]);
  });

  test('a body that never comes does not keep others waiting', async () => {
    const { statuses } = await ask(post('Content-Length: 1000', 'x'), { idleMs: 500 });
    expect(statuses.every((status) => status < 500)).toBe(true);
  });

  test('an announced body of a terabyte is refused at once', async () => {
    const { statuses } = await ask(post('Content-Length: 1000000000000', 'x'));
    expect(statuses[0]).toBe(413);
  });

  test('a page that says it is compressed beyond reason is only a refused body', async () => {
    const { statuses } = await ask(
      post('Content-Encoding: gzip\r\nContent-Length: 2000', '\x1f\x8b'.repeat(1000)),
    );
    expect(statuses[0]).toBe(413);
  });
});

describe('paths that lead out of what is served, sent as they are', () => {
  test.each([
    '/../../package.json',
    '/assets/../../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/assets/..%5c..%5c..%5cpackage.json',
    '/assets/....//....//package.json',
    '/%252e%252e/package.json',
    '/..;/package.json',
    '//etc/passwd',
    '/file:///etc/passwd',
    '/assets/%00.js',
    '/icon.svg%00.html',
    '/.git/config',
    '/.env',
    '/.vite/manifest.json',
    '/index.html',
    '/manifest.json',
    '/data/kpis.csv',
    '/server/main.ts',
    '/node_modules/hono/package.json',
    '/current.json',
    '/badda-in/..%2f..%2fpackage.json',
    '/api/v1/../../package.json',
    '/api/v1/kpis/..%2f..%2f..%2fetc%2fpasswd',
  ])('%s', async (path) => {
    const { statuses, text } = await ask(get(path));
    expect([400, 404]).toContain(statuses[0]);
    expect(text).not.toMatch(/root:|"dependencies"|\[core\]|"file":|good_direction/);
  });
});

test('two hundred connections that drip their headers keep nobody else from an answer', async () => {
  const slow = Array.from({ length: 200 }, () => {
    // Of its own address a client that holds so many is told to wait.
    const from = { host: '127.0.0.1', localAddress: '127.0.0.3' };
    const socket = connect({ port: server.port, ...from });
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nX-');
    return socket;
  });
  const drip = setInterval(() => slow.forEach((socket) => socket.write('a')), 100);
  const start = performance.now();
  for (let i = 0; i < 20; i++) {
    const answer = await fetch(`http://127.0.0.1:${server.port}/health`);
    expect(answer.status).toBe(200);
  }
  expect(performance.now() - start).toBeLessThan(10_000);
  clearInterval(drip);
  for (const socket of slow) socket.destroy();
});

test('readers who stop reading in the middle leave the server as it was', async () => {
  for (let i = 0; i < 30; i++) {
    const socket = connect({ port: server.port, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.write(get('/data.csv?ar=1900-2100&kon=T,K,M'));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.resetAndDestroy();
  }
  expect((await fetch(`http://127.0.0.1:${server.port}/data.csv`)).status).toBe(200);
});
