import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { listen, type ConnectionLimits, type Listening } from '../../../server/http/listen.ts';

let server: Listening | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.close();
  server = undefined;
});

type Handle = (request: Request) => Response | Promise<Response>;
const hello: Handle = () => new Response('hej');

async function start(limits: Partial<ConnectionLimits>, handle = hello): Promise<number> {
  const options = { host: '127.0.0.1', port: 0, drainMs: 2000, limits: { checkMs: 50, ...limits } };
  server = await listen(handle, options);
  return server.port;
}

/** A connection that says exactly what it is told, and notes what it hears until it is cut. */
function dial(port: number) {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  socket.on('error', () => {});
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(heard)));
  return { socket, closed, heard: () => heard, say: (text: string) => socket.write(text) };
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

/** A letter at a time, as slow-loris does, until the other side has had enough. */
async function drip(call: ReturnType<typeof dial>, letters: string): Promise<void> {
  for (const letter of letters) {
    if (call.socket.destroyed || !call.socket.writable) return;
    call.say(letter);
    await sleep(20);
  }
}

test('headers that drip in are cut, and others are served meanwhile', async () => {
  const port = await start({ headersMs: 300, requestMs: 600 });
  const slow = dial(port);
  const dripping = drip(slow, get(`/${'x'.repeat(200)}`));
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  expect(await answer.text()).toBe('hej');
  // What was dripped last may reset the connection before the 408 has been read.
  expect(await slow.closed).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
  await dripping;
});

test('a body that drips in is cut', async () => {
  const port = await start({ headersMs: 300, requestMs: 600 }, async (request) => {
    await request.text();
    return new Response('read');
  });
  const slow = dial(port);
  slow.say('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n');
  const dripping = drip(slow, 'x'.repeat(1000));
  expect(await slow.closed).not.toContain('200 OK');
  await dripping;
});

test('a connection that says nothing, and one that stops reading, are cut', async () => {
  let left = false;
  const endless = new Uint8Array(65_536);
  const port = await start({ stalledMs: 300 }, () => {
    const pull = (stream: ReadableStreamDefaultController) => stream.enqueue(endless);
    return new Response(new ReadableStream({ pull, cancel: () => void (left = true) }));
  });
  await dial(port).closed;

  const lazy = dial(port);
  lazy.say(get('/'));
  await once(lazy.socket, 'data');
  lazy.socket.pause();
  await expect.poll(() => left, { timeout: 10_000 }).toBe(true);
});

test('too large headers are refused with 431', async () => {
  const port = await start({ headerBytes: 4096 });
  const large = dial(port);
  large.say(`GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: ${'x'.repeat(8000)}\r\n\r\n`);
  expect(await large.closed).toMatch(/^HTTP\/1\.1 431 /);
});

test('an address too long is answered with a sentence, and others as before', async () => {
  const port = await start({});
  const long = dial(port);
  long.say(get(`/jamfor?kommuner=${'x'.repeat(17_000)}`));
  const [head = '', body = ''] = (await long.closed).split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 431 /);
  expect(head).toContain('Content-Type: text/html; charset=utf-8');
  expect(head).toContain('Cache-Control: no-store');
  expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
  expect(body).toContain('<h1>Adressen är för lång</h1>');
  const strange = dial(port);
  strange.say('nonsense\r\n\r\n');
  expect(await strange.closed).toMatch(/^HTTP\/1\.1 400 /);
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('hej');
});

test('what is wrong behind a request that is being answered never stands in its answer', async () => {
  const gate = Promise.withResolvers<Response>();
  const port = await start({}, () => gate.promise);
  const call = dial(port);
  call.say(get('/'));
  call.say('nonsense\r\n\r\n');
  gate.resolve(new Response('hej'));
  expect(await call.closed).not.toMatch(/ 400 /);
});

test('connections past the limit are dropped while all are at work, and there is room again when one has left', async () => {
  const begun = Promise.withResolvers<void>();
  const port = await start({ connections: 1 }, (request) => {
    if (!request.url.endsWith('/slow')) return hello(request);
    begun.resolve();
    return new Promise(() => {});
  });
  const first = dial(port);
  first.say(get('/slow'));
  await begun.promise;
  const second = dial(port);
  second.say(get('/'));
  expect(await second.closed).toBe('');
  first.socket.destroy();
  await first.closed;
  const third = dial(port);
  third.say(get('/'));
  await once(third.socket, 'data');
  expect(third.heard()).toMatch(/^HTTP\/1\.1 200 /);
});

test('closing answers what has been asked, ends those connections, and takes no new ones', async () => {
  const slow = Promise.withResolvers<Response>();
  const port = await start({}, (request) =>
    request.url.endsWith('/slow') ? slow.promise : hello(request),
  );
  const idle = dial(port);
  idle.say(get('/'));
  await once(idle.socket, 'data');
  const busy = dial(port);
  busy.say(get('/slow'));
  await sleep(50);

  const begun = performance.now();
  const closing = server?.close();
  await idle.closed;
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  slow.resolve(new Response('finished'));
  expect(await busy.closed).toMatch(/^HTTP\/1\.1 200 [^]*connection: close[^]*finished/i);
  await closing;
  expect(performance.now() - begun).toBeLessThan(1500);
});

test('an answer that began before closing is sent to its end, and its connection then let go', async () => {
  const rest = Promise.withResolvers<void>();
  const bytes = (text: string) => new TextEncoder().encode(text);
  const fill = async (stream: ReadableStreamDefaultController<Uint8Array>) => {
    stream.enqueue(bytes('begun '));
    await rest.promise;
    stream.enqueue(bytes('ended'));
    stream.close();
  };
  const body = () => new ReadableStream({ start: (stream) => void fill(stream) });
  const port = await start({}, () => new Response(body()));
  const call = dial(port);
  call.say(get('/'));
  await once(call.socket, 'data');
  const begun = performance.now();
  const closing = server?.close();
  rest.resolve();
  expect(await call.closed).toMatch(/begun [^]*ended/);
  await closing;
  expect(performance.now() - begun).toBeLessThan(1500);
});

test('one that never ends is cut when the time for it is over', async () => {
  const port = await start({}, () => new Promise<Response>(() => {}));
  const call = dial(port);
  call.say(get('/'));
  await sleep(50);
  await server?.close();
  expect(await call.closed).toBe('');
});
