import { HttpResponse } from 'msw';

const maxRowsPerPage = 5000;
export const maxIds = 25;

/** JSON without charset, as Kolada sends it. */
export function jsonAnswer(text: string, status = 200): Response {
  return new HttpResponse(text, { status, headers: { 'Content-Type': 'application/json' } });
}

export function refusal(reason: string): Response {
  return jsonAnswer(JSON.stringify({ detail: reason }), 422);
}

/** The page asked for, or undefined when Kolada would refuse it. */
export function pageOf(url: URL): { page: number; perPage: number } | undefined {
  const page = Number(url.searchParams.get('page') ?? 1);
  const perPage = Number(url.searchParams.get('per_page') ?? maxRowsPerPage);
  const valid =
    Number.isInteger(page) &&
    page >= 1 &&
    Number.isInteger(perPage) &&
    perPage >= 1 &&
    perPage <= maxRowsPerPage;
  return valid ? { page, perPage } : undefined;
}

/** The ids of a comma list, or undefined when it is longer than Kolada takes. */
export function idsOf(list: string): readonly string[] | undefined {
  const ids = decodeURIComponent(list)
    .split(',')
    .filter((id) => id !== '');
  return ids.length <= maxIds ? ids : undefined;
}

/** @param rows JSON texts of this page's rows */
export function pageAnswer(url: URL, rows: readonly string[], hasMore: boolean): Response {
  const { page } = pageOf(url) ?? { page: 1 };
  const at = (number: number) => {
    const other = new URL(url);
    other.searchParams.set('page', String(number));
    return JSON.stringify(other.href);
  };
  const next = hasMore ? at(page + 1) : 'null';
  const previous = page > 1 ? at(page - 1) : 'null';
  return jsonAnswer(
    `{"values":[${rows.join(',')}],"next_url":${next},"previous_url":${previous},"count":${rows.length}}`,
  );
}

/** A window of a list held whole. */
export function listAnswer(url: URL, items: readonly unknown[]): Response {
  const window = pageOf(url);
  if (!window) return refusal('page or per_page out of range');
  const start = (window.page - 1) * window.perPage;
  const rows = items
    .slice(start, start + window.perPage)
    .map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
  return pageAnswer(url, rows, start + window.perPage < items.length);
}
