import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { describeProblem } from '../../web/shared/text/problem.ts';

/**
 * Answers `CONNECT`, which Node gives to nobody else and would cut: 405 as problem+json, and the
 * connection ends. What the client sends behind it is read away unseen.
 */
export function refuseTunnels(server: Server): void {
  const status = 405;
  const { title, detail } = describeProblem('method-not-allowed');
  const body = JSON.stringify({ status, code: 'method-not-allowed', title, detail });
  const answer = [
    'HTTP/1.1 405 Method Not Allowed',
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Allow: GET, HEAD, OPTIONS',
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
  // A tunnel may be asked for behind a request that is not answered yet, and answers keep the order.
  const latest = new WeakMap<Duplex, ServerResponse>();
  server.prependListener('request', (request, response) => {
    latest.set(request.socket, response);
  });
  server.on('connect', (_request, socket) => {
    const refuse = () => socket.end(answer, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.resume();
    const before = latest.get(socket);
    if (before === undefined || before.writableFinished) refuse();
    else before.once('finish', refuse);
  });
}
