import { join } from 'node:path';
import { serve, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { getResponse } from 'msw';
import { catalogueHandlers } from './catalogue-handlers.ts';
import { loadCatalogue, type RawKpi } from './catalogue.ts';
import { dataHandlers, retiredHandlers } from './data-handlers.ts';
import { createFaults, type Fault } from './faults.ts';
import { faultyAnswer } from './faulty-answer.ts';
import type { Figure } from './figures.ts';
import type { FigureKey } from './revisions.ts';
import { createWorld } from './world.ts';
import { swedishDay } from '../../../web/shared/swedish-day.ts';

const projectRoot = join(import.meta.dirname, '../../..');

export interface SimulatedKoladaOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Where a copy of Kolada's real catalogue may lie; without one a like-sized one is generated. */
  readonly catalogueDirectory?: string;
  readonly firstYear?: number;
  readonly lastYear?: number;
  /** Other seed, other figures. */
  readonly seed?: string;
  /** False leaves out `X-Simulated`: then only the caller knows that the figures are invented. */
  readonly marked?: boolean;
  /** The service's clock: the `Date` of its answers, and the day that revisions are dated. */
  readonly now?: () => Date;
}

export interface SimulatedKolada {
  /** Base address, as KOLADA_URL takes it. */
  readonly url: string;
  /** Path and query of the requests so far, the oldest first; only the last 100 000 are kept. */
  readonly requests: () => readonly string[];
  /** Requests not yet answered, whose connections are still open. */
  readonly underWay: () => number;
  /** The most requests that were ever under way at the same time. */
  readonly mostAtOnce: () => number;
  readonly setFault: (fault: Fault | undefined) => void;
  readonly setLatency: (ms: number) => void;
  /** Whether answers carry the `Date` header. */
  readonly setDateHeader: (sent: boolean) => void;
  /** The value that answers give now; undefined where they have no such value. */
  readonly figure: (key: FigureKey) => Figure | undefined;
  readonly revise: (revision: FigureKey & { readonly value: number | null }) => void;
  /** The value becomes null and `isdeleted`. */
  readonly withdraw: (key: FigureKey) => void;
  /** Every KPI that is not discontinued gets values for the years up to this one. */
  readonly addYear: (year: number) => void;
  readonly renameKpi: (id: string, title: string) => void;
  readonly addKpi: (kpi: RawKpi) => void;
  /** Ids stay while the year in the title and the members change, as in Kolada. */
  readonly changeGroup: (
    id: string,
    change: { readonly title: string; readonly members: readonly string[] },
  ) => void;
  /** Gone from the catalogue and from data answers. */
  readonly dropKpi: (id: string) => void;
  readonly close: () => Promise<void>;
}

/** Kolada's API v3 on a local port, with invented figures, for the demo and for tests. */
export async function createSimulatedKolada(
  options: SimulatedKoladaOptions = {},
): Promise<SimulatedKolada> {
  const now = options.now ?? (() => new Date());
  const world = createWorld({
    catalogue: loadCatalogue(
      options.catalogueDirectory ?? join(projectRoot, '../shared/kolada'),
      join(projectRoot, 'data'),
    ),
    firstYear: options.firstYear ?? 2000,
    lastYear: options.lastYear ?? 2025,
    seed: options.seed ?? 'kolada',
    today: () => swedishDay(now()),
  });
  const faults = createFaults();
  const requests: string[] = [];
  let latencyMs = 0;
  let withDate = true;
  let atOnce = 0;
  let mostAtOnce = 0;
  const handlers = [...retiredHandlers(), ...catalogueHandlers(world), ...dataHandlers(world)];

  const answer = async (request: Request): Promise<Response> =>
    (await getResponse(handlers, request)) ??
    new Response('{"detail":"Not Found"}', { status: 404 });

  const app = new Hono<{ Bindings: HttpBindings }>().all('*', async ({ req, env }) => {
    const path = req.url.slice(new URL(req.url).origin.length);
    if (requests.push(path) > 100_000) requests.shift();
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    env.outgoing.once('close', () => {
      atOnce -= 1;
    });
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const fault = faults.next(path);
    const honest = () => answer(req.raw);
    const response = fault
      ? await faultyAnswer(fault, { url: req.url, outgoing: env.outgoing, honest })
      : await honest();
    if (!response) return RESPONSE_ALREADY_SENT;
    const date = withDate ? now().toUTCString() : undefined;
    if (date === undefined) env.outgoing.sendDate = false;
    else response.headers.set('Date', date);
    if (options.marked !== false) response.headers.set('X-Simulated', 'true');
    return response;
  });
  const { port, close } = await listen(app, options.port ?? 0);

  return {
    url: `http://127.0.0.1:${port}/v3`,
    requests: () => [...requests],
    underWay: () => atOnce,
    mostAtOnce: () => mostAtOnce,
    setFault: faults.set,
    setLatency: (ms) => {
      latencyMs = ms;
    },
    setDateHeader: (sent) => {
      withDate = sent;
    },
    figure: world.figure,
    revise: world.revise,
    withdraw: world.withdraw,
    addYear: world.addYear,
    renameKpi: world.renameKpi,
    addKpi: world.addKpi,
    changeGroup: world.changeGroup,
    dropKpi: world.dropKpi,
    close,
  };
}

function listen(app: Hono<{ Bindings: HttpBindings }>, port: number) {
  return new Promise<{ port: number; close: () => Promise<void> }>((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address) => {
      resolve({
        port: address.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.once('error', reject);
  });
}
