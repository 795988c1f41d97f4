import { KoladaAnswerError } from './errors.ts';
import { nextPath } from './next-path.ts';

/** More pages than any list of Kolada's holds: an endless chain of new addresses ends here. */
const maxPages = 10_000;

/**
 * Follows `next_url` from `first` to the end, one page at a time.
 * @param first path and query
 * @param load fetches and validates one page, with retries
 * @throws {KoladaAnswerError} next-url when a page repeats, leads elsewhere or never ends
 */
export async function* eachPage<T extends { readonly nextUrl: string | null }>(
  origin: string,
  first: string,
  load: (path: string) => Promise<T>,
): AsyncGenerator<T, void, void> {
  const seen = new Set<string>();
  let path: string | null = first;
  while (path !== null) {
    if (seen.has(path)) throw new KoladaAnswerError('next-url', `the page repeats: ${path}`);
    if (seen.size >= maxPages) throw new KoladaAnswerError('next-url', 'the pages never end');
    seen.add(path);
    const page: T = await load(path);
    path = page.nextUrl === null ? null : nextPath(page.nextUrl, origin, path);
    yield page;
  }
}
