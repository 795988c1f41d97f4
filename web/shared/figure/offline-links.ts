import type { Source } from '../api.ts';

/** Pages that stand on more than the snapshot in data/ holds. */
const needKolada = ['/hme', '/liknande', '/fore-efter'];

/** Whether the page behind an address has something to show with figures from such a source. */
export function canShow(href: string, source: Source): boolean {
  const [path = ''] = href.split('?');
  return source !== 'snapshot' || !needKolada.includes(path);
}

/**
 * The menu without what leads to an empty page.
 * @param template built `index.html`
 */
export function withoutEmptyPages(template: string, source: Source): string {
  return template.replaceAll(
    /\s*<a href="([^"]*)" data-section="[^"]*">[^<]*<\/a>/g,
    (link, href: string) => (canShow(href, source) ? link : ''),
  );
}
