import { Hono } from 'hono';
import type { ReformEvent } from '../../web/shared/api.ts';
import {
  formatBeforeAfter,
  parseBeforeAfter,
  type BeforeAfterQuery,
} from '../../web/shared/comparison/before-after-query.ts';
import { defaultComparison, limits } from '../../web/shared/comparison/comparison.ts';
import { comparisonHref } from '../../web/shared/figure/links.ts';
import { reviewNote } from '../../web/shared/figure/review.ts';
import { descriptions } from '../../web/shared/text/descriptions.ts';
import { describeBeforeAfterProblem, reformText } from '../../web/shared/text/before-after-page.ts';
import { eventLabel } from '../../web/shared/text/events.ts';
import { breakNotes } from '../../web/shared/text/notes.ts';
import { describeQueryProblem, someProblems } from '../../web/shared/text/problem.ts';
import { sourceLine } from '../../web/shared/text/source.ts';
import { readBeforeAfter, type BeforeAfterReading } from '../before-after/read-before-after.ts';
import { queryOf } from '../http/read-comparison.ts';
import { sendPage } from '../http/send-page.ts';
import type { Services } from '../http/services.ts';
import { beforeAfterPage } from '../pages/before-after-page.ts';
import { pageMeta } from '../pages/page-meta.ts';
import { createTemplateReader } from '../pages/page-tools.ts';
import { fillTemplate } from '../pages/template.ts';

const keys = ['kommun', 'nyckeltal', 'ar', 'jamfor'];

/** A reform's years before and after, as a page. */
export function beforeAfterPageRoutes(services: Services): Hono {
  const template = createTemplateReader(services);
  const app = new Hono();

  app.get('/fore-efter', (c) => {
    const { query, problems } = read(queryOf(c), services);
    const { own, year } = query;
    const event = eventOf(services.events, query);
    const label = event === undefined ? undefined : eventLabel(event);
    const title = year === undefined ? reformText.title : reformText.heading(label, year, own.name);
    return sendPage(c, services, {
      identity: ['before-after', formatBeforeAfter(query), JSON.stringify(problems)],
      make: async () =>
        fillTemplate(await template(), {
          title,
          meta: await metaOf(services, query, title),
          main: await render(services, query, problems),
        }),
    });
  });
  return app;
}

/** @param title what the page is called where a year is chosen */
function metaOf(services: Services, query: BeforeAfterQuery, title: string): Promise<string> {
  const formatted = formatBeforeAfter(query);
  const isStandard = formatted === formatBeforeAfter(read(new URLSearchParams(), services).query);
  return pageMeta(services, {
    address: isStandard ? '/fore-efter' : `/fore-efter?${formatted}`,
    description:
      query.year === undefined ? descriptions.beforeAfter : descriptions.beforeAfterOf(title),
    isListed: isStandard,
  });
}

async function render(
  { store, events }: Services,
  query: BeforeAfterQuery,
  problems: readonly string[],
): Promise<string> {
  const { own, year, against } = query;
  const directory = store.directory();
  const slugOf = (id: string) => directory.find(id)?.slug ?? id;
  const kpi = await store.kpi(query.kpi);
  if (kpi === undefined) throw new Error(`unknown kpi: ${query.kpi}`);
  const reading =
    year === undefined ? undefined : await readBeforeAfter(store, { ...query, year }, events);
  const years = reading?.own.series.map((item) => item.year) ?? [];
  return beforeAfterPage({
    own,
    kpi,
    isOffline: store.release().source === 'snapshot',
    year,
    event: eventOf(events, query),
    reading,
    notes: [
      ...(reading === undefined ? [] : [reviewOf(reading)]).filter((note) => note !== ''),
      ...breakNotes(kpi, years),
    ],
    problems,
    sourceLine: reading === undefined ? '' : sourceLine([reading.kpi], reading.release, 'computed'),
    linesHref: linesHref(query, reading, store),
    fields: { kommun: own.slug, jamfor: against?.map(slugOf).join(', ') ?? '' },
    known: events
      .filter(({ municipality }) => directory.find(municipality)?.kind === 'municipality')
      .map((event) => ({ event, href: eventHref(event, query.kpi, slugOf) })),
  });
}

function reviewOf({ kpi, own, others }: BeforeAfterReading): string {
  const shown = [own, ...others];
  const years = new Set(shown.flatMap(({ series }) => series.map(({ year }) => year)));
  return reviewNote(kpi, {
    areas: shown.map(({ area }) => area),
    years: [...years].toSorted((a, b) => a - b),
  });
}

/** Address of the page for one event. */
function eventHref(event: ReformEvent, kpi: string, slugOf: (id: string) => string): string {
  return `/fore-efter?kommun=${slugOf(event.municipality)}&nyckeltal=${kpi}&ar=${event.from.slice(0, 4)}`;
}

function linesHref(
  { own, kpi }: BeforeAfterQuery,
  reading: BeforeAfterReading | undefined,
  { directory }: Pick<Services['store'], 'directory'>,
): string {
  const areas = [own.id, ...(reading?.others.map(({ area }) => area.id) ?? [])];
  return comparisonHref(
    {
      ...defaultComparison,
      kpis: [kpi],
      areas: areas.slice(0, limits.areas),
      focus: own.id,
      view: 'linje',
    },
    directory(),
  );
}

function eventOf(
  events: readonly ReformEvent[],
  { own, year }: BeforeAfterQuery,
): ReformEvent | undefined {
  return events.find(
    ({ municipality, from }) => municipality === own.id && Number(from.slice(0, 4)) === year,
  );
}

function read(params: URLSearchParams, { store }: Pick<Services, 'store'>) {
  const { query, problems } = parseBeforeAfter(
    {
      kommun: params.get('kommun'),
      nyckeltal: params.get('nyckeltal'),
      ar: params.get('ar'),
      jamfor: params.get('jamfor'),
    },
    { ...store, directory: store.directory() },
  );
  const strange = [...new Set(params.keys())]
    .filter((key) => !keys.includes(key))
    .map((key) =>
      describeQueryProblem({ key, code: 'unknown-key', value: key.slice(0, 60) }, keys),
    );
  const sentences = [...strange, ...problems.map(describeBeforeAfterProblem)];
  return { query, problems: someProblems(sentences) };
}
