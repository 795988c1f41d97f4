/** Addresses to ask, one or more for each route that the README lists. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');

/** What stands in back-ticks in the first column of the table of routes. */
export function listedRoutes(): string[] {
  const lines = readme.split('\n');
  const header = lines.findIndex((line) => /^\| route\s+\| answer/.test(line));
  const body = lines.slice(header + 2);
  const table = body.slice(
    0,
    body.findIndex((line) => !line.startsWith('|')),
  );
  return table.flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, route = '']) => route),
  );
}

export const comparison = 'nyckeltal=N21006,U21468&kommuner=2305,1490';
const small = 'nyckeltal=N21006&kommuner=2305&ar=2020';

export interface Instance {
  readonly port: number;
  readonly release: string;
  /** A release before that. */
  readonly earlier: string;
}

/** Routes that take something else than a comparison, or a comparison and something more. */
const examples: Readonly<Record<string, (instance: Instance) => readonly string[]>> = {
  '/nyckeltal': () => ['/nyckeltal', '/nyckeltal?q=hemtj%C3%A4nst'],
  '/nyckeltal/:id': () => ['/nyckeltal/N21006', '/nyckeltal/U21468'],
  '/badda-in/:system': () => ['/badda-in/wordpress', '/badda-in/sitevision'],
  '/oembed': ({ port }) => {
    const embed = encodeURIComponent(`http://localhost:${port}/inbaddat?${comparison}`);
    return [`/oembed?url=${embed}`, `/oembed?dnt=1&maxwidth=600&format=json&url=${embed}`];
  },
  '/data.csv': () => [
    `/data.csv?${comparison}`,
    `/data.csv?${small}`,
    `/data.csv?format=excel&${small}`,
  ],
  '/inbaddat.json': () => [`/inbaddat.json?${comparison}`, `/inbaddat.json?${small}`],
  '/inbaddat': () => [`/inbaddat?${comparison}`, `/inbaddat?${small}`],
  '/api/v1/comparison': () => [
    `/api/v1/comparison?${comparison}`,
    `/api/v1/comparison?${small}`,
    '/api/v1/comparison?kommuner=atlantis',
  ],
  '/api/v1/kpis': () => ['/api/v1/kpis', '/api/v1/kpis?q=hemtj%C3%A4nst&limit=2'],
  '/api/v1/kpis/:id': () => ['/api/v1/kpis/N21006', '/api/v1/kpis/N99999'],
  '/api/v1/kpis/:id/coverage': () => ['/api/v1/kpis/N21006/coverage'],
  '/api/v1/kpis/:id/spread': () => ['/api/v1/kpis/N21006/spread?ar=2020'],
  '/api/v1/kpis/:id/fetch': () => ['/api/v1/kpis/N21006/fetch'],
  '/api/v1/municipalities': () => ['/api/v1/municipalities'],
  '/api/v1/groups': () => ['/api/v1/groups', '/api/v1/groups?kommun=2305'],
  '/api/v1/likeness': () => ['/api/v1/likeness?kommun=2305'],
  '/api/v1/releases': () => ['/api/v1/releases'],
  '/api/v1/releases/:id/changes': ({ release, earlier }) => [
    `/api/v1/releases/${release}/changes?since=${earlier}&limit=5`,
  ],
  '/laget': () => ['/laget?kommun=2305'],
  '/p/*': ({ release }) => [`/p/N21006-U21468/2305-1490/stapel/2020/T/${release}.html`],
};

/**
 * @returns paths with their queries
 * @throws {Error} for a route with a parameter and no example: a new route must get one
 */
export function addressesOf(route: string, instance: Instance): readonly string[] {
  const given = examples[route];
  if (given !== undefined) return given(instance);
  if (/[:*]/.test(route))
    throw new Error(`no example of ${route} in tests/outside/support/routes.ts`);
  const isLockable = /^\/(?:data\.|diagram\.|rapport|inbaddat$)/.test(route);
  const plain = `${route}?${comparison}`;
  return isLockable ? [plain, `${plain}&utgava=${instance.release}`] : [plain];
}
