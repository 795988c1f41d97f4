import type { ProblemCode } from '../web/shared/text/problem.ts';

/** A request that cannot be answered as asked; becomes problem+json. The texts live in `text/problem.ts`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: 400 | 403 | 404 | 405 | 413 | 429 | 503;
  readonly code: ProblemCode;
  /** Swedish sentence in place of the code's own. */
  readonly detail: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ProblemError['status'],
    code: ProblemCode,
    more: { readonly detail?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.detail = more.detail;
    this.headers = more.headers ?? {};
  }
}
