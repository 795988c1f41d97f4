/** The simulated Kolada as a process of its own, and what it has said. */
import { rm } from 'node:fs/promises';
import { itemPage, rowPage, type Item, type Row } from './rows.ts';
import { start } from './process.ts';
import { writeCatalogue, years } from './world.ts';

export interface Upstream {
  /** Every row of a path such as `data/kpi/N21006/municipality/2305`. */
  readonly rows: (path: string) => Promise<readonly Row[]>;
  /** Every item of `kpi`, `municipality`, `municipality_groups` or `kpi_groups`. */
  readonly items: (path: string) => Promise<readonly Item[]>;
  readonly stop: () => Promise<void>;
}

export async function startUpstream(seed: string): Promise<Upstream> {
  const folder = await writeCatalogue();
  const running = start([
    'server/demo/simulated-kolada/main.ts',
    `--catalogue=${folder}`,
    `--years-from=${years.first}`,
    `--years-to=${years.last}`,
    `--seed=${seed}`,
    '--unmarked',
  ]);
  const url = await running.said(/http:\/\/\S+/);
  const asked = new Map<string, Promise<unknown[]>>();

  const pages = async (path: string) => {
    const found: unknown[] = [];
    let next: string | null = `${url}/${path}?per_page=5000`;
    while (next !== null) {
      const answer = await fetch(next);
      if (!answer.ok) throw new Error(`${answer.status} for ${next}`);
      const page: unknown = await answer.json();
      found.push(page);
      next = itemOrRowNext(page);
    }
    return found;
  };
  const kept = (path: string) => {
    const promise = asked.get(path) ?? pages(path);
    asked.set(path, promise);
    return promise;
  };
  return {
    rows: async (path) => (await kept(path)).flatMap((page) => rowPage.parse(page).values),
    items: async (path) => (await kept(path)).flatMap((page) => itemPage.parse(page).values),
    stop: async () => {
      await running.stop();
      await rm(folder, { recursive: true });
    },
  };
}

function itemOrRowNext(page: unknown): string | null {
  const rows = rowPage.safeParse(page);
  return rows.success ? rows.data.next_url : itemPage.parse(page).next_url;
}
