import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routePaths } from '../server/app.ts';
import { readConfig, settingNames } from '../server/config.ts';
import { columns } from '../server/export/export-rows.ts';
import { comparisonKeys } from '../web/shared/comparison/query.ts';
import { projectRoot } from './support/source-file.ts';
import { createTestApp, type TestApp } from './support/test-app.ts';

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');

/** The text under a heading, up to the next of the same level. */
function section(heading: string): string {
  const start = readme.indexOf(`\n## ${heading}\n`);
  if (start === -1) throw new Error(`README has no section ${heading}`);
  const end = readme.indexOf('\n## ', start + 1);
  return readme.slice(start, end === -1 ? undefined : end);
}

/** Cells of the table whose header begins with `name`, without their back-ticks. */
function table(text: string, name: string): string[][] {
  const lines = text.split('\n');
  const header = lines.findIndex((line) => line.startsWith(`| ${name} `));
  if (header === -1) throw new Error(`README has no table of ${name}s`);
  const body = lines.slice(header + 2);
  const end = body.findIndex((line) => !line.startsWith('|'));
  return body.slice(0, end === -1 ? undefined : end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** What stands in back-ticks in the first column. */
function named(rows: readonly (readonly string[])[]): string[] {
  return rows.flatMap(([cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text),
  );
}

describe('the README', () => {
  it('opens with a paragraph in Swedish and a picture that exists', () => {
    const [, paragraph = '', picture = ''] = readme.split('\n\n');
    expect(paragraph).toMatch(/^Omvärldsbevakning jämför svenska kommuner/);
    const [, path = ''] = /!\[[^\]]+\]\(([^)]+)\)/.exec(picture) ?? [];
    expect(existsSync(join(projectRoot, path))).toBe(true);
  });

  it('lists every setting, and none that does not exist', () => {
    const rows = table(section('Settings'), 'setting');
    expect(named(rows).toSorted()).toEqual(settingNames.toSorted());
  });

  it('gives the settings’ true defaults', () => {
    const rows = table(section('Settings'), 'setting');
    const given = rows
      .map(([name = '', value = '']) => [name, value].map((cell) => cell.replaceAll('`', '')))
      .filter(([, value]) => value !== 'none');
    expect(readConfig(Object.fromEntries(given))).toEqual(readConfig({}));
  });

  it('lists every command, and none that does not exist', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')));
    const commands = Object.keys(scripts).map((name) =>
      ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`,
    );
    expect(named(table(section('Commands'), 'command')).toSorted()).toEqual(commands.toSorted());
  });

  it('lists every key of a comparison', () => {
    expect(named(table(section('Routes'), 'key'))).toEqual([...comparisonKeys]);
  });

  it('names only folders that exist', () => {
    const folders = named(table(section('How it is built'), 'folder'));
    expect(folders.filter((folder) => !existsSync(join(projectRoot, folder)))).toEqual([]);
  });

  it('names the columns of the machine CSV in order', () => {
    const machine = section('Data files')
      .split('\n')
      .find((line) => line.includes('**Machine CSV**'));
    const names = [...(machine ?? '').matchAll(/`([a-z_]+)`/g)].map(([, name]) => name);
    expect(names).toEqual([...columns]);
  });

  it('points only at files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  });
});

describe('the routes', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await createTestApp();
  });

  afterAll(() => test.close());

  it('are all in the README, and no others', () => {
    const documented = named(table(section('Routes'), 'route'));
    expect(documented.toSorted()).toEqual(routePaths(test.app).toSorted());
  });

  it('of the API are all in the OpenAPI document', async () => {
    const response = await test.app.request('/api/v1/openapi.json');
    const { paths } = z
      .object({ paths: z.record(z.string(), z.unknown()) })
      .parse(await response.json());
    const described = Object.keys(paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
    const own = ['/api/v1/openapi.json', '/api/v1/docs'];
    const served = routePaths(test.app).filter(
      (path) => path.startsWith('/api/') && !own.includes(path),
    );
    expect(served.filter((path) => !described.includes(path))).toEqual([]);
    expect(described.filter((path) => !routePaths(test.app).includes(path))).toEqual([]);
  });
});
