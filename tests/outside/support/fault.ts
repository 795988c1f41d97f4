import type { ServerResponse } from 'node:http';
import type { AnyRow, Item } from './rows.ts';

export type ListName = 'kpi' | 'municipality' | 'municipality_groups' | 'kpi_groups';

/** What a question was, so that a fault can hit some and spare others. */
export interface Asked {
  readonly kind: 'rows' | ListName;
  /** `/s1/v3/data/kpi/…`, without the query. */
  readonly path: string;
  /** Counts from 1. */
  readonly page: number;
  readonly pages: number;
  /** How often this very address has been asked since the fault began, this time counted. */
  readonly times: number;
  /** `http://127.0.0.1:1234`. */
  readonly origin: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string | undefined>;
  body: Uint8Array;
  /** Takes over the sending. */
  send?: (response: ServerResponse) => void;
}

export interface Page {
  readonly values: readonly unknown[];
  readonly next_url: unknown;
  readonly previous_url: unknown;
  readonly count: unknown;
}

/** How Kolada's honest answers are rewritten on their way, from the meaning to the bytes. */
export interface Rewriting {
  /** All rows of an answer, before they are cut into pages. */
  readonly rows?: (rows: readonly AnyRow[]) => readonly AnyRow[];
  readonly list?: (name: ListName, items: readonly Item[]) => readonly Item[];
  /** Rows or items on a page. */
  readonly pageSize?: number;
  /** Text stands for itself; anything else is written as JSON. */
  readonly page?: (page: Page, asked: Asked) => unknown;
  readonly answer?: (answer: Answer, asked: Asked) => Answer;
}
