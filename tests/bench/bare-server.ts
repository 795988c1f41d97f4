import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** The yardstick for serving: Hono on node-server that answers `/bytes/:n` from memory, no more. */
const bodies = new Map<number, Uint8Array<ArrayBuffer>>();
const app = new Hono();
app.get('/bytes/:count', (c) => {
  const count = Number(c.req.param('count'));
  const body = bodies.get(count) ?? new Uint8Array(count).fill(97);
  bodies.set(count, body);
  return c.body(body, 200, { 'Content-Type': 'text/html; charset=utf-8' });
});
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}`);
});
process.once('SIGTERM', () => {
  server.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
});
