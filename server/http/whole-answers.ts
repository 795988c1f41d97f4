import type { Context } from 'hono';
import { toStored, type StoredAnswer } from './answer-cache.ts';

/** What is known of a response besides what it says itself. */
interface Known {
  readonly answer: StoredAnswer;
  /** Nothing but the address, the release and the day made it so. */
  readonly isRepeatable: boolean;
}

/** By the response itself, so that nothing said of one can be taken to hold for another. */
const wholes = new WeakMap<Response, Known>();
const streams = new WeakSet<Response>();

/** The plain response for an answer whose bytes, and compressed forms, are kept with it. */
export function respondWhole(
  c: Context,
  answer: StoredAnswer,
  { isRepeatable }: Pick<Known, 'isRepeatable'>,
): Response {
  const response = c.body(answer.plain);
  wholes.set(response, { answer, isRepeatable });
  return response;
}

/** Marks a response whose body may be of any length, and must be sent as it comes. */
export function respondStream(c: Context, body: ReadableStream<Uint8Array>): Response {
  const response = c.body(body);
  streams.add(response);
  return response;
}

/** The whole of a response, read to its end where it was not kept; undefined for a stream. */
export async function readWhole(response: Response): Promise<Known | undefined> {
  if (streams.has(response)) return undefined;
  const known = wholes.get(response);
  if (known !== undefined) return known;
  const body = new Uint8Array(await response.arrayBuffer());
  const contentType = response.headers.get('Content-Type') ?? '';
  return { answer: toStored({ body, contentType }), isRepeatable: false };
}
