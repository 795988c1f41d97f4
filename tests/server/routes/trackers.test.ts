import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routePaths } from '../../../server/app.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';

const words = (
  'utm_source=nyhetsbrev utm_medium=x utm_campaign=a%26b UTM_ID=1 fbclid=IwAR0 gclid=x msclkid=x ' +
  'mc_cid=1 mc_eid=2 mtm_campaign=x pk_kwd=x _ga=1.2 _gl=1*x igshid=x _=1700000000000 v=2 ver=6.1 ' +
  'cb=1 dnt=1 utm_source=a&utm_source=b'
).split(' ');

let served: TestApp;
let release = '';
beforeAll(async () => {
  served = await createTestApp();
  release = served.services.store.release().id;
});
afterAll(() => served.close());

const comparison = 'nyckeltal=N21006&kommuner=2305,1490&ar=2024';
const own: Readonly<Record<string, () => string>> = {
  '/nyckeltal/:id': () => '/nyckeltal/N21006?',
  '/nyckeltal': () => '/nyckeltal?q=kostnad',
  '/liknande': () => '/liknande?kommun=2305',
  '/fore-efter': () => '/fore-efter?kommun=1384&nyckeltal=U21468&ar=2023',
  '/hme': () => '/hme?kommuner=2305',
  '/badda-in/:system': () => `/badda-in/wordpress?${comparison}`,
  '/oembed': () =>
    `/oembed?url=${encodeURIComponent(`http://localhost:3000/inbaddat?${comparison}`)}`,
  '/api/v1/kpis': () => '/api/v1/kpis?q=kostnad',
  '/api/v1/kpis/:id': () => '/api/v1/kpis/N21006?',
  '/api/v1/kpis/:id/coverage': () => '/api/v1/kpis/N21006/coverage?',
  '/api/v1/kpis/:id/spread': () => '/api/v1/kpis/N21006/spread?ar=2024',
  '/api/v1/municipalities': () => '/api/v1/municipalities?',
  '/api/v1/groups': () => '/api/v1/groups?',
  '/api/v1/events': () => '/api/v1/events?',
  '/api/v1/releases': () => '/api/v1/releases?',
  '/api/v1/likeness': () => '/api/v1/likeness?kommun=2305',
  '/api/v1/releases/:id/changes': () => `/api/v1/releases/${release}/changes?since=${release}`,
};
/** Its answer is of the moment, or there is nothing to ask for. */
const leftOut = new Set(['/health', '/metrics', '/api/v1/kpis/:id/fetch']);

function addressOf(route: string): string {
  return own[route]?.() ?? `${route}?${comparison}`;
}

async function ask(path: string) {
  const answer = await served.app.request(path);
  return {
    status: answer.status,
    type: answer.headers.get('Content-Type'),
    body: Buffer.from(await answer.arrayBuffer()).toString('latin1'),
  };
}

describe('what others hang on an address means nothing', () => {
  test('to any route', async () => {
    const routes = routePaths(served.app)
      .map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'))
      .filter((route) => !leftOut.has(route));
    for (const route of new Set(routes)) {
      const clean = addressOf(route);
      const expected = await ask(clean);
      expect(expected.status, clean).toBe(200);
      const dirty = `${clean}${clean.endsWith('?') ? '' : '&'}${words.join('&')}`;
      expect(await ask(dirty), dirty).toEqual(expected);
    }
  }, 60_000);

  test.each(words)('%s alone, or first', async (word) => {
    for (const path of ['/nyckeltal', '/nyckeltal/N21006', '/liknande', '/api/v1/municipalities']) {
      expect((await ask(`${path}?${word}`)).body, path).toBe((await ask(path)).body);
    }
    const [dirty, clean] = [`/diagram.svg?${word}&${comparison}`, `/diagram.svg?${comparison}`];
    expect(await ask(dirty)).toEqual(await ask(clean));
  });

  test('inside the address that oEmbed is asked about', async () => {
    const url = encodeURIComponent(`http://localhost:3000/inbaddat?${comparison}&fbclid=x`);
    const dirty = await ask(`/oembed?url=${url}&dnt=1`);
    expect(dirty.status).toBe(200);
    expect(dirty.body).toBe((await ask(addressOf('/oembed'))).body);
  });

  test('but a key that is nearly one of ours, or nobody’s, is still named', async () => {
    for (const key of ['kommun', 'år', 'utmaning', 'vy', 'version', 'utm', 'constructor']) {
      expect((await ask(`/data.csv?${comparison}&${key}=x`)).status, key).toBe(400);
      expect((await ask(`/inbaddat?${comparison}&${key}=x`)).body, key).toContain(
        'class="problem"',
      );
      expect((await ask(`/api/v1/municipalities?${key}=x`)).status, key).toBe(400);
    }
  });
});
