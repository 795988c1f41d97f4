import type { Problem } from '../shared/api.ts';

/** The server answered, with a problem of ours (4xx) or of its own (5xx). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** A Swedish sentence for the reader; empty when the server gave none. */
  readonly detail: string;

  constructor(status: number, detail: string) {
    super(`HTTP ${status}: ${detail}`);
    this.status = status;
    this.detail = detail;
  }
}

const timeoutMs = 20_000;

/**
 * Reads JSON from our own server, which is trusted to keep the API's shapes.
 * @throws {ApiError} the server refused; anything else means that it could not be reached
 */
export async function getJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return readJson(await fetch(path, { headers, signal: bounded(signal) }));
}

/** As `getJson`, for a POST without body. */
export async function postJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return readJson(await fetch(path, { method: 'POST', headers, signal: bounded(signal) }));
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

const headers = { accept: 'application/json' };

function bounded(signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}

async function readJson<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw new ApiError(response.status, await problemDetail(response));
  return (await response.json()) as Answer;
}

async function problemDetail(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { detail }: Partial<Problem> = JSON.parse(text);
    return typeof detail === 'string' ? detail : '';
  } catch {
    return '';
  }
}
