import { maxRowsPerPage } from './endpoints.ts';
import { KoladaAnswerError } from './errors.ts';
import { nextPath } from './next-path.ts';

/** Pages that a list may take besides those that its rows fill: a service may send smaller ones. */
const sparePages = 50;

export interface PagedList {
  /** Scheme, host and port of our own address. */
  readonly origin: string;
  /** Path and query of the first page. */
  readonly first: string;
  /** The most rows that the list can hold when no row comes twice. */
  readonly maxRows: number;
}

interface AnyPage {
  readonly nextUrl: string | null;
  readonly rowCount: number;
}

/**
 * Follows `next_url` from the first page to the end, one page at a time.
 * @param load fetches and validates one page, with retries
 * @throws {KoladaAnswerError} next-url when a page repeats, leads elsewhere or never ends;
 *   too-many-rows when more come than there can be
 */
export async function* eachPage<T extends AnyPage>(
  { origin, first, maxRows }: PagedList,
  load: (path: string) => Promise<T>,
): AsyncGenerator<T, void, void> {
  const maxPages = sparePages + 2 * Math.ceil(maxRows / maxRowsPerPage);
  const seen = new Set<string>();
  let rows = 0;
  let path: string | null = first;
  while (path !== null) {
    if (seen.has(path)) throw new KoladaAnswerError('next-url', `the page repeats: ${path}`);
    if (seen.size >= maxPages)
      throw endless(`${maxPages} pages have come of ${first} and it goes on`);
    seen.add(path);
    const page: T = await load(path);
    rows += page.rowCount;
    if (rows > maxRows) {
      throw new KoladaAnswerError('too-many-rows', `${rows} rows of at most ${maxRows}: ${first}`);
    }
    if (page.nextUrl !== null && page.rowCount === 0)
      throw endless(`an empty page leads on: ${path}`);
    path = page.nextUrl === null ? null : nextPath(page.nextUrl, origin, path);
    yield page;
  }
}

function endless(message: string): KoladaAnswerError {
  return new KoladaAnswerError('next-url', message);
}
