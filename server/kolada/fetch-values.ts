import { dataBatches } from './batches.ts';
import type { Connection } from './connection.ts';
import { dataPath, mostRows, type DataPath } from './endpoints.ts';
import { throwIfAborted } from './errors.ts';
import { merge } from './merge.ts';
import { checkPage, createRejections } from './rejections.ts';
import { readRows, type ExpectedRows } from './rows.ts';
import type { KoladaValue, ValuePage } from './types.ts';

export interface ValuesRequest {
  readonly connection: Connection;
  /** Batches under way at once, and pages held ahead of the reader. */
  readonly connections: number;
  readonly query: DataPath;
  readonly signal: AbortSignal;
}

/**
 * Every value of a query; see KoladaClient.values. A value that came twice is given twice: only who
 * has them all can tell whether the two agree, whichever page, batch or order they came in.
 */
export async function* fetchValues(request: ValuesRequest): AsyncGenerator<ValuePage, void, void> {
  const batches = dataBatches(request.query);
  const rejections = createRejections();
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  let done = 0;
  const sources = batches.map((batch) => () => eachBatchPage(request.connection, batch, signal));
  try {
    for await (const page of merge(sources, request.connections)) {
      throwIfAborted(request.signal);
      rejections.add(page);
      if (page.isLast) done += 1;
      yield {
        values: page.values,
        rejected: page.rejected,
        ...(page.reason !== undefined && { rejectedReason: page.reason }),
        done,
        total: batches.length,
      };
    }
    rejections.check();
  } finally {
    stop.abort();
  }
}

interface BatchPage {
  readonly values: readonly KoladaValue[];
  readonly rows: number;
  readonly rejected: number;
  readonly reason: string | undefined;
  readonly isLast: boolean;
}

async function* eachBatchPage(
  connection: Connection,
  batch: DataPath,
  signal: AbortSignal,
): AsyncGenerator<BatchPage, void, void> {
  const expected = expectedRows(batch);
  const read = (rows: readonly unknown[]) => {
    const page = readRows(rows, expected);
    checkPage(rows.length, page.rejected, page.reason);
    return { ...page, rows: rows.length };
  };
  const list = { path: dataPath(batch), maxRows: mostRows(batch) };
  for await (const page of connection.pages(list, read, signal)) {
    yield {
      values: page.values,
      rows: page.rows,
      rejected: page.rejected,
      reason: page.reason,
      isLast: page.nextUrl === null,
    };
  }
}

function expectedRows({ kpis, areas, ous, years }: DataPath): ExpectedRows {
  const places = areas ?? ous;
  return {
    kpis: kpis && new Set(kpis),
    areas: places && new Set(places),
    years: years && new Set(years),
    areaField: ous ? 'ou' : 'municipality',
  };
}
