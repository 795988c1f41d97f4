import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { MiddlewareHandler } from 'hono';
import { toStored, type StoredAnswer } from './answer-cache.ts';
import { notModified, setCacheHeaders } from './cache-headers.ts';
import { sendStored } from './send-answer.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Vite's hash before the extension: the name changes with the content. */
const hashedName = /^\/assets\/.+-[\w-]{8}\.\w+$/;

interface StaticFile {
  readonly answer: StoredAnswer;
  readonly hash: string;
}

/**
 * Serves the built files. The folder is listed once, so that no path in a request ever reaches the
 * file system; dot-files, symbolic links and kinds not named above are not listed.
 * @param root folder that `vite build` wrote; one that is not there serves nothing
 */
export function staticFiles(root: string): MiddlewareHandler {
  const paths = new Map(list(root, '').map((path) => [path, join(root, path)]));
  const loaded = new Map<string, StaticFile>();
  return async (c, next) => {
    const { path, method } = c.req;
    const file = paths.get(path);
    if (file === undefined || (method !== 'GET' && method !== 'HEAD')) return next();
    const { answer, hash } = loaded.get(path) ?? load(file);
    loaded.set(path, { answer, hash });
    const policy = hashedName.test(path) ? 'immutable' : 'revalidate';
    if (setCacheHeaders(c, { identity: [hash], policy, isExact: true })) return notModified(c);
    return sendStored(c, answer);
  };
}

function list(root: string, folder: string): string[] {
  const entries = readEntries(join(root, folder));
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return list(root, path);
    return entry.isFile() && extname(entry.name) in contentTypes ? [path] : [];
  });
}

function readEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function load(file: string): StaticFile {
  const bytes = readFileSync(file);
  const contentType = contentTypes[extname(file)] ?? 'application/octet-stream';
  return {
    answer: toStored({ body: new Uint8Array(bytes), contentType }),
    hash: createHash('sha256').update(bytes).digest('base64url'),
  };
}
