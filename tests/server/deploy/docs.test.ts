import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { settingNames } from '../../../server/config.ts';
import { createMetrics } from '../../../server/metrics.ts';
import { projectRoot } from '../../support/source-file.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const runbook = read('server/deploy/README.md');

/** Words of the union types of codes: `type IngestFault = | 'verify' …`, `readonly code: 'a' | 'b'`. */
function codesIn(path: string): string[] {
  const unions = read(path).matchAll(/(?:Fault =|readonly code(?::| =))((?:\s*\|?\s*'[a-z-]+')+)/g);
  return [...unions].flatMap(([, union = '']) =>
    [...union.matchAll(/'([a-z-]+)'/g)].map(([, code = '']) => code),
  );
}

test('the runbook knows every reason that /health can give', () => {
  const faults = codesIn('server/ingest/errors.ts').filter((code) => code !== 'locked');
  const kolada = codesIn('server/kolada/errors.ts')
    .filter((code) => code !== 'aborted')
    .map((code) => `kolada-${code}`);
  const refused = codesIn('server/store/release-file.ts');
  expect(faults.length + kolada.length + refused.length).toBeGreaterThan(20);
  const others = ['disk-full', 'not-writable', 'bad-data-file', 'bad-state-file', 'internal'];
  const more = ['pointer-missing', 'pointer-unreadable', 'data-old', 'kept-old-values'];
  const unknown = [...faults, ...kolada, ...refused, ...others, ...more].filter(
    (code) => !runbook.includes(code),
  );
  expect(unknown).toEqual([]);
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
    const others = ['NODE_ENV', 'UV_THREADPOOL_SIZE'];
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
