import type { Context } from 'hono';
import { notModified, setCacheHeaders } from './cache-headers.ts';
import { sendKept } from './send-answer.ts';
import { servedToday } from './served-today.ts';
import type { Services } from './services.ts';

interface PageOptions {
  /** What the page depends on besides the newest release and the day. */
  readonly identity: readonly string[];
  readonly contentType?: string;
  readonly make: () => Promise<string>;
}

/**
 * Sends a page that says how old its figures are: kept by the browser, but asked about each time,
 * since its text changes with the day and its assets with the build.
 */
export async function sendPage(
  c: Context,
  services: Pick<Services, 'store' | 'cache' | 'buildId' | 'now'>,
  { identity: own, contentType = 'text/html; charset=utf-8', make }: PageOptions,
): Promise<Response> {
  const identity = [services.buildId, ...servedToday(services), ...own];
  if (setCacheHeaders(c, { identity, policy: 'revalidate' })) return notModified(c);
  const answer = await services.cache.get(JSON.stringify(identity), async () => ({
    body: await make(),
    contentType,
  }));
  return sendKept(c, answer);
}
