import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The program's path, or undefined where this machine has none. */
export const libreoffice = findProgram();

export interface OpenOptions {
  /** File name with its extension, by which the kind is known. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Extension of what comes out: `pdf`, `fods`. */
  readonly to: string;
  /** Import filter with its options, for files that do not tell how they are to be read. */
  readonly filter?: string;
}

/** Lets LibreOffice open a file and save it as another kind, in a profile of its own. */
export async function openInLibreOffice(options: OpenOptions): Promise<Uint8Array> {
  if (libreoffice === undefined) throw new Error('no LibreOffice');
  const folder = await mkdtemp(join(tmpdir(), 'office-'));
  try {
    const [base = ''] = options.name.split('.');
    await writeFile(join(folder, options.name), options.bytes);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const filter = options.filter === undefined ? [] : [`--infilter=${options.filter}`];
    const target = ['--convert-to', options.to, '--outdir', `${folder}/out`];
    const source = join(folder, options.name);
    await run(libreoffice, ['--headless', profile, ...filter, ...target, source], {
      timeout: 120_000,
    });
    return await readFile(join(folder, 'out', `${base}.${options.to}`));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Cells of the first sheet of a flat ODS: numbers as numbers, texts as texts, `null` where empty. */
export function flatSheet(xml: string): (string | number | null)[][] {
  const [sheet = ''] = /<table:table [^>]*>.*?<\/table:table>/s.exec(xml) ?? [];
  return [...sheet.matchAll(/<table:table-row[^>]*>(.*?)<\/table:table-row>/gs)]
    .map(([, row = '']) => cellsOf(row))
    .filter((row) => row.some((cell) => cell !== null));
}

function cellsOf(row: string): (string | number | null)[] {
  const cells = row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>(.*?)<\/table:table-cell>)/gs);
  const values = [...cells].flatMap(([, attributes = '', content = '']) => {
    if (attributes.includes('table:formula')) throw new Error('a cell holds a formula');
    const times = Number(/number-columns-repeated="(\d+)"/.exec(attributes)?.[1] ?? 1);
    return Array.from({ length: Math.min(times, 20) }, () => cellOf(attributes, content));
  });
  return values.slice(0, values.findLastIndex((value) => value !== null) + 1);
}

function cellOf(attributes: string, content: string): string | number | null {
  const number = /office:value="([^"]*)"/.exec(attributes)?.[1];
  if (number !== undefined) return Number(number);
  const text = content.replace(/<[^>]+>/g, '').trim();
  return text === '' ? null : text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

function findProgram(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders
    .flatMap((folder) => ['soffice', 'libreoffice'].map((name) => join(folder, name)))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
