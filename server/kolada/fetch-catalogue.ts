import type { ZodType } from 'zod';
import { chunks } from './batches.ts';
import { readCatalogue } from './catalogue.ts';
import type { Connection } from './connection.ts';
import { cataloguePath, mostItems, type CatalogueName, type CatalogueQuery } from './endpoints.ts';
import { KoladaAnswerError, throwIfAborted } from './errors.ts';
import { checkPage, createRejections } from './rejections.ts';

export interface CatalogueRequest<T> extends CatalogueQuery {
  readonly name: CatalogueName;
  readonly schema: ZodType<T>;
}

/**
 * A whole catalogue list, every page followed and id lists split at 25.
 * @throws {KoladaAnswerError} also when the whole list, unfiltered, comes out empty
 */
export async function fetchCatalogue<T>(
  connection: Connection,
  { name, schema, ...query }: CatalogueRequest<T>,
  signal: AbortSignal,
): Promise<readonly T[]> {
  const items: T[] = [];
  const rejections = createRejections();
  const read = (rows: readonly unknown[]) => {
    const page = readCatalogue(rows, schema);
    checkPage(rows.length, page.rejected, page.reason);
    return { ...page, rows: rows.length };
  };
  for (const part of parts(query)) {
    const list = { path: cataloguePath(name, part), maxRows: mostItems(name, part) };
    for await (const page of connection.pages(list, read, signal)) {
      throwIfAborted(signal);
      rejections.add(page);
      for (const item of page.items) items.push(item);
    }
  }
  rejections.check();
  if (items.length === 0 && Object.keys(query).length === 0) {
    throw new KoladaAnswerError('shape', `the whole ${name} list is empty`);
  }
  return items;
}

function parts(query: CatalogueQuery): readonly CatalogueQuery[] {
  const byId = query.ids ? chunks(query.ids).map((ids) => ({ ...query, ids })) : [query];
  const { municipalities } = query;
  if (!municipalities) return byId;
  return byId.flatMap((part) =>
    chunks(municipalities).map((list) => ({ ...part, municipalities: list })),
  );
}
