import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { listen, type ConnectionLimits, type Listening } from '../../../server/http/listen.ts';

let server: Listening;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close();
});

let gate = Promise.withResolvers<void>();

async function start(
  maxConnectionsPerAddress: number,
  limits: Partial<ConnectionLimits> = {},
): Promise<void> {
  gate = Promise.withResolvers();
  const handle = async (request: Request) => {
    if (request.url.endsWith('/slow')) await gate.promise;
    return new Response('hej');
  };
  const place = { host: '127.0.0.1', port: 0, drainMs: 100 };
  const usual = { graceMs: 60_000, checkMs: 20 };
  server = await listen(handle, {
    ...place,
    maxConnectionsPerAddress,
    limits: { ...usual, ...limits },
  });
}

/** A connection from one of this machine's many addresses. */
async function dial(from = '127.0.0.1') {
  const socket = connect({ port: server.port, host: '127.0.0.1', localAddress: from });
  sockets.push(socket);
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('connect', resolve));
  const hears = async (pattern: RegExp) => {
    await expect.poll(() => heard, { timeout: 10_000, interval: 5 }).toMatch(pattern);
    const said = heard;
    heard = '';
    return said;
  };
  const write = (text: string) => socket.write(text);
  const say = (path: string) => write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  return {
    say,
    write,
    hears,
    ask: async (path: string) => {
      say(path);
      return hears(/hej$/);
    },
    isOpen: () => !socket.closed && socket.readyState === 'open',
  };
}

async function dialMany(count: number) {
  const calls: Awaited<ReturnType<typeof dial>>[] = [];
  while (calls.length < count) calls.push(await dial());
  return calls;
}

const openOf = (calls: readonly { isOpen: () => boolean }[]) => calls.map(({ isOpen }) => isOpen());

test('the one that has been idle longest gives way to a new one of the same address, and no other', async () => {
  await start(3, { checkMs: 60_000 });
  const other = await dial('127.0.0.2');
  await other.ask('/');
  const calls = [await dial(), await dial(), await dial()];
  for (const call of calls) await call.ask('/');
  await calls[0]?.ask('/');
  const late = await dial();
  await late.ask('/');
  await expect.poll(() => openOf(calls)).toEqual([true, false, true]);
  expect(other.isOpen()).toBe(true);
  await other.ask('/');
});

test('more at once than one address may ask gets 503 with when to come back, and a second address is answered', async () => {
  await start(2);
  const calls = [await dial(), await dial(), await dial()];
  for (const call of calls.slice(0, 2)) call.say('/slow');
  const [, , late] = calls;
  // The server has heard the first two once it has answered on a third.
  const other = await dial('127.0.0.2');
  await other.ask('/');
  late?.say('/');
  const refused = await late?.hears(/"code":"busy"/);
  expect(refused).toMatch(/^HTTP\/1\.1 503 /);
  expect(refused).toMatch(/Retry-After: 5\r\n/);
  expect(refused).toMatch(/Connection: close\r\n/);
  expect(refused).toMatch(/Cache-Control: no-store\r\n/);
  await expect.poll(() => late?.isOpen()).toBe(false);
  const person = await dial();
  person.write('GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,*/*\r\n\r\n');
  const page = await person.hears(/<\/html>/);
  expect(page).toMatch(/^HTTP\/1\.1 503 /);
  expect(page).toContain('<h1>Mycket att göra just nu</h1>');
  await other.ask('/');
  gate.resolve();
  for (const call of calls.slice(0, 2)) await call.hears(/hej$/);
});

test('connections that ask nothing are few at any time, and none once they have outstayed their welcome', async () => {
  await start(5, { graceMs: 100 });
  const silent = await dialMany(40);
  await expect.poll(() => openOf(silent).filter(Boolean).length).toBeLessThanOrEqual(10);
  await expect.poll(() => openOf(silent).filter(Boolean).length).toBeLessThanOrEqual(5);
  await (await dial('127.0.0.3')).ask('/');
});

test('when the server holds all it may, the longest idle goes, whoever has it, and work is never cut', async () => {
  await start(0, { connections: 3 });
  const working = await dial();
  working.say('/slow');
  const idle = await dial('127.0.0.2');
  await idle.ask('/');
  const younger = await dial('127.0.0.3');
  await younger.ask('/');
  const late = await dial('127.0.0.4');
  await late.ask('/');
  await expect.poll(() => openOf([idle, younger, late])).toEqual([false, true, true]);
  gate.resolve();
  await working.hears(/hej$/);
});

test('0 sets no limit for one address', async () => {
  await start(0);
  const calls = await dialMany(150);
  for (const call of calls) await call.ask('/');
  expect(openOf(calls)).not.toContain(false);
});
