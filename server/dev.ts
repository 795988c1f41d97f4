import { spawn, type ChildProcess } from 'node:child_process';

/**
 * `npm run dev`: the pages are built anew when they change, and the server starts anew when its
 * code or the built pages do. What is seen is what `npm start` serves, template and headers included.
 */
const root = new URL('..', import.meta.url);
const vite = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'];
const watched = ['server', 'web/shared', 'web/dist', 'queries'];

function run(...command: string[]): ChildProcess {
  return spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

await ended(run(...vite));
const pages = run(...vite, '--watch');
const paths = watched.map((path) => `--watch-path=${path}`);
const server = run(...paths, '--watch-preserve-output', 'server/main.ts');

const stop = async () => {
  for (const child of [pages, server]) child.kill('SIGTERM');
  await Promise.all([pages, server].map(ended));
  process.exit(0);
};
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
