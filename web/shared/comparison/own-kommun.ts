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
  report: (
    code: 'unknown-area' | 'ambiguous-area' | 'no-municipality',
    text: string,
    candidates?: readonly Area[],
  ) => void,
): Area {
  const area = text === undefined ? undefined : directory.find(text.trim());
  if (area?.kind === 'municipality') return area;
  if (text !== undefined) reportNoKommun(text, directory, report);
  const standard =
    directory.find(defaults.areas[0]) ??
    directory.areas.find(({ kind }) => kind === 'municipality');
  if (standard === undefined) throw new Error('there is no kommun');
  return standard;
}

/** Why a text names no kommun: nobody, several at different times, or something else. */
export function reportNoKommun(
  text: string,
  directory: AreaDirectory,
  report: Parameters<typeof readOwnKommun>[2],
): void {
  const candidates = directory.candidates(text.trim());
  if (candidates.length > 0) report('ambiguous-area', text, candidates);
  else if (directory.find(text.trim()) === undefined) report('unknown-area', text);
  else report('no-municipality', text);
}
