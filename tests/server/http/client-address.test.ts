import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { clientAddress } from '../../../server/http/client-address.ts';
import { listen } from '../../../server/http/listen.ts';

const app = new Hono();
app.get('/', (c) => c.text(clientAddress(c) ?? 'nobody'));

async function seen(remoteAddress: string | undefined, forwarded?: string): Promise<string> {
  const env = remoteAddress === undefined ? {} : { incoming: { socket: { remoteAddress } } };
  const headers = forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded };
  return (await app.request('/', { headers }, env)).text();
}

test.each([
  ['192.0.2.1', undefined, '192.0.2.1'],
  ['::ffff:192.0.2.1', undefined, '192.0.2.1'],
  ['192.0.2.1', '198.51.100.7', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '127.0.0.1', '2001:db8:1:2::/64'],
  ['127.0.0.1', undefined, '127.0.0.1'],
  ['127.0.0.1', '198.51.100.7', '198.51.100.7'],
  ['::1', '6.6.6.6, 198.51.100.7', '198.51.100.7'],
  ['::ffff:127.0.0.1', '198.51.100.7,2001:DB8:0:0:1::1', '2001:db8:0:0::/64'],
  ['127.0.0.1', 'unknown', '127.0.0.1'],
  ['127.0.0.1', '198.51.100.7, ', '127.0.0.1'],
  ['fe80::1%eth0', undefined, 'fe80:0:0:0::/64'],
  [undefined, '198.51.100.7', 'nobody'],
])('a socket from %s that forwards %s is %s', async (socket, forwarded, client) => {
  expect(await seen(socket, forwarded)).toBe(client);
});

test('on a real socket the address is known', async () => {
  const listening = await listen((request, env) => app.fetch(request, env), {
    host: '127.0.0.1',
    port: 0,
  });
  const answer = await fetch(`http://127.0.0.1:${listening.port}/`);
  expect(await answer.text()).toBe('127.0.0.1');
  await listening.close();
});
