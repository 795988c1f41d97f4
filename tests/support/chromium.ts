import { execFile } from 'node:child_process';
import {
  access,
  constants,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

/** One way to a browser; `prepare` answers undefined where this machine does not have it. */
interface Candidate {
  readonly name: string;
  readonly prepare: () => Promise<LaunchOptions | undefined>;
}

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let said = '';

/**
 * A headless Chromium: the one that CHROMIUM_PATH names, else the machine's own, else
 * Playwright's, else the one in the npm package `@sparticuz/chromium` (Linux x64), else one that
 * Playwright downloads. Prints which one it took.
 *
 * @throws {Error} saying what was tried and what to do, when no browser can be started
 */
export async function launchChromium(environment: Environment = process.env): Promise<Browser> {
  const failures: string[] = [];
  for (const { name, prepare } of candidates(environment)) {
    try {
      const options = await prepare();
      if (options === undefined) {
        failures.push(`${name}: not on this machine`);
        continue;
      }
      const browser = await chromium.launch({ args: flags, timeout: 30_000, ...options });
      say(`Chromium ${browser.version()}: ${name}`);
      return browser;
    } catch (error) {
      failures.push(`${name}: ${firstLine(error)}`);
    }
  }
  throw new Error(
    [
      'No Chromium could be started. Install Chromium, Chrome or Edge, or set CHROMIUM_PATH to',
      'the program file of one, and run the tests again. Tried:',
      ...failures.map((failure) => `  - ${failure}`),
    ].join('\n'),
  );
}

function candidates(environment: Environment): readonly Candidate[] {
  const named = environment['CHROMIUM_PATH'];
  if (named) {
    return [{ name: `CHROMIUM_PATH=${named}`, prepare: async () => ({ executablePath: named }) }];
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [
    ...commands.map((command) => ({
      name: `${command} on the PATH`,
      prepare: async () => asExecutable(await firstExecutable(folders, command)),
    })),
    { name: 'Chrome in its usual place', prepare: async () => ({ channel: 'chrome' }) },
    { name: 'Edge in its usual place', prepare: async () => ({ channel: 'msedge' }) },
    { name: 'downloaded by Playwright earlier', prepare: async () => ({}) },
    { name: 'npm package @sparticuz/chromium', prepare: unpackChromium },
    { name: 'downloaded by Playwright now', prepare: downloadChromium },
  ];
}

async function firstExecutable(
  folders: readonly string[],
  command: string,
): Promise<string | undefined> {
  for (const folder of folders) {
    const path = join(folder, command);
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function asExecutable(executablePath: string | undefined): LaunchOptions | undefined {
  return executablePath === undefined ? undefined : { executablePath };
}

/**
 * Unpacks into `.cache`, once. The package writes to the temporary folder, and adds the shared
 * libraries that a bare machine lacks only where it believes to be in AWS Lambda: so it runs in a
 * process of its own, with that folder and that belief.
 */
async function unpackChromium(): Promise<LaunchOptions | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = join(root, '.cache', `chromium-${await packedVersion()}`);
  const executablePath = join(folder, 'chromium');
  if (!(await isExecutable(executablePath))) {
    await mkdir(join(root, '.cache'), { recursive: true });
    const unfinished = await mkdtemp(`${folder}-`);
    const script =
      "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
    await run(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
      timeout: 120_000,
      env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
    await writeFile(join(unfinished, 'fonts', 'fonts.conf'), fontConfiguration(folder));
    await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  const libraries = [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']];
  return {
    executablePath,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: libraries.filter(Boolean).join(delimiter),
      FONTCONFIG_FILE: join(folder, 'fonts', 'fonts.conf'),
    },
  };
}

async function packedVersion(): Promise<string> {
  const file = join(root, 'node_modules/@sparticuz/chromium/package.json');
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(file, 'utf8')));
  return version;
}

/** The machine's own fonts, and the packed ones for a machine that has none. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts', 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts', 'cache')}</cachedir>
</fontconfig>
`;
}

async function downloadChromium(): Promise<LaunchOptions> {
  const installer = join(root, 'node_modules/playwright-core/cli.js');
  await run(process.execPath, [installer, 'install', '--only-shell', 'chromium'], {
    timeout: 300_000,
  });
  return {};
}

function say(text: string) {
  if (text !== said) console.log(text);
  said = text;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 2).join(' ').slice(0, 200);
}
