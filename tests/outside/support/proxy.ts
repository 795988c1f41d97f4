/** Stands before the simulated Kolada and rewrites what it says; every product has an address of its own. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, Asked, ListName } from './fault.ts';
import { createSession, type Question, type Session, type World } from './session.ts';
import { startUpstream } from './upstream.ts';
import { areaIds, kpiIds } from './world.ts';

export interface Proxy {
  readonly open: () => Session;
  readonly close: () => Promise<void>;
}

const listNames: readonly ListName[] = ['kpi', 'municipality', 'municipality_groups', 'kpi_groups'];
/** Kolada takes as many ids in a list. */
const mostIds = 25;
/** Rows on an honest page: few, since a question names 25 areas, of which this country has some. */
const honestPageSize = 120;

/** @param seed other seed, other figures */
export async function startProxy(seed: string): Promise<Proxy> {
  const upstream = await startUpstream(seed);
  // The mean of all kommuner; the other groups are fetched when somebody asks for them.
  const areas = [...areaIds, 'G2328', 'G176508'];
  const rows = await Promise.all(
    [areas.slice(0, mostIds), areas.slice(mostIds)].map((some) =>
      upstream.rows(`data/kpi/${kpiIds.join()}/municipality/${some.join()}`),
    ),
  );
  const lists = Object.fromEntries(
    await Promise.all(listNames.map(async (name) => [name, await upstream.items(name)] as const)),
  );
  const list = (name: ListName) => lists[name] ?? [];
  const world: World = {
    rows: rows.flat(),
    lists: {
      kpi: list('kpi'),
      municipality: list('municipality'),
      municipality_groups: list('municipality_groups'),
      kpi_groups: list('kpi_groups'),
    },
  };
  const sessions = new Map<string, Session>();
  const server = createServer((request, response) => {
    const session = sessions.get(request.url?.split('/')[1] ?? '');
    if (session === undefined) response.writeHead(404).end();
    else respond(session, request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    open: () => {
      const name = `s${sessions.size + 1}`;
      const session = createSession(`http://127.0.0.1:${port}/${name}/v3`, world);
      sessions.set(name, session);
      return session;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await upstream.stop();
    },
  };
}

function respond(session: Session, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '', session.url);
  const { rows, list, pageSize, page: rewritePage, answer: rewriteAnswer } = session.current();
  const found = read(session, url);
  if (found === undefined) {
    session.count(url.pathname + url.search);
    return void send(response, json(404, '{"detail":"Not Found"}'));
  }
  const times = session.count(url.pathname + url.search);
  const { kind, items } = found;
  const all =
    kind === 'rows' ? (rows?.(items) ?? items) : (list?.(kind, session.honestList(kind)) ?? items);
  const size = pageSize ?? (kind === 'rows' ? honestPageSize : 5000);
  const number = Number(url.searchParams.get('page') ?? '1');
  const pages = Math.max(1, Math.ceil(all.length / size));
  const values = all.slice((number - 1) * size, number * size);
  const addressOf = (wanted: number) => {
    const next = new URL(url);
    next.searchParams.set('page', String(wanted));
    return next.href;
  };
  const asked: Asked = {
    kind,
    path: url.pathname,
    page: number,
    pages,
    times,
    origin: url.origin,
  };
  const honest = {
    values,
    next_url: number < pages ? addressOf(number + 1) : null,
    previous_url: number > 1 ? addressOf(number - 1) : null,
    count: values.length,
  };
  const body = rewritePage?.(honest, asked) ?? honest;
  const answer = json(200, typeof body === 'string' ? body : JSON.stringify(body));
  send(response, rewriteAnswer?.(answer, asked) ?? answer);
}

/** The rows or items that a path asks for; undefined for what Kolada has not. */
function read(session: Session, url: URL) {
  const [, , , first = '', ...rest] = url.pathname.split('/');
  const kind = listNames.find((name) => name === first);
  if (kind !== undefined) {
    const ids = rest[0]?.split(',');
    const items = session.honestList(kind).filter(({ id }) => ids?.includes(id) ?? true);
    return { kind, items };
  }
  if (first !== 'data') return undefined;
  const ids = (name: string) => {
    const at = rest.indexOf(name);
    return at === -1 ? undefined : decodeURIComponent(rest[at + 1] ?? '').split(',');
  };
  const question: Question = {
    kpis: ids('kpi'),
    areas: ids('municipality'),
    years: ids('year'),
    onlyChanged: url.searchParams.has('from_date'),
  };
  return { kind: 'rows' as const, items: session.answer(question) };
}

const json = (status: number, body: string): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: Buffer.from(body),
});

function send(response: ServerResponse, answer: Answer): void {
  if (answer.send !== undefined) return answer.send(response);
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) response.setHeader(name, value);
  }
  if (answer.headers['Date'] === 'none') {
    response.removeHeader('Date');
    response.sendDate = false;
  }
  response.writeHead(answer.status);
  response.end(answer.body);
}
