/** One product's Kolada: the simulated world, what has honestly changed in it, and the fault of the moment. */
import type { ListName, Rewriting } from './fault.ts';
import { figuresOf, type AnyRow, type Figures, type Item, type Row } from './rows.ts';

export interface World {
  readonly rows: readonly Row[];
  readonly lists: Readonly<Record<ListName, readonly Item[]>>;
}

export interface Question {
  readonly kpis?: readonly string[] | undefined;
  readonly areas?: readonly string[] | undefined;
  readonly years?: readonly string[] | undefined;
  readonly onlyChanged: boolean;
}

export interface Session {
  /** KOLADA_URL. */
  readonly url: string;
  /** Kolada has truly another value now. @param key `kpi area year gender` */
  readonly revise: (key: string, value: number) => void;
  /** Kolada's rows are truly others now. */
  readonly rewriteRows: (change: (rows: readonly Row[]) => readonly Row[]) => void;
  readonly rewriteList: (
    name: ListName,
    change: (items: readonly Item[]) => readonly Item[],
  ) => void;
  readonly fault: (rewriting: Rewriting | undefined) => void;
  readonly current: () => Rewriting;
  /** What an honest Kolada says now. */
  readonly honest: () => Figures;
  readonly honestList: (name: ListName) => readonly Item[];
  /** What an honest Kolada answers to a question. */
  readonly answer: (question: Question) => readonly AnyRow[];
  /** How often the address has been asked since the fault began. */
  readonly count: (address: string) => number;
  readonly asked: () => readonly string[];
}

/** Groups are fetched when somebody asks for them, but for the mean of all kommuner. */
const unasked = /^G(?!2328$)/;

export function createSession(url: string, world: World): Session {
  let { rows } = world;
  const lists = { ...world.lists };
  const changed = new Set<string>();
  let rewriting: Rewriting = {};
  let addresses: string[] = [];
  const placeOf = (row: Row) => `${row.kpi} ${row.municipality} ${row.period}`;

  return {
    url,
    revise: (key, value) => {
      const [kpi, area, year, gender] = key.split(' ');
      const place = `${kpi} ${area} ${year}`;
      changed.add(place);
      rows = rows.map((row) =>
        placeOf(row) === place
          ? {
              ...row,
              values: row.values.map((entry) =>
                entry.gender === gender ? { ...entry, value, count: 1, status: '' } : entry,
              ),
            }
          : row,
      );
    },
    rewriteRows: (change) => {
      const before = new Map(rows.map((row) => [placeOf(row), row]));
      rows = change(rows);
      for (const row of rows) if (before.get(placeOf(row)) !== row) changed.add(placeOf(row));
    },
    rewriteList: (name, change) => {
      lists[name] = change(lists[name]);
    },
    fault: (next) => {
      rewriting = next ?? {};
      addresses = [];
    },
    current: () => rewriting,
    honest: () => figuresOf(rows.filter(({ municipality }) => !unasked.test(municipality))),
    honestList: (name) => lists[name],
    answer: ({ kpis, areas, years, onlyChanged }) =>
      rows.filter(
        (row) =>
          (kpis?.includes(row.kpi) ?? true) &&
          (areas?.includes(row.municipality) ?? true) &&
          (years?.includes(String(row.period)) ?? true) &&
          (!onlyChanged || changed.has(placeOf(row))),
      ),
    count: (address) => {
      addresses.push(address);
      return addresses.filter((one) => one === address).length;
    },
    asked: () => addresses,
  };
}
