import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ingest } from '../../server/ingest/ingest.ts';
import { dataFiles } from '../../server/ingest/open-source.ts';
import { withoutEmptyPages } from '../../web/shared/figure/offline-links.ts';
import { createReleaseFixture, type ReleaseFixture } from '../support/release-fixture.ts';
import { projectRoot } from '../support/source-file.ts';
import { createTestApp, type TestApp } from '../support/test-app.ts';

/** What the first start makes where Kolada cannot be reached. */
async function firstStart(): Promise<ReleaseFixture> {
  const dataDir = await mkdtemp(join(tmpdir(), 'offline-'));
  const outcome = await ingest(
    { kind: 'snapshot' },
    {
      dir: dataDir,
      dataFiles,
      openSource: () => {
        throw new Error('Kolada was asked');
      },
      now: () => new Date('2026-11-25T10:00:00Z'),
    },
  );
  expect(outcome).toMatchObject({ kind: 'published' });
  const refuse = () => Promise.reject(new Error('nothing more is published'));
  return {
    dataDir,
    publish: refuse,
    point: refuse,
    pathOf: (release) => join(dataDir, `${release}.duckdb`),
    close: () => rm(dataDir, { recursive: true }),
  };
}

let offline: TestApp;
let online: TestApp;
beforeAll(async () => {
  offline = await createTestApp({ fixture: await firstStart() });
  online = await createTestApp({
    fixture: await createReleaseFixture({
      releases: [
        {
          kpis: ['N21006', 'U21468'].map((id) => ({ id, title: `Nyckeltal ${id}, kr` })),
          observations: [{ kpi: 'N21006', area: '2305', year: 2024, value: 1 }],
        },
      ],
    }),
  });
});
afterAll(async () => {
  await offline.close();
  await online.close();
});

const html = async (served: TestApp, path: string) => {
  const answer = await served.app.request(path, { headers: { Accept: 'text/html' } });
  const text = await answer.text();
  return { status: answer.status, text, main: text.slice(text.indexOf('<main>')) };
};
const lede = (main: string) => /<p class="lede">\s*([^<]*)/.exec(main)?.[1] ?? '';
const hrefs = (text: string) =>
  [...text.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );

describe('before Kolada has answered for the first time', () => {
  test('every link on the front page leads to a page with something on it', async () => {
    const { text } = await html(offline, '/');
    const files = /^\/(?:data|diagram)\.|\.(?:docx|atom)|^\/api\//;
    const pages = [...new Set(hrefs(text))].filter((href) => !files.test(href));
    expect(pages.length).toBeGreaterThan(20);
    const empty: string[] = [];
    for (const page of pages) {
      const { status, main } = await html(offline, page);
      const hasSomething = /<svg|<table|<pre|<h2 id=/.test(main);
      if (status !== 200 || !hasSomething || /går inte att säga/.test(lede(main))) empty.push(page);
    }
    expect(empty).toEqual([]);
  });

  test('women and men apart are offered to nobody but who has chosen them', async () => {
    const choices = async (path: string) =>
      hrefs((await html(offline, path)).main).filter((href) =>
        /^\/(?:jamfor)?\?(?:.*&)?(?:kon=[KM]|visa=kon)/.test(href),
      );
    expect(await choices('/')).toEqual([]);
    expect(await choices('/jamfor?nyckeltal=U21468&visa=linje')).toEqual([]);
    const chosen = await html(offline, '/jamfor?nyckeltal=U21468&kon=K');
    expect(hrefs(chosen.main)).toContain('/jamfor?nyckeltal=U21468');
    expect((await choices('/jamfor?visa=kon')).length).toBeGreaterThan(0);
    expect(hrefs((await html(online, '/')).main)).toContain('/jamfor?visa=kon');
  });

  test('the menu leaves out what it cannot show, and has it all once Kolada has answered', async () => {
    const menu = await readFile(join(projectRoot, 'web/index.html'), 'utf8');
    const all = hrefs(menu);
    const shown = hrefs(withoutEmptyPages(menu, 'snapshot'));
    expect(all.filter((href) => !shown.includes(href))).toEqual(['/liknande', '/hme']);
    for (const source of ['kolada', 'simulated'] as const) {
      expect(withoutEmptyPages(menu, source)).toBe(menu);
    }
  });

  test.each([
    ['/liknande?kommun=bracke', 'vilka kommuner som liknar Bräcke'],
    ['/hme?kommuner=bracke,eskilstuna', 'HME är inte hämtat'],
    ['/fore-efter?kommun=kungsbacka&nyckeltal=U21468&ar=2023', 'andra kommuners värden'],
    ['/fore-efter?kommun=boras&nyckeltal=N21017&ar=2019', 'inte hämtade från Kolada'],
    ['/nyckeltal', '48 nyckeltal som följer med'],
  ])('%s says what has not been fetched, and what to do', async (path, what) => {
    const { status, main } = await html(offline, path);
    expect(status).toBe(200);
    expect(lede(main)).toContain(what);
    expect(lede(main)).toMatch(/inte hämta(?:d|t|de) .*när tjänsten har nått Kolada.*\/health\.$/);
    expect(main).not.toContain('saknar värden');
    expect(main).not.toContain('har inte rapporterat');
  });

  test('the page of likes offers nothing to fetch', async () => {
    const { main } = await html(offline, '/liknande?kommun=bracke');
    expect(main).toContain('Nyckeltalet ”Folkmängd” är inte hämtat från Kolada än');
    expect(main).not.toContain('Hämta det');
  });

  test.each(['N21006', 'N21017'])(
    'the page of %s says that its definition is not fetched',
    async (id) => {
      const { main } = await html(offline, `/nyckeltal/${id}`);
      expect(main).toContain('Definitionen är inte hämtad från Kolada än.');
      expect(main).toContain('när tjänsten har nått Kolada');
      expect(main).not.toContain('De hämtas när du jämför');
    },
  );

  const addresses = [
    '/jamfor?nyckeltal=N07900&kommuner=bracke',
    '/inbaddat?nyckeltal=N07900&kommuner=bracke',
    '/rapport?nyckeltal=N07900&kommuner=bracke',
    '/badda-in?nyckeltal=N07900&kommuner=bracke',
    '/liknande?kommun=bracke&nyckeltal=N07900',
    '/fore-efter?kommun=bracke&nyckeltal=N07900&ar=2022',
    '/nyckeltal/N07900',
    '/nyckeltal/n07900',
    '/api/v1/comparison?nyckeltal=N07900&kommuner=bracke',
    '/api/v1/likeness?kommun=bracke&nyckeltal=N07900',
    '/api/v1/kpis/N07900',
    '/api/v1/kpis/N07900/coverage',
    '/data.csv?nyckeltal=N07900&kommuner=bracke',
    '/diagram.svg?nyckeltal=N07900&kommuner=bracke',
  ];
  test.each(addresses)('%s never says that a measure does not exist', async (path) => {
    const { text } = await html(offline, path);
    expect(text).toContain('Det går inte att säga om nyckeltalet');
    expect(text).not.toContain('finns inte');
  });

  test.each(addresses)('%s says so once Kolada has been asked', async (path) => {
    const { text } = await html(online, path);
    expect(text).toMatch(/finns inte|Det finns inget nyckeltal/);
    expect(text).not.toContain('Det går inte att säga om nyckeltalet');
  });

  test.each([
    ['/api/v1/kpis/N07900', 404],
    ['/api/v1/kpis/N07900/fetch', 404],
    ['/api/v1/comparison?nyckeltal=N07900&kommuner=bracke', 400],
  ])('%s has a code of its own', async (path, status) => {
    const answer = await offline.app.request(path);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code: 'unknown-offline' });
  });

  test('what is no id of a KPI is still refused as such', async () => {
    const answer = await offline.app.request('/api/v1/kpis/hemtjanst');
    expect(await answer.json()).toMatchObject({ status: 404, code: 'unknown-kpi' });
    const mixed = await offline.app.request(
      '/api/v1/comparison?nyckeltal=N07900&kommuner=atlantis',
    );
    expect(await mixed.json()).toMatchObject({ status: 400, code: 'bad-query' });
  });
});
