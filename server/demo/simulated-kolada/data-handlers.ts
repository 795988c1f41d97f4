import { http, type HttpHandler } from 'msw';
import { idsOf, jsonAnswer, listAnswer, pageAnswer, pageOf, refusal } from './answer-page.ts';
import { dataRows } from './data-rows.ts';
import { simulatedUnits, unitRows } from './units.ts';
import type { World } from './world.ts';

/** What was there from the start is dated this day; what is changed on command, the day it is. */
const baseDate = '2026-03-01';

interface Lists {
  readonly kpi?: string;
  readonly municipality?: string;
  readonly year?: string;
  readonly ou?: string;
}

/** Every path form of data and oudata, and the query form with its silent trap. */
export function dataHandlers(world: World): readonly HttpHandler[] {
  const forms = [
    '*/v3/data/kpi/:kpi/municipality/:municipality/year/:year',
    '*/v3/data/kpi/:kpi/municipality/:municipality',
    '*/v3/data/kpi/:kpi/year/:year',
    '*/v3/data/municipality/:municipality/year/:year',
  ];
  const unitForms = ['*/v3/oudata/kpi/:kpi/ou/:ou/year/:year', '*/v3/oudata/kpi/:kpi/ou/:ou'];
  return [
    ...forms.map((path) =>
      http.get(path, ({ request, params }) => dataAnswer(world, new URL(request.url), params)),
    ),
    ...unitForms.map((path) =>
      http.get(path, ({ request, params }) => unitAnswer(world, new URL(request.url), params)),
    ),
    http.get('*/v3/data', ({ request }) => {
      const url = new URL(request.url);
      const named = Object.fromEntries(
        ['kpi', 'municipality', 'year'].flatMap((name) => {
          const list = url.searchParams.get(name);
          return list === null ? [] : [[name, list]];
        }),
      );
      return Object.keys(named).length < 2
        ? pageAnswer(url, [], false)
        : dataAnswer(world, url, named);
    }),
  ];
}

function dataAnswer(world: World, url: URL, lists: Lists): Response {
  const window = pageOf(url);
  if (!window) return refusal('page or per_page out of range');
  const kpis = lists.kpi === undefined ? [...world.profiles.keys()] : idsOf(lists.kpi);
  const areas =
    lists.municipality === undefined ? [...world.areas.keys()] : idsOf(lists.municipality);
  const years = lists.year === undefined ? undefined : idsOf(lists.year);
  if (!kpis || !areas || (lists.year !== undefined && !years)) return refusal('at most 25 ids');
  const fromDate = url.searchParams.get('from_date');
  if (fromDate !== null && !/^\d{4}-\d{2}-\d{2}$/.test(fromDate)) return refusal('from_date');
  const { rows, hasMore } = dataRows(
    world,
    {
      kpis: kpis.flatMap((id) => world.profiles.get(id) ?? []),
      areas: areas.flatMap((id) => world.areas.get(id) ?? []),
      years: years?.map(Number),
      changedSince: fromDate !== null && fromDate > baseDate ? fromDate : undefined,
    },
    { skip: (window.page - 1) * window.perPage, take: window.perPage },
  );
  return pageAnswer(url, rows, hasMore);
}

function unitAnswer(world: World, url: URL, lists: Lists): Response {
  const kpis = idsOf(lists.kpi ?? '');
  const ids = idsOf(lists.ou ?? '');
  const years = lists.year === undefined ? undefined : idsOf(lists.year)?.map(Number);
  if (!kpis || !ids) return refusal('at most 25 ids');
  const units = simulatedUnits(world.municipalities).filter(({ id }) => ids.includes(id));
  return listAnswer(url, unitRows(world, { kpis, units, years }));
}

/** What the retired versions answer. */
export function retiredHandlers(): readonly HttpHandler[] {
  const body = '{"error": "This endpoint is deprecated. Please use /v3 instead."}';
  return ['*/v1/*', '*/v2/*'].map((path) => http.get(path, () => jsonAnswer(body, 410)));
}
