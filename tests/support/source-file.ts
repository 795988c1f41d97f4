import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { parseSync, Visitor, type ESTree } from 'vite';

/** What one module takes from another. */
export interface Import {
  /** As written: a package's name, or `./area.ts`. */
  readonly specifier: string;
  /** Path from the project's root for the project's own modules, else the package's name. */
  readonly target: string;
  readonly isLocal: boolean;
  /** True when nothing is left of it at run time. */
  readonly typeOnly: boolean;
}

/** A TypeScript file, read for what the import rules ask. */
export interface SourceFile {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Every string and template text, with the line it begins on. */
  readonly texts: readonly { readonly text: string; readonly line: number }[];
  readonly readsEnvironment: boolean;
}

export const projectRoot = join(import.meta.dirname, '../..');

const passedOver = new Set(['node_modules', 'dist', 'store', 'snapshots', 'fixtures']);

/** Paths from the project's root of every file under `folders` that ends in one of `endings`. */
export function listFiles(folders: readonly string[], endings: readonly string[]): string[] {
  return folders.flatMap((folder) => walk(join(projectRoot, folder), endings)).toSorted();
}

function walk(folder: string, endings: readonly string[]): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    // server/store/ is code; only data/store/ and the like are output.
    if (entry.isDirectory()) {
      const isOutput = passedOver.has(entry.name) && !path.endsWith(join('server', 'store'));
      return isOutput ? [] : walk(path, endings);
    }
    return endings.some((ending) => entry.name.endsWith(ending))
      ? [relative(projectRoot, path).split(sep).join('/')]
      : [];
  });
}

export function countLines(path: string): number {
  return readFileSync(join(projectRoot, path), 'utf8').trimEnd().split('\n').length;
}

/** @throws {Error} when the file is not TypeScript */
export function readSourceFile(path: string): SourceFile {
  return parseSource(path, readFileSync(join(projectRoot, path), 'utf8'));
}

/** @throws {Error} when the text is not TypeScript */
export function parseSource(path: string, source: string): SourceFile {
  const { program, errors } = parseSync(path, source);
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  const imports: Import[] = [];
  const texts: { text: string; line: number }[] = [];
  let readsEnvironment = false;

  const take = (specifier: string, typeOnly: boolean) =>
    imports.push({ specifier, typeOnly, ...resolveImport(path, specifier) });
  const note = (text: string, at: number) =>
    texts.push({ text, line: source.slice(0, at).split('\n').length });

  new Visitor({
    ImportDeclaration: (node) => take(node.source.value, isTypeOnly(node)),
    ExportAllDeclaration: (node) => take(node.source.value, node.exportKind === 'type'),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) take(node.source.value, node.exportKind === 'type');
    },
    ImportExpression: ({ source: from }) => {
      if (from.type === 'Literal' && typeof from.value === 'string') take(from.value, false);
    },
    TSImportType: (node) => take(node.source.value, true),
    MemberExpression: ({ object, property }) => {
      const isProcess = object.type === 'Identifier' && object.name === 'process';
      if (isProcess && property.type === 'Identifier' && property.name === 'env') {
        readsEnvironment = true;
      }
    },
    Literal: ({ value, start }) => {
      if (typeof value === 'string') note(value, start);
    },
    TemplateElement: ({ value, start }) => note(value.raw, start),
  }).visit(program);

  return { path, imports, texts, readsEnvironment };
}

function isTypeOnly(node: ESTree.ImportDeclaration): boolean {
  if (node.importKind === 'type') return true;
  const { specifiers } = node;
  return (
    specifiers.length > 0 &&
    specifiers.every((one) => one.type === 'ImportSpecifier' && one.importKind === 'type')
  );
}

function resolveImport(path: string, specifier: string): Pick<Import, 'target' | 'isLocal'> {
  if (specifier.startsWith('.')) {
    const [file = ''] = specifier.split('?', 1);
    return { target: posix.join(posix.dirname(path), file), isLocal: true };
  }
  const parts = specifier.split('/');
  const target = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  return { target, isLocal: false };
}
