import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker, type ResourceLimits } from 'node:worker_threads';

/** A thread that keeps no process alive, and can be told to collect its garbage (`globalThis.gc`). */
export function startWorker(script: URL, resourceLimits: ResourceLimits = {}): Worker {
  // Only what starts after this has `gc`.
  setFlagsFromString('--expose-gc');
  const worker = new Worker(script, { resourceLimits, ...compileCache() });
  worker.unref();
  return worker;
}

/** A thread has none of its own, and would load what makes JavaScript of TypeScript: 15 MB. */
function compileCache() {
  const dir = getCompileCacheDir();
  return dir === undefined ? {} : { env: { NODE_COMPILE_CACHE: dirname(dir) } };
}
