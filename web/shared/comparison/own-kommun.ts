import type { Area, AreaDirectory } from '../area.ts';
import { defaults } from './comparison.ts';

/**
 * The kommun that an address names as the own one; where it names none, the default or, should
 * Kolada no longer list that, the first there is.
 * @param report told what was wrong with the text
 * @throws {Error} only when the directory holds no kommun at all
 */
export function readOwnKommun(
  text: string | undefined,
  directory: AreaDirectory,
  report: (code: 'unknown-area' | 'no-municipality', text: string) => void,
): Area {
  const area = text === undefined ? undefined : directory.find(text.trim());
  if (area?.kind === 'municipality') return area;
  if (text !== undefined) report(area === undefined ? 'unknown-area' : 'no-municipality', text);
  const standard =
    directory.find(defaults.areas[0]) ??
    directory.areas.find(({ kind }) => kind === 'municipality');
  if (standard === undefined) throw new Error('there is no kommun');
  return standard;
}
