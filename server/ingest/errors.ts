/** Why a run was given up; nothing that is served has changed. */
export type IngestFault =
  | 'locked'
  | 'implausible'
  | 'mixed-source'
  | 'unknown-kpi'
  | 'verify'
  | 'answer'
  | 'aborted'
  | 'killed';

export class IngestError extends Error {
  override readonly name = 'IngestError';
  readonly code: IngestFault;

  constructor(code: IngestFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const diskFull = /ENOSPC|EDQUOT|EFBIG|no space left|disk quota|file too large|out of disk/i;
const notWritable =
  /EACCES|EPERM|EROFS|ENOTDIR|(ENOENT|EEXIST)[^;]*mkdir|permission denied|read-only file system|not permitted/i;

/**
 * @returns a stable code for `/health` and the exit code, and a line for the log
 */
export function explainFailure(error: unknown): { reason: string; detail: string } {
  const detail = chain(error).map(String).join('; caused by ');
  const known = chain(error).find((link) => link instanceof IngestError);
  if (known) return { reason: known.code, detail };
  if (diskFull.test(detail)) return { reason: 'disk-full', detail };
  const outer = error instanceof Error ? error : undefined;
  const code = outer && 'code' in outer && typeof outer.code === 'string' ? outer.code : undefined;
  if (outer?.name.startsWith('Kolada') && code !== undefined) {
    return { reason: code === 'aborted' ? code : `kolada-${code}`, detail };
  }
  if (notWritable.test(detail)) return { reason: 'not-writable', detail };
  if (code === 'bad-data-file' || code === 'bad-state-file') return { reason: code, detail };
  return { reason: 'internal', detail };
}

/** @throws {IngestError} when the signal has fired */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new IngestError('aborted', 'the run was interrupted');
}

function chain(error: unknown): unknown[] {
  const links: unknown[] = [];
  let link = error;
  while (link !== undefined && link !== null && links.length < 8) {
    links.push(link);
    link = link instanceof Error ? link.cause : undefined;
  }
  return links;
}
