import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  countLines,
  listFiles,
  parseSource,
  projectRoot,
  readSourceFile,
  type Import,
  type SourceFile,
} from './support/source-file.ts';

const product = listFiles(['server', 'web'], ['.ts']).map(readSourceFile);
const everything = listFiles(['server', 'web', 'tests', 'queries'], ['.ts', '.css', '.sql']);
const chartRenderer = 'web/shared/charts/render-chart.ts';
/** Files that only compose and start: they hand the environment to config.ts. */
const starters = /(?:^|\/)(?:main|dev)\.ts$/;

/** Not texts for a reader: Kolada's own words to recognise, the invented Kolada, a table of letters. */
const mayHoldSwedish = [
  'web/shared/text/',
  'server/demo/simulated-kolada/',
  'server/data/unit.ts',
  'web/shared/measure/',
  'web/controllers/area-source.ts',
  'web/shared/charts/advances.ts',
];

/** Every import, in files whose path begins with `folder`, that `isForbidden`, one line each. */
function forbidden(
  folder: string,
  isForbidden: (one: Import, file: SourceFile) => boolean,
  files: readonly SourceFile[] = product,
): string[] {
  return files
    .filter((file) => file.path.startsWith(folder))
    .flatMap((file) =>
      file.imports
        .filter((one) => isForbidden(one, file))
        .map((one) => `${file.path} imports ${one.specifier}`),
    );
}

describe('imports', () => {
  it('end in the file name, so that Node runs them unbuilt', () => {
    const faults = forbidden(
      '',
      (one) => one.isLocal && !/\.(?:ts|css|json|svg)$/.test(one.target),
    );
    expect(faults).toEqual([]);
  });

  it('of web/shared stay within it, but for packages that run anywhere', () => {
    const faults = forbidden('web/shared/', ({ isLocal, target, specifier }) =>
      isLocal ? !target.startsWith('web/shared/') : specifier.startsWith('node:'),
    );
    expect(faults).toEqual([]);
  });

  it('of web take types, and nothing else, from the server', () => {
    const faults = forbidden(
      'web/',
      ({ target, typeOnly }) => target.startsWith('server/') && !typeOnly,
    );
    expect(faults).toEqual([]);
  });

  it('of the server take nothing from web but web/shared', () => {
    const faults = forbidden(
      'server/',
      ({ target }) => target.startsWith('web/') && !target.startsWith('web/shared/'),
    );
    expect(faults).toEqual([]);
  });

  it('of routes and pages never reach Kolada’s client', () => {
    const isKolada = ({ target }: Import) => target.startsWith('server/kolada/');
    expect([
      ...forbidden('server/routes/', isKolada),
      ...forbidden('server/pages/', isKolada),
    ]).toEqual([]);
  });

  it('of components never reach a page', () => {
    const faults = forbidden('web/components/', ({ target }) => target.startsWith('web/pages/'));
    expect(faults).toEqual([]);
  });

  it.each([
    ['@duckdb/node-api', /^server\/(?:store|ingest)\//],
    ['undici', /^server\/kolada\//],
  ])('of %s stand only where it belongs', (name, home) => {
    const faults = forbidden('', ({ target }, { path }) => target === name && !home.test(path));
    expect(faults).toEqual([]);
  });

  it('of tests/outside take nothing from the product, nor from what other tests share', () => {
    const outside = listFiles(['tests/outside'], ['.ts']).map(readSourceFile);
    expect(outside.length).toBeGreaterThan(10);
    const faults = forbidden(
      'tests/outside/',
      ({ isLocal, target }) => isLocal && !target.startsWith('tests/outside/'),
      outside,
    );
    expect(faults).toEqual([]);
  });

  it('of Vega at run time stand in one file', () => {
    const faults = forbidden(
      '',
      ({ target, typeOnly }, { path }) =>
        /^vega(?:-lite|-interpreter|-embed)?$/.test(target) && !typeOnly && path !== chartRenderer,
    );
    expect(faults).toEqual([]);
  });
});

describe('sources', () => {
  it('read the environment in config.ts alone; the files that start a process pass it there', () => {
    const readers = product
      .filter(({ readsEnvironment, path }) => readsEnvironment && !starters.test(path))
      .map(({ path }) => path);
    expect(readers.filter((path) => path !== 'server/config.ts')).toEqual([]);
  });

  it('keep what a reader sees in web/shared/text', () => {
    const strays = product
      .filter(({ path }) => !mayHoldSwedish.some((place) => path.startsWith(place)))
      .flatMap(({ path, texts }) =>
        texts
          .filter(({ text }) => /[åäöÅÄÖ]/.test(text))
          .map(({ text, line }) => `${path}:${line} ${text.trim().slice(0, 60)}`),
      );
    expect(strays).toEqual([]);
  });

  it('are at most 300 lines long', () => {
    const long = everything
      .map((path) => ({ path, lines: countLines(path) }))
      .filter(({ lines }) => lines > 300)
      .map(({ path, lines }) => `${path}: ${lines}`);
    expect(long).toEqual([]);
  });

  it('lie in the top level’s fixed folders', () => {
    const expected =
      /^(?:\..+|server|web|queries|data|tests|node_modules|coverage|package(?:-lock)?\.json|tsconfig(?:\.base)?\.json|vite\.config\.ts|README\.md|LICENSE|Dockerfile)$/;
    expect(readdirSync(projectRoot).filter((name) => !expected.test(name))).toEqual([]);
  });
});

describe('the reader of imports', () => {
  const { imports, texts, readsEnvironment } = parseSource(
    'web/pages/example.ts',
    [
      "import type { A } from '../../server/a.ts';",
      "import { type B, type C } from '../shared/b.ts';",
      "import { type D, e } from '../shared/d.ts';",
      "import './side-effect.css';",
      "export * from '@scope/package/part';",
      "const late = () => import('vega-lite');",
      "type F = import('undici').Agent;",
      'console.log(process.env.HOME, `å${late}`);',
    ].join('\n'),
  );

  it('tells types from values', () => {
    expect(imports.map(({ target, typeOnly }) => [target, typeOnly])).toEqual([
      ['server/a.ts', true],
      ['web/shared/b.ts', true],
      ['web/shared/d.ts', false],
      ['web/pages/side-effect.css', false],
      ['@scope/package', false],
      ['vega-lite', false],
      ['undici', true],
    ]);
  });

  it('sees texts and the environment', () => {
    expect(texts).toContainEqual({ text: 'å', line: 8 });
    expect(readsEnvironment).toBe(true);
  });
});
