import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that decides what an answer looks like, besides the release. */
const parts = ['server', 'web/shared', 'web/dist/manifest.json', 'queries', 'data'];
const counted = /\.(?:ts|sql|csv|json)$/;

/**
 * A short name for the code, texts and built pages that run now.
 * @param root the project's folder
 */
export function readBuildId(root: string): string {
  const hash = createHash('sha256');
  for (const path of parts.flatMap((part) => filesOf(root, part))) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)));
  }
  return hash.digest('base64url').slice(0, 12);
}

function filesOf(root: string, part: string): string[] {
  if (counted.test(part)) return readable(join(root, part)) ? [part] : [];
  const folder = readdirSync(join(root, part), { withFileTypes: true });
  return folder
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${part}/${entry.name}`;
      if (entry.isDirectory()) return path === 'data/store' ? [] : filesOf(root, path);
      return entry.isFile() && counted.test(entry.name) ? [path] : [];
    });
}

function readable(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}
