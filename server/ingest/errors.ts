import { koladaCodes } from '../kolada/errors.ts';

/** Every reason of ours: the runbook has a row for each. */
export const ingestFaults = [
  'locked',
  'implausible',
  'mixed-source',
  'unknown-kpi',
  'verify',
  'answer',
  'clock',
  'too-slow',
  'aborted',
  'killed',
] as const;

/** Why a run was given up; nothing that is served has changed. */
export type IngestFault = (typeof ingestFaults)[number];

export class IngestError extends Error {
  override readonly name = 'IngestError';
  readonly code: IngestFault;

  constructor(code: IngestFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Faults that are not of our own making, by what to do about them. */
export const otherFaults = [
  'disk-full',
  'not-writable',
  'bad-data-file',
  'bad-state-file',
  'internal',
] as const;

/** Every reason with which a run can fail. */
export type FailureReason =
  | IngestFault
  | (typeof otherFaults)[number]
  | `kolada-${(typeof koladaCodes)[keyof typeof koladaCodes][number]}`;

const koladaReasons: ReadonlyMap<string, FailureReason> = new Map(
  Object.values(koladaCodes)
    .flat()
    .map((code) => [code, `kolada-${code}`] as const),
);

const diskFull = /ENOSPC|EDQUOT|EFBIG|no space left|disk quota|file too large|out of disk/i;
const notWritable =
  /EACCES|EPERM|EROFS|ENOTDIR|(ENOENT|EEXIST)[^;]*mkdir|permission denied|read-only file system|not permitted/i;

/**
 * @returns a stable code for `/health` and the exit code, and a line for the log
 */
export function explainFailure(error: unknown): { reason: FailureReason; detail: string } {
  const detail = chain(error).map(String).join('; caused by ');
  const known = chain(error).find((link) => link instanceof IngestError);
  if (known) return { reason: known.code, detail };
  if (diskFull.test(detail)) return { reason: 'disk-full', detail };
  const outer = error instanceof Error ? error : undefined;
  const code = outer && 'code' in outer && typeof outer.code === 'string' ? outer.code : undefined;
  if (outer?.name.startsWith('Kolada') && code !== undefined) {
    if (code === 'aborted') return { reason: code, detail };
    return { reason: koladaReasons.get(code) ?? 'internal', detail };
  }
  if (notWritable.test(detail)) return { reason: 'not-writable', detail };
  if (code === 'bad-data-file' || code === 'bad-state-file') return { reason: code, detail };
  return { reason: 'internal', detail };
}

/** @throws {IngestError} when the signal has fired: its own reason, where that is one */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted && signal.reason instanceof IngestError) throw signal.reason;
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
