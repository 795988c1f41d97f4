import type { Source } from '../api.ts';
import { views, type Comparison, type View } from '../comparison/comparison.ts';

/** Pages that stand on more than the snapshot in data/ holds. */
const needKolada = ['/hme', '/liknande', '/fore-efter'];

/** Whether the page behind an address has something to show with figures from such a source. */
export function canShow(href: string, source: Source): boolean {
  const [path = ''] = href.split('?');
  return source !== 'snapshot' || !needKolada.includes(path);
}

/** Views to choose among: a snapshot holds no women and men apart. */
export function viewsToChoose(source: Source | undefined, current: View): readonly View[] {
  return views.filter((view) => view !== 'kon' || view === current || source !== 'snapshot');
}

/** Whether to choose between all, women and men; who has chosen can choose otherwise. */
export function offersGenders(
  source: Source | undefined,
  { view, genders }: Pick<Comparison, 'view' | 'genders'>,
): boolean {
  return view !== 'kon' && (source !== 'snapshot' || genders.join() !== 'T');
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
