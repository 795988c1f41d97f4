import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { HttpResponse } from 'msw';
import type { FaultKind, RewriteKind } from './faults.ts';
import { isRewrite, rewritten } from './rewritten-answer.ts';

export interface FaultyContext {
  readonly url: string;
  /** The socket's own answer, for faults below HTTP. */
  readonly outgoing: ServerResponse;
  readonly honest: () => Promise<Response>;
}

/** The answer a fault gives, or undefined when it took over the socket. */
export async function faultyAnswer(
  fault: FaultKind,
  context: FaultyContext,
): Promise<Response | undefined> {
  switch (fault.kind) {
    case 'status':
      return json(`{"error":"simulated"}`, fault.status, {
        ...(fault.retryAfter !== undefined && { 'Retry-After': fault.retryAfter }),
      });
    case 'hang':
      return undefined;
    case 'drip':
      return takeOver(context, async (body) => drip(context.outgoing, body, fault));
    case 'half-body':
      return takeOver(context, async (body) => {
        context.outgoing.write(body.subarray(0, fault.atByte), () => context.outgoing.destroy());
      });
    case 'html':
      return new HttpResponse('<!doctype html><title>Underhåll</title>', {
        headers: { 'Content-Type': 'text/html; charset=utf-8' },
      });
    case 'body':
      return json(fault.text);
    case 'redirect':
      return new HttpResponse(null, { status: 302, headers: { Location: fault.to } });
    case 'gzip-bomb':
      return new HttpResponse(gzipBomb(fault.bytes), {
        headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
      });
    default:
      return isRewrite(fault)
        ? json(rewritten(await honestText(context), fault))
        : spoiled(fault, context);
  }
}

type Spoiling = Exclude<
  FaultKind,
  | RewriteKind
  | { kind: 'status' | 'hang' | 'drip' | 'half-body' | 'html' | 'body' | 'redirect' | 'gzip-bomb' }
>;

async function honestText({ honest }: Pick<FaultyContext, 'honest'>): Promise<string> {
  return (await honest()).text();
}

/** Faults in the text of an otherwise honest answer. */
async function spoiled(fault: Spoiling, { url, honest }: FaultyContext): Promise<Response> {
  const text = await honestText({ honest });
  const withNext = (next: string) =>
    json(text.replace(/"next_url":(?:null|"[^"]*")/, () => `"next_url":${JSON.stringify(next)}`));
  switch (fault.kind) {
    case 'cut-json':
      return json(text.slice(0, fault.atByte));
    case 'bad-utf8':
      return json(Buffer.concat([Buffer.from(text), Buffer.from([0xc3, 0x28])]));
    case 'wrong-types':
      return json(spoilShare(text, /"period":\d+/g, fault.share, '"period":"tjugotjugofyra"'));
    case 'wrong-ids':
      return json(spoilShare(text, /"id":"\w+"/g, fault.share, '"id":17'));
    case 'gzip':
      return json(gzipSync(text), 200, { 'Content-Encoding': 'gzip' });
    case 'cut-gzip':
      return json(gzipSync(text).subarray(0, -20), 200, { 'Content-Encoding': 'gzip' });
    case 'duplicates':
      return json(
        text
          .replace(
            /^\{"values":\[(.+)\],"next_url"/s,
            (_, rows: string) => `{"values":[${rows},${rows}],"next_url"`,
          )
          .replace(/"count":(\d+)\}$/, (_, count: string) => `"count":${Number(count) * 2}}`),
      );
    case 'short-page':
      return json(
        text.replace(/"count":(\d+)\}$/, (_, count: string) => `"count":${Number(count) + 1}}`),
      );
    case 'next-loop':
      return withNext(url);
    case 'next-url':
      return withNext(fault.url);
    case 'next-relative':
      return json(
        text.replace(/("next_url":")https?:\/\/[^/"]+(\/[^"?]*)/, (_, key: string, path: string) =>
          fault.form === 'path' ? `${key}${path}` : key,
        ),
      );
    case 'next-endless': {
      const next = new URL(url);
      next.searchParams.set('again', String(Number(next.searchParams.get('again') ?? 0) + 1));
      return withNext(next.href);
    }
  }
}

/** Gzip members may be strung together: one small one, often, costs the server nothing. */
function gzipBomb(bytes: number): Uint8Array<ArrayBuffer> {
  const member = gzipSync(Buffer.alloc(2 ** 20, ' '));
  return new Uint8Array(Buffer.concat(Array.from({ length: bytes / 2 ** 20 }, () => member)));
}

/** Replaces an even share of the matches. */
function spoilShare(text: string, pattern: RegExp, share: number, by: string): string {
  let match = 0;
  return text.replaceAll(pattern, (honest) => {
    match += 1;
    return Math.floor(match * share) > Math.floor((match - 1) * share) ? by : honest;
  });
}

async function takeOver(
  { outgoing, honest }: FaultyContext,
  send: (body: Buffer) => Promise<void>,
): Promise<undefined> {
  const body = Buffer.from(await (await honest()).arrayBuffer());
  outgoing.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length });
  await send(body);
  return undefined;
}

async function drip(
  outgoing: ServerResponse,
  body: Buffer,
  { bytes, everyMs }: { readonly bytes: number; readonly everyMs: number },
): Promise<void> {
  for (let at = 0; at < body.length && !outgoing.destroyed; at += bytes) {
    outgoing.write(body.subarray(at, at + bytes));
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  outgoing.end();
}

function json(
  body: string | Buffer,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new HttpResponse(typeof body === 'string' ? body : new Uint8Array(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}
