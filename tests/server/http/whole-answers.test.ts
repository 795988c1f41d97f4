import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routePaths } from '../../../server/app.ts';
import { listen, type Listening } from '../../../server/http/listen.ts';
import { createSnapshotFixture } from '../../support/release-fixture.ts';
import { createTestApp, type TestApp } from '../../support/test-app.ts';
import {
  acceptHeaders,
  createWire,
  encodingClients,
  tagMeaning,
  type EncodingClient,
  type WireAnswer,
  type WireQuestion,
} from '../../support/whole-answer.ts';

const fixture = await createSnapshotFixture();
await fixture.publish({
  observations: [{ kpi: 'N21006', area: '2305', year: 2024, value: 401_817 }],
});
const served = await createTestApp({ fixture });
const twin = await createTestApp({
  fixture: { ...fixture, close: async () => undefined },
  frontEnd: `${fixture.dataDir}/twin`,
});

const model = 'nyckeltal=N21006,U21468&kommuner=2305,1490,0484,1401,1384,2581,2281';
const small = 'nyckeltal=N21006&kommuner=2305&ar=2024';
const oembed = (query: string) =>
  `/oembed?url=${encodeURIComponent(`http://localhost:3000/inbaddat?${query}`)}`;

/** What each route is asked. One without an address of its own is asked for its path. */
const addresses: Readonly<Record<string, readonly string[]>> = {
  '/': ['/', `/?${model}`],
  '/andringar.atom': [`/andringar.atom?${model}`],
  '/api/v1/comparison': [`/api/v1/comparison?${model}`, `/api/v1/comparison?${small}`],
  '/api/v1/docs': ['/api/v1/docs'],
  '/api/v1/events': ['/api/v1/events', '/api/v1/events?kommuner=bracke'],
  '/api/v1/groups': ['/api/v1/groups', '/api/v1/groups?kommun=bracke'],
  '/api/v1/kpis': ['/api/v1/kpis', '/api/v1/kpis?q=hemtjanst&limit=1'],
  '/api/v1/kpis/:id': ['/api/v1/kpis/N21006', '/api/v1/kpis/n21006'],
  '/api/v1/kpis/:id/coverage': ['/api/v1/kpis/N21006/coverage'],
  '/api/v1/kpis/:id/fetch': ['/api/v1/kpis/N21006/fetch'],
  '/api/v1/kpis/:id/spread': ['/api/v1/kpis/N21006/spread?ar=2024'],
  '/api/v1/likeness': ['/api/v1/likeness?kommun=bracke'],
  '/api/v1/municipalities': ['/api/v1/municipalities'],
  '/api/v1/openapi.json': ['/api/v1/openapi.json'],
  '/api/v1/releases': ['/api/v1/releases'],
  '/api/v1/releases/:id/changes': ['/api/v1/releases/2026-11-22.2/changes?since=2026-11-22.1'],
  '/badda-in': ['/badda-in', `/badda-in?${model}`],
  '/badda-in/:system': ['/badda-in/wordpress'],
  '/data.csv': [
    `/data.csv?${model}`,
    `/data.csv?${model}&format=excel`,
    `/data.csv?${small}&utgava=2026-11-22.1`,
  ],
  '/data.json': [`/data.json?${model}`, `/data.json?${model}&utgava=2026-11-22.1`],
  '/data.parquet': [`/data.parquet?${model}&utgava=2026-11-22.1`],
  '/data.xlsx': [`/data.xlsx?${model}`, `/data.xlsx?${model}&utgava=2026-11-22.1`],
  '/data.zip': [`/data.zip?${model}&utgava=2026-11-22.1`],
  '/diagram.png': [`/diagram.png?${small}&bredd=300`],
  '/diagram.svg': [`/diagram.svg?${model}`, `/diagram.svg?${model}&utgava=2026-11-22.1`],
  '/fore-efter': ['/fore-efter', '/fore-efter?kommun=bracke&nyckeltal=N21006&ar=2023'],
  '/handelser': ['/handelser'],
  '/health': ['/health'],
  '/hme': ['/hme'],
  '/inbaddat': [`/inbaddat?${model}`, `/inbaddat?${small}&utgava=2026-11-22.1`],
  '/inbaddat-sida.js': ['/inbaddat-sida.js'],
  '/inbaddat.css': ['/inbaddat.css'],
  '/inbaddat.js': ['/inbaddat.js'],
  '/inbaddat.json': [`/inbaddat.json?${model}`, `/inbaddat.json?${small}`],
  '/jamfor': [`/jamfor?${model}&visa=linje`],
  '/liknande': ['/liknande', '/liknande?kommun=bracke'],
  '/metod': ['/metod'],
  '/metrics': ['/metrics'],
  '/nyckeltal': ['/nyckeltal', '/nyckeltal?q=hemtjanst'],
  '/nyckeltal/:id': ['/nyckeltal/N21006'],
  '/oembed': [oembed(model), oembed('nyckeltal=N21006&kommuner=2305,1490')],
  '/rapport': [`/rapport?${model}`],
  '/rapport.docx': [`/rapport.docx?${small}&utgava=2026-11-22.1`],
  '/robots.txt': ['/robots.txt'],
  '/sitemap.xml': ['/sitemap.xml'],
};

/** Refusals, and what is no route. */
const others: readonly WireQuestion[] = [
  { path: '/assets/embed.css' },
  { path: '/nothing' },
  { path: '/nothing', headers: { Accept: 'text/html' } },
  { path: '/nyckeltal/X99999' },
  { path: '/badda-in/nothing' },
  { path: '/api/v1/nothing' },
  { path: '/api/v1/comparison?nyckeltal=X' },
  { path: '/data.csv?kommuner=atlantis' },
  { path: '/diagram.svg?bredd=1' },
  { path: '/oembed' },
  { path: '/oembed?url=http://elsewhere.example/' },
  { path: `/nyckeltal?${'x=1&y=2&'.repeat(300)}`, headers: { Accept: 'text/html' } },
  { path: '/inbaddat', method: 'POST' },
  { path: '/api/v1/kpis/N21006/fetch', method: 'POST', body: 'x'.repeat(2000) },
  { path: '/api/v1/kpis/N21006/fetch', method: 'POST' },
  { path: '/api/v1/kpis/N21006/fetch', method: 'OPTIONS' },
];

let listening: Listening;
let twinListening: Listening;
let wire: ReturnType<typeof createWire>;
let twinWire: ReturnType<typeof createWire>;
beforeAll(async () => {
  const start = ({ app }: TestApp) => listen((r) => app.fetch(r), { host: '127.0.0.1', port: 0 });
  [listening, twinListening] = await Promise.all([start(served), start(twin)]);
  wire = createWire(listening.port);
  twinWire = createWire(twinListening.port);
});
afterAll(async () => {
  wire.close();
  twinWire.close();
  await Promise.all([listening.close(), twinListening.close()]);
  await twin.close();
  await served.close();
});

/** Says something else each time: when it was asked, or how often. */
const isChanging = ({ path }: WireQuestion) => path === '/metrics';

const as = (client: EncodingClient, question: WireQuestion): WireQuestion => ({
  ...question,
  headers: { ...question.headers, ...acceptHeaders(client) },
});

/** Those that belong to one connection or one moment. */
const passing = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);

function lastingHeaders({ headers }: WireAnswer): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !passing.has(name)));
}

function judge(answer: WireAnswer, plain: WireAnswer, client: EncodingClient): void {
  expect(answer.status).toBe(plain.status);
  const { 'content-encoding': encoding, 'content-type': type, etag, vary } = answer.headers;
  expect([undefined, ...client.reads]).toContain(encoding);
  expect(type).toBe(plain.headers['content-type']);
  expect(tagMeaning(etag)).toBe(tagMeaning(plain.headers.etag));
  if (encoding !== undefined) {
    expect(vary).toMatch(/accept-encoding/i);
    expect(plain.headers.vary).toBe(vary);
    if (etag?.startsWith('"') === true) expect(etag).not.toBe(plain.headers.etag);
  }
}

async function judgeClient(question: WireQuestion, plain: WireAnswer, client: EncodingClient) {
  const asked = as(client, question);
  const answers: WireAnswer[] = [];
  for (let round = 0; round < 3; round++) answers.push(await wire.ask(asked));
  for (const answer of answers) {
    judge(answer, plain, client);
    if (isChanging(question)) continue;
    expect(answer.body.equals(plain.body), 'the same bytes').toBe(true);
    expect(answer.headers.etag).toBe(answers[0]?.headers.etag);
  }
  if ((question.method ?? 'GET') !== 'GET') return;
  const head = await wire.ask({ ...asked, method: 'HEAD' });
  expect(head.raw).toHaveLength(0);
  const got = await wire.ask(asked);
  if (!isChanging(question)) expect(lastingHeaders(head)).toEqual(lastingHeaders(got));
  await judgeHeld(asked, got);
  await judgeTwin(asked, got);
}

/** 304, where the client has the answer already, says so of the very copy that it has. */
async function judgeHeld(asked: WireQuestion, { headers: { etag, ...got } }: WireAnswer) {
  if (etag === undefined) return;
  const elsewhere = etag.replace(/^W\//, '').replace(/(?:-(?:gzip|br))?"$/, '-br"');
  for (const tag of [etag, `"other", ${etag.replace(/^W\//, '')}`, `W/${elsewhere}`, '*']) {
    const headers = { ...asked.headers, 'If-None-Match': tag };
    const held = await wire.ask({ ...asked, headers });
    expect(held.status, tag).toBe(tag === `W/${elsewhere}` && etag.startsWith('W/') ? 200 : 304);
    if (held.status !== 304) continue;
    expect(held.raw).toHaveLength(0);
    expect(held.headers['content-encoding']).toBeUndefined();
    expect(held.headers['content-length']).toBeUndefined();
    expect(tagMeaning(held.headers.etag)).toBe(tagMeaning(etag));
    expect(held.headers['cache-control']).toBe(got['cache-control']);
    if (got.vary !== undefined) expect(held.headers.vary).toMatch(/accept-encoding/i);
  }
  const other = await wire.ask({ ...asked, headers: { ...asked.headers, 'If-None-Match': '"x"' } });
  expect(other.status).toBe(200);
}

/** A strong tag promises the bytes, whichever process answers. */
async function judgeTwin(asked: WireQuestion, { headers, raw }: WireAnswer) {
  if (headers.etag?.startsWith('"') !== true) return;
  const same = await twinWire.ask(asked);
  expect(same.headers.etag).toBe(headers.etag);
  expect(same.raw.equals(raw), 'the same bytes from another process').toBe(true);
}

async function judgeQuestion(question: WireQuestion) {
  const plain = await wire.ask(question);
  expect(plain.headers['content-encoding']).toBeUndefined();
  for (const client of encodingClients) {
    await judgeClient(question, plain, client).catch((error: unknown) => {
      throw new Error(`${question.path} for ${client.name}: ${String(error)}`, { cause: error });
    });
  }
}

describe('asked three times by any client, each answer is whole and unpacks to the same bytes', () => {
  test.each(routePaths(served.app))('%s', { timeout: 60_000 }, async (path) => {
    expect.hasAssertions();
    const asked = addresses[path];
    if (asked === undefined) throw new Error(`no address for ${path}: add one to addresses`);
    for (const address of asked) await judgeQuestion({ path: address });
  });

  test.each(others.map((one) => [one.method ?? 'GET', one.path.slice(0, 60), one] as const))(
    '%s %s',
    { timeout: 60_000 },
    async (_method, _path, question) => {
      expect.hasAssertions();
      await judgeQuestion(question);
    },
  );

  test('every address was answered with what was asked for, but one that is never fetched', async () => {
    const statuses = await Promise.all(
      Object.values(addresses)
        .flat()
        .map(async (path) => [path, (await wire.ask({ path })).status] as const),
    );
    expect(statuses.filter(([, status]) => status !== 200)).toEqual([
      ['/api/v1/kpis/N21006/fetch', 404],
    ]);
  });
});
