import { randomUUID } from 'node:crypto';
import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Problem } from '../../web/shared/api.ts';
import { describeProblem } from '../../web/shared/text/problem.ts';
import { ProblemError } from '../errors.ts';
import { UnknownReleaseError } from '../store/store.ts';
import { ReaderGoneError } from '../work.ts';
import { cacheControl } from './cache-headers.ts';
import { askedFor } from './request-log.ts';
import type { Services } from './services.ts';

/** RFC 9457 body for a problem. */
export function toProblem({ status, code, detail }: ProblemError): Problem {
  const text = describeProblem(code);
  return { status, code, title: text.title, detail: detail ?? text.detail };
}

/** A problem as an answer. Made anew, so that no ETag or file name set for the hoped-for answer is left. */
export function problemResponse(
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Cache-Control': cacheControl.none,
      ...headers,
    },
  });
}

/** May turn a problem into something else for this client: a page for a person. */
export type ShowProblem = (c: Context, response: Response, problem: Problem) => Promise<Response>;

/** @param straighten gives the way on from a mangled form of an address that does lead somewhere */
export function notFound(
  straighten: (c: Context) => Response | undefined,
  show: ShowProblem,
): NotFoundHandler {
  return (c) => {
    const onward = straighten(c);
    if (onward !== undefined) return onward;
    const problem = toProblem(new ProblemError(404, 'not-found'));
    return show(c, problemResponse(problem), problem);
  };
}

/** Known problems as they are; anything else is logged under an id and answered without its inside. */
export function handleErrors({ log }: Pick<Services, 'log'>, show: ShowProblem): ErrorHandler {
  return (error, c) => {
    const known = asProblem(error);
    if (known !== undefined) {
      const problem = toProblem(known);
      return show(c, problemResponse(problem, known.headers), problem);
    }
    const id = randomUUID();
    log.error({ err: error, errorId: id, method: c.req.method, ...askedFor(c) }, 'request failed');
    const { title, detail } = describeProblem('internal');
    const problem = { status: 500, code: 'internal', title, detail: `${detail} (${id})` };
    return show(c, problemResponse(problem), problem);
  };
}

const comeBack = { 'Retry-After': '5' };

function asProblem(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  // Nobody sees it but whoever came at the very moment when the others left.
  if (error instanceof ReaderGoneError) return new ProblemError(503, 'busy', { headers: comeBack });
  if (error instanceof UnknownReleaseError) return new ProblemError(400, 'unknown-release');
  if (error instanceof HTTPException && error.status < 500) {
    return error.status === 413
      ? new ProblemError(413, 'too-large')
      : new ProblemError(400, 'bad-request');
  }
  return undefined;
}
