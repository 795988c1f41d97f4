/** What every answer must be, whatever was asked; written apart from the code that makes them. */
import { expect } from 'vitest';
import { problemSchema } from '../../server/routes/api-schemas.ts';
import { marker } from './hostile-requests.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; ";
const embedPolicy = `${policy}form-action 'none'; frame-ancestors *`;
const pagePolicy = `${policy}form-action 'self'; frame-src 'self'; frame-ancestors 'none'`;

/** Words that only our own inside would say. */
const internal =
  /node_modules|\bat [\w.<>]+ \(|\.ts:\d+|Binder Error|Catalog Error|Parser Error|DuckDBError|ENOENT|EACCES|TypeError|undefined is not|\/tmp\/releases-/i;

/** Reads the answer to its end and holds it to what the design promises of all of them. */
export async function judgeAnswer(response: Response): Promise<void> {
  const { status, headers } = response;
  const type = headers.get('Content-Type') ?? '';
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect(status, `status, ${new TextDecoder().decode(bytes.subarray(0, 300))}`).toBeLessThan(500);
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Set-Cookie')).toBeNull();
  expect([embedPolicy, pagePolicy]).toContain(headers.get('Content-Security-Policy'));
  const isCompressed = headers.get('Content-Encoding') !== null;
  const isText = /^(?:text\/|application\/(?:problem\+)?json)/.test(type);
  const text = isText && !isCompressed ? new TextDecoder().decode(bytes) : '';
  if (status >= 400) judgeError(type, text, isCompressed);
  if (type.startsWith('text/html')) judgePage(response, text);
}

function judgeError(type: string, text: string, isCompressed: boolean): void {
  expect(type).toMatch(/^(?:application\/problem\+json|text\/html)/);
  expect(text).not.toMatch(internal);
  if (type.startsWith('text/html') || isCompressed || text === '') return;
  const problem = problemSchema.parse(JSON.parse(text));
  expect(problem.title.length).toBeGreaterThan(3);
}

function judgePage(response: Response, text: string): void {
  const isEmbed = new URL(response.url || 'http://x/').pathname === '/inbaddat';
  if (isEmbed) expect(response.headers.get('Content-Security-Policy')).toBe(embedPolicy);
  if (text === '') return;
  expect(text).toContain('lang="sv"');
  expect(text).not.toContain(marker);
}
