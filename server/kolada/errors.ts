/** Every code of the errors below: the runbook has a row for each. */
export const koladaCodes = {
  unavailable: ['network', 'timeout', 'busy', 'server-error'],
  answer: [
    'content-type',
    'encoding',
    'not-json',
    'shape',
    'too-large',
    'redirect',
    'next-url',
    'too-many-rejected',
    'too-many-rows',
  ],
  request: ['refused', 'gone', 'bad-id', 'bad-query'],
} as const;

/** Kolada cannot answer now: try again later. The last good release keeps serving meanwhile. */
export class KoladaUnavailableError extends Error {
  override readonly name = 'KoladaUnavailableError';
  readonly code: (typeof koladaCodes.unavailable)[number];
  readonly status: number | undefined;
  /** What the server asked us to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: KoladaUnavailableError['code'],
    message: string,
    options: ErrorOptions & { readonly status?: number; readonly retryAfterMs?: number } = {},
  ) {
    super(message, options);
    this.code = code;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** An answer came, but it cannot be trusted: nothing of it may be used. */
export class KoladaAnswerError extends Error {
  override readonly name = 'KoladaAnswerError';
  readonly code: (typeof koladaCodes.answer)[number];

  constructor(code: KoladaAnswerError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Our request is wrong, or the address is: the same request will never succeed. */
export class KoladaRequestError extends Error {
  override readonly name = 'KoladaRequestError';
  readonly code: (typeof koladaCodes.request)[number];
  readonly status: number | undefined;

  constructor(
    code: KoladaRequestError['code'],
    message: string,
    options: ErrorOptions & { readonly status?: number } = {},
  ) {
    super(message, options);
    this.code = code;
    this.status = options.status;
  }
}

/** The caller's signal, or `close()`, ended the work; `cause` is the signal's reason. */
export class KoladaAbortedError extends Error {
  override readonly name = 'KoladaAbortedError';
  readonly code = 'aborted';

  constructor(options?: ErrorOptions) {
    super('the work was aborted', options);
  }
}

/** @throws {KoladaAbortedError} when the signal has fired */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new KoladaAbortedError({ cause: signal.reason });
}

/** A transient fault: the same request may well succeed in a moment. */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof KoladaUnavailableError) return true;
  return (
    error instanceof KoladaAnswerError &&
    ['content-type', 'encoding', 'not-json', 'shape'].includes(error.code)
  );
}
