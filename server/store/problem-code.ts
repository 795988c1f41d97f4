import { closeSync, fstatSync, openSync } from 'node:fs';
import { NoReleaseError } from './no-release-error.ts';

/** The system would not let the pointer or a release be read: a row of the runbook for each. */
export const unreadableCodes = [
  'unreadable-not-a-file',
  'unreadable-not-allowed',
  'unreadable-too-many-files',
  'unreadable-system',
] as const;

/** The pointer, or what should have been one. */
export const pointerCodes = ['pointer-missing', 'pointer-unreadable'] as const;

export type UnreadableCode = (typeof unreadableCodes)[number];

const bySystemCode: Readonly<Record<string, UnreadableCode>> = {
  EISDIR: 'unreadable-not-a-file',
  ENOTDIR: 'unreadable-not-a-file',
  ELOOP: 'unreadable-not-a-file',
  EACCES: 'unreadable-not-allowed',
  EPERM: 'unreadable-not-allowed',
  EMFILE: 'unreadable-too-many-files',
  ENFILE: 'unreadable-too-many-files',
};

/**
 * @param error what came of trying to serve what the pointer names
 * @returns a code that the runbook explains: our own errors' codes as they are, the system's by kind
 */
export function problemCode(error: unknown): string {
  if (error instanceof NoReleaseError) return 'pointer-missing' satisfies PointerCode;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return 'pointer-unreadable' satisfies PointerCode;
  if (/^[a-z]+(?:-[a-z]+)*$/.test(code)) return code;
  return bySystemCode[code] ?? ('unreadable-system' satisfies UnreadableCode);
}

/**
 * @returns why the system does not let this be read as a file; undefined where it does, or where
 * there is none
 */
export function systemFault(path: string): UnreadableCode | undefined {
  try {
    const file = openSync(path, 'r');
    try {
      return fstatSync(file).isFile() ? undefined : 'unreadable-not-a-file';
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return code === 'ENOENT' ? undefined : (bySystemCode[code] ?? 'unreadable-system');
  }
}

type PointerCode = (typeof pointerCodes)[number];
