import type { Figure } from '../figure/figure.ts';
import { embedText } from '../text/embed.ts';
import { kpiWords } from '../text/kpi-names.ts';
import { subjectOf } from '../text/kpi-words.ts';
import { joinAnd } from '../text/list.ts';

/** What an embed is called in the page around it, where it stays while the figures may change. */
export interface EmbedNames {
  /** Read out as the frame's name. */
  readonly title: string;
  /** In place of the picture, which shows the first alone. */
  readonly imageAlternative: string;
}

/** @param locked a locked chart can be told with its finding; one that follows only by its measures */
export function embedNames(
  figures: readonly Pick<Figure, 'kpi' | 'heading' | 'alternative'>[],
  locked: boolean,
): EmbedNames {
  const [first] = figures;
  const subjects = figures.map(({ kpi }) => subjectOf(kpiWords(kpi)));
  const title = embedText.frameName(joinAnd([...new Set(subjects)]));
  const image = first === undefined ? title : embedText.frameName(subjects[0] ?? '');
  if (first === undefined || !locked) return { title, imageAlternative: image };
  return {
    title: figures.length === 1 ? embedText.frameFinding(first.heading) : title,
    imageAlternative: first.alternative === '' ? image : first.alternative,
  };
}
