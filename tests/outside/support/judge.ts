/** Compares what is published with what Kolada honestly said. */
import { z } from 'zod';
import type { Trial } from '../faults/trial.ts';
import type { Served } from './product.ts';
import type { ReleaseFile } from './release-file.ts';
import type { Figures, Item, Said } from './rows.ts';
import { years } from './world.ts';

export interface Truth {
  readonly now: Figures;
  /** As `now` where the honest change must have come through. */
  readonly before: Figures;
  /** The value that has honestly changed. */
  readonly canary: string;
  readonly titles: readonly Item[];
  readonly names: readonly Item[];
}

const isSame = (left: Said | undefined, right: Said | undefined) =>
  left?.value === right?.value && left?.status === right?.status;
const shown = (said: Said | undefined) =>
  said === undefined ? 'nothing' : `${said.value}${said.status && ` (${said.status})`}`;

/** What the release file says that is not so, at most some of it. */
export function inFile(file: ReleaseFile, truth: Truth): string[] {
  const found: string[] = [];
  const keys = new Set([...truth.now.keys(), ...file.figures.keys()]);
  for (const key of keys) {
    const said = file.figures.get(key);
    const isRight = isSame(said, truth.now.get(key)) || isSame(said, truth.before.get(key));
    if (isRight) continue;
    const name = key === truth.canary ? `${key}, which has honestly changed` : key;
    found.push(`${name} is ${shown(said)} and not ${shown(truth.now.get(key))}`);
  }
  for (const { id, title } of truth.titles) {
    const said = file.titles.get(id)?.title;
    if (said !== title) found.push(`${id} is called ${said?.slice(0, 60)}`);
  }
  for (const { id, title } of truth.names) {
    const said = file.names.get(id);
    if (said !== title) found.push(`${id} is called ${said?.slice(0, 60)}`);
  }
  return summed(found);
}

function summed(found: readonly string[]): string[] {
  if (found.length <= 4) return [...found];
  return [...found.slice(0, 3), `and ${found.length - 3} more in the release file`];
}

const comparisonShape = z.object({
  kpis: z.array(z.object({ id: z.string(), title: z.string() })),
  observations: z.array(
    z.object({
      kpi: z.string(),
      municipality: z.string(),
      year: z.number(),
      gender: z.string(),
      value: z.number().nullable(),
      status: z.string(),
    }),
  ),
});

interface Asked {
  /** For each key, what may be said of it. */
  readonly allowed: ReadonlyMap<string, readonly (Said | undefined)[]>;
  readonly canary: string;
  readonly trial?: Trial | undefined;
}

/** What readers and `/health` are told that is not so. */
export async function inService(served: Served, { allowed, canary, trial }: Asked) {
  const [kpi = '', area = ''] = canary.split(' ');
  const query =
    `nyckeltal=${[...new Set(['N21006', 'U21468', kpi])].join()}` +
    `&kommuner=${[...new Set(['2305', '1490', area])].join()}`;
  const all = `&ar=${years.first}-${years.last}&kon=T,K,M`;
  const answer = await fetch(`${served.address}/api/v1/comparison?${query}${all}`);
  if (answer.status !== 200) return [`/api/v1/comparison answers ${answer.status}`];
  const { kpis, observations } = comparisonShape.parse(await answer.json());
  const found = observations.flatMap(({ municipality, year, gender, value, status, ...one }) => {
    const key = `${one.kpi} ${municipality} ${year} ${gender}`;
    const isRight = allowed.get(key)?.some((said) => isSame(said, { value, status }));
    return isRight === true || (value === null && !allowed.has(key))
      ? []
      : [`/api/v1/comparison says ${value} of ${key}`];
  });
  if (observations.length < 50) found.push(`/api/v1/comparison has ${observations.length} values`);
  for (const { id, title } of kpis) if (/hästar|script/.test(title)) found.push(`${id}: ${title}`);
  return [
    ...found.slice(0, 3),
    ...(await inHealth(served, trial)),
    ...(await inPages(served, trial)),
  ];
}

async function inHealth(served: Served, trial: Trial | undefined): Promise<string[]> {
  const { body, text } = await served.health();
  const isWell = trial === undefined || trial.holds === 'right' || trial.holds === 'healed';
  const found: string[] = [];
  if (isWell && body.status !== 'ok') found.push(`/health is not ok: ${text}`);
  const mustTell = trial?.holds === 'refused' || trial?.holds === 'held';
  if (mustTell && body.status === 'ok') found.push(`/health says ok`);
  for (const pattern of trial?.health ?? []) {
    if (!pattern.test(text)) found.push(`/health does not say ${pattern}: ${text}`);
  }
  return found;
}

/** Format characters, of which a text from outside must bring none. */
const formatting = /\p{Cf}/u;

async function inPages(served: Served, trial: Trial | undefined): Promise<string[]> {
  const found: string[] = [];
  const read = async (path: string) => (await fetch(served.address + path)).text();
  const query = 'nyckeltal=N21006&kommuner=2305,1490';
  if (trial?.readersTold !== undefined) {
    const page = await read(`/jamfor?nyckeltal=${trial.readersTold}&kommuner=2305,1490`);
    if (!/kontrolleras/i.test(page)) found.push('the page does not say “kontrolleras”');
  }
  if (trial?.case !== 'R22') return found;
  for (const path of ['/data.csv', '/diagram.svg', '/andringar.atom', '/api/v1/comparison']) {
    if (formatting.test(await read(`${path}?${query}`))) {
      found.push(`${path} holds a format character`);
    }
  }
  return found;
}
