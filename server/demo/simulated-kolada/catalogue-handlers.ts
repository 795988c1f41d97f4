import { http, type HttpHandler } from 'msw';
import { idsOf, listAnswer, refusal } from './answer-page.ts';
import { simulatedUnits } from './units.ts';
import type { World } from './world.ts';

interface Item {
  readonly id: string;
  readonly title: string;
}

/** kpi, kpi_groups, municipality, municipality_groups and ou, each with and without ids. */
export function catalogueHandlers(world: World): readonly HttpHandler[] {
  const units = simulatedUnits(world.municipalities);
  return [
    ...list('kpi', () => world.kpis()),
    ...list('kpi_groups', () => kpiGroups(world)),
    ...list('municipality', (url) => {
      const type = url.searchParams.get('region_type');
      return world.municipalities.filter((area) => type === null || area.type === type);
    }),
    ...list('municipality_groups', () => world.groups()),
    ...list('ou', (url) => {
      const kommuner = url.searchParams.get('municipality')?.split(',');
      return units.filter((unit) => !kommuner || kommuner.includes(unit.municipality));
    }),
  ];
}

function list(name: string, items: (url: URL) => readonly Item[]): readonly HttpHandler[] {
  const answer = (request: Request, ids: readonly string[] | undefined) => {
    const url = new URL(request.url);
    const title = url.searchParams.get('title')?.toLocaleLowerCase('sv');
    const found = items(url).filter(
      (item) =>
        (!ids || ids.includes(item.id)) &&
        (title === undefined || item.title.toLocaleLowerCase('sv').includes(title)),
    );
    return listAnswer(url, found);
  };
  return [
    http.get(`*/v3/${name}`, ({ request }) => answer(request, undefined)),
    http.get<{ ids: string }>(`*/v3/${name}/:ids`, ({ request, params }) => {
      const ids = idsOf(params.ids);
      return ids ? answer(request, ids) : refusal('at most 25 ids');
    }),
  ];
}

/** One group for every operating area. */
function kpiGroups(world: World) {
  const byArea = Map.groupBy(world.kpis(), (kpi) => kpi.operating_area);
  return [...byArea].map(([title, kpis], index) => ({
    id: `GKPI${1000 + index}`,
    title,
    members: kpis.map((kpi) => ({ member_id: kpi.id, member_title: kpi.title })),
  }));
}
