/** Where the next page is said to be. */
import type { Asked, Page } from '../support/fault.ts';
import type { Trial } from './trial.ts';

let turn = 0;
const degraded = /"status":"degraded"/;

/** Every `next_url` of rows, said otherwise. */
function said(change: (next: URL, asked: Asked) => unknown): NonNullable<Trial['page']> {
  return (page: Page, asked) =>
    asked.kind === 'rows' && typeof page.next_url === 'string'
      ? { ...page, next_url: change(new URL(page.next_url), asked) }
      : page;
}

const elsewhere = (name: string, does: string, change: (next: URL) => unknown): Trial => ({
  name,
  case: 'R12',
  does,
  holds: 'refused',
  health: [degraded],
  page: said(change),
});

export const nextUrlTrials: readonly Trial[] = [
  {
    name: 'next_url is a path',
    case: 'R12',
    does: '/v3/data/…?page=2 without the origin',
    holds: 'right',
    page: said((next) => next.pathname + next.search),
  },
  {
    name: 'next_url is a query',
    case: 'R12',
    does: '?page=2 alone',
    holds: 'right',
    page: said((next) => next.search),
  },
  {
    ...elsewhere('next_url leads to another host', 'http://api.kolada.example/…', (next) =>
      next.href.replace(next.host, 'api.kolada.example'),
    ),
    health: [degraded, /api\.kolada\.example/, /KOLADA_URL/],
  },
  elsewhere('next_url leads to another port', 'port 9', (next) =>
    next.href.replace(next.port, '9'),
  ),
  elsewhere('next_url has no scheme', '//api.kolada.example/…', (next) =>
    next.href.replace(`http://${next.host}`, '//api.kolada.example'),
  ),
  elsewhere('next_url is https', 'https:// instead of http://', (next) =>
    next.href.replace('http:', 'https:'),
  ),
  elsewhere('next_url holds a password', 'http://user:secret@other/…', (next) =>
    next.href.replace('http://', 'http://user:secret@other.example@'),
  ),
  elsewhere('next_url is a script', 'javascript:…', () => 'javascript:alert(1)'),
  elsewhere('next_url is a file', 'file:///etc/passwd', () => 'file:///etc/passwd'),
  elsewhere('next_url leads to another list', '/kpi instead of /data', (next) =>
    next.href.replace(/\/data\/.*\?/, '/kpi?'),
  ),
  elsewhere('next_url is a number', '2', () => 2),
  elsewhere('next_url leads back', 'always page 1', (next) => {
    next.searchParams.set('page', '1');
    return next.href;
  }),
  {
    name: 'next_url never ends',
    case: 'R16',
    does: 'page 1 again and again, each time under a new query',
    holds: 'refused',
    health: [degraded],
    page: said((next) => {
      turn += 1;
      next.searchParams.set('page', '1');
      next.searchParams.set('turn', String(turn));
      return next.href;
    }),
  },
];
