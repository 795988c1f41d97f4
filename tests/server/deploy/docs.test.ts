import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { settingNames } from '../../../server/config.ts';
import { explainFailure, ingestFaults, otherFaults } from '../../../server/ingest/errors.ts';
import { alarmCodes, noteCodes } from '../../../server/ingest/job.ts';
import { koladaCodes } from '../../../server/kolada/errors.ts';
import { createMetrics } from '../../../server/metrics.ts';
import { StateFileError } from '../../../server/store/json-file.ts';
import { NoReleaseError } from '../../../server/store/no-release-error.ts';
import { pointerCodes, problemCode, unreadableCodes } from '../../../server/store/problem-code.ts';
import { releaseFileFaults } from '../../../server/store/release-file.ts';
import { projectRoot } from '../../support/source-file.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const runbook = read('server/deploy/README.md');

/** Every reason that the runbook's table explains, as /health writes it. */
function explained(): string[] {
  const rows = runbook.split('\n').filter((line) => line.startsWith('| `'));
  const table = rows.slice(rows.findIndex((line) => line.startsWith('| `data-old`')));
  return table.flatMap((line) => {
    const [, cell = ''] = line.split(' | ', 1)[0]?.split('| ') ?? [];
    const codes = [...cell.matchAll(/`([a-z-]+: )?([a-z-]+)`/g)];
    const prefix = codes[0]?.[1] ?? '';
    return codes.map(([, own, code = '']) => `${own ?? prefix}${code}`);
  });
}

/** Reasons that health.ts writes itself. */
function ownReasons(): string[] {
  const written = read('server/http/health.ts').matchAll(/reason: '([a-z]+(?:-[a-z]+)+)'/g);
  return [...written].map(([, code = '']) => code);
}

const never = new Set(['locked']);
const failures = [
  ...ingestFaults,
  ...otherFaults,
  ...Object.values(koladaCodes).flatMap((codes) => codes.map((code) => `kolada-${code}`)),
].filter((code) => !never.has(code));
const refusals = [
  ...releaseFileFaults,
  ...pointerCodes,
  ...unreadableCodes,
  new StateFileError('').code,
];

test('the runbook explains every reason that the program can give, and no others', () => {
  const given = [
    ...ownReasons(),
    ...noteCodes,
    'kept-old-values',
    ...failures.map((code) => `refresh-failed: ${code}`),
    ...refusals.map((code) => `release-refused: ${code}`),
  ];
  expect(failures.length + refusals.length).toBeGreaterThan(35);
  // The limits of what is held, of metrics and others, have tables of their own.
  const isLimit = (reason: string) => alarmCodes.some((code) => code === reason);
  const table = explained().filter((reason) => !/^[a-z]+_/.test(reason) && !isLimit(reason));
  expect([...new Set(given)].filter((reason) => !table.includes(reason))).toEqual([]);
  expect(table.filter((reason) => !given.includes(reason))).toEqual([]);
  expect(alarmCodes.filter((code) => !runbook.includes(`\`${code}\``))).toEqual([]);
});

test('whatever error comes of reading, the reason is one that the runbook explains', () => {
  const codes = [
    'EISDIR',
    'ENOTDIR',
    'EACCES',
    'EPERM',
    'EMFILE',
    'ENFILE',
    'EIO',
    'ESTALE',
    'EBUSY',
  ];
  const odd = ['ERR_INVALID_ARG_TYPE', 'UND_ERR', '', 'E'];
  const errors = [
    ...[...codes, ...odd].map((code) => Object.assign(new Error(code), { code })),
    new Error('no code'),
    Object.assign(new Error('a number'), { code: 5 }),
    new NoReleaseError('none'),
    'no error at all',
    undefined,
  ];
  const table = explained();
  const reasons = errors.map((error) => `release-refused: ${problemCode(error)}`);
  expect(reasons.filter((reason) => !table.includes(reason))).toEqual([]);
  const failed = errors.map((error) => `refresh-failed: ${explainFailure(error).reason}`);
  expect(failed.filter((reason) => !table.includes(reason))).toEqual([]);
});

test('the runbook knows every metric of our own, and the process figures that it names exist', async () => {
  const metrics = createMetrics({
    data: () => undefined,
    cache: () => ({ entries: 0, bytes: 0 }),
    isDegraded: async () => false,
    withProcess: true,
  });
  const { text } = await metrics.render();
  metrics.close();
  const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
  const own = names.filter((name) => name.startsWith('omvarld_'));
  expect(own.length).toBeGreaterThan(5);
  expect(own.filter((name) => !runbook.includes(`\`${name}\``))).toEqual([]);
  const named = [...runbook.matchAll(/`((?:omvarld|process|nodejs)_\w+)`/g)];
  expect(named.map(([, name = '']) => name).filter((name) => !names.includes(name))).toEqual([]);
});

test('the threat model points at files that exist', () => {
  const paths = [...read('server/deploy/THREATS.md').matchAll(/`((?:server|web)\/[\w./-]+)`/g)];
  expect(paths.length).toBeGreaterThan(30);
  const lost = paths.filter(([, path = '']) => !existsSync(join(projectRoot, path)));
  expect(lost.map(([, path]) => path)).toEqual([]);
});

test('the links and the tests that these documents name exist', () => {
  for (const name of ['README.md', 'THREATS.md']) {
    const text = read(`server/deploy/${name}`);
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
    const tests = [...text.matchAll(/`(tests\/[\w./-]+)`/g)].map(([, path = '']) => path);
    expect(links.length + tests.length).toBeGreaterThan(0);
    expect(links.filter((path) => !existsSync(join(projectRoot, 'server/deploy', path)))).toEqual(
      [],
    );
    expect(tests.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  }
});

test.each(['omvarldsbevakning.service', 'omvarldsbevakning-reader@.service'])(
  '%s sets only settings that exist, and stops more patiently than the server needs',
  (name) => {
    const unit = read(`server/deploy/${name}`);
    const lines = unit.split('\n').filter((line) => /^(?:Environment|ExecStart)=/.test(line));
    const names = lines.flatMap((line) => [...line.matchAll(/\b([A-Z][A-Z_]+)=/g)]);
    const others = ['NODE_ENV', 'UV_THREADPOOL_SIZE', 'MALLOC_ARENA_MAX'];
    const known = new Set([...settingNames, ...others]);
    expect(names.map(([, one = '']) => one).filter((one) => !known.has(one))).toEqual([]);
    expect(unit).toContain('TimeoutStopSec=20');
    expect(read('server/main.ts')).toContain('mostMsToStop = 15_000');
  },
);

const bill = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(
    z.object({
      group: z.string().optional(),
      name: z.string(),
      version: z.string(),
      scope: z.string(),
    }),
  ),
});

test('npm run sbom lists what the service runs on, from the lock file alone', () => {
  const options = {
    cwd: projectRoot,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  } as const;
  const { stdout, status } = spawnSync('npm', ['run', '--silent', 'sbom'], {
    ...options,
    env: { ...process.env, npm_config_registry: 'http://127.0.0.1:9' },
    maxBuffer: 32_000_000,
  });
  expect(status).toBe(0);
  const { components } = bill.parse(JSON.parse(stdout));
  const required = components
    .filter(({ scope }) => scope === 'required')
    .map(
      ({ group, name, version }) => `${group === undefined ? '' : `${group}/`}${name} ${version}`,
    );
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));
  expect(required).toEqual(
    expect.arrayContaining(Object.entries(dependencies).map((entry) => entry.join(' '))),
  );
});
