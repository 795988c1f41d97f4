import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { describeProblem } from '../../web/shared/text/problem.ts';
import { plainPage } from './plain-page.ts';

/**
 * Tells who sends an address (or headers) longer than is taken that it is so: 431 with a sentence,
 * where Node says nothing. Other faults get the bare status that Node gives them.
 */
export function refuseUnreadableRequests(server: Server): void {
  const latest = new WeakMap<Duplex, ServerResponse>();
  server.prependListener('request', (request, response) => {
    latest.set(request.socket, response);
  });
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    const before = latest.get(socket);
    if (!socket.writable || (before !== undefined && isBeingAnswered(before))) {
      socket.destroy();
      return;
    }
    socket.on('error', () => socket.destroy());
    socket.end(answerTo(error.code), () => socket.destroy());
  });
}

/** Then these bytes would be taken for its answer; a request that breaks off midway has none yet. */
function isBeingAnswered({ writableFinished, headersSent, req }: ServerResponse): boolean {
  return !writableFinished && (headersSent || req.complete);
}

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

function answerTo(code = ''): string {
  const status = statuses[code] ?? 400;
  const body = status === 431 ? plainPage(describeProblem('address-too-long')) : '';
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...(body === '' ? [] : ['Content-Type: text/html; charset=utf-8']),
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    "Content-Security-Policy: default-src 'none'",
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
