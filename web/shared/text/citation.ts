import { joinAnd } from './list.ts';

/** What a reader copies when figures are cited; the link is locked to a release. */
export interface Citations {
  /** Source by Kolada's rule, with release: fits under a table. */
  readonly short: string;
  /** Finding, measures, source, when it was read, and where it stays. */
  readonly long: string;
  readonly link: string;
}

interface CitationInput {
  readonly heading: string;
  readonly measures: readonly string[];
  /** Source lines of the figures cited, each `Källa: Kolada (N21006). Utgåva …` or as it is told there. */
  readonly sources: readonly string[];
  /** ISO day on which it was read. */
  readonly day: string;
  /** Absolute address, locked. */
  readonly link: string;
}

/** `Bräcke har högst nöjdhet av sju kommuner 2024. … Omvärldsbevakning, läst 2026-11-22. https://…` */
export function citations({ heading, measures, sources, day, link }: CitationInput): Citations {
  const source = [...new Set(sources)].join(' ');
  const measured = joinAnd([...new Set(measures)].map((text) => text.replace(/\.$/, '')));
  return {
    short: source,
    long: `${heading}. ${measured}. ${source} Omvärldsbevakning, läst ${day}. ${link}`,
    link,
  };
}
