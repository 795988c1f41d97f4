/** The words that a catalogue uses, to tell which part of a question it can answer. */
export interface Vocabulary {
  /** Whether any word begins so. */
  readonly begins: (start: string) => boolean;
  /** Parts of a compound: `hemtjanstkostnad` → `hemtjanst`, `kostnad`; empty when it is none. */
  readonly split: (compound: string) => readonly string[];
  /** Words that a longer one ends with: `nettokostnad` → `kostnad`. */
  readonly endings: (word: string) => readonly string[];
}

const shortestPart = 4;

/** @param words folded and stemmed */
export function createVocabulary(words: Iterable<string>): Vocabulary {
  const known = new Set(words);
  const sorted = [...known].sort();

  const begins = (start: string) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle] ?? '') < start) low = middle + 1;
      else high = middle;
    }
    return sorted[low]?.startsWith(start) ?? false;
  };
  const startsOfEndings = (word: string) => {
    const starts = [];
    for (let at = shortestPart; at <= word.length - shortestPart; at++) starts.push(at);
    return starts;
  };
  return {
    begins,
    split: (compound) => {
      // The longest first part that is a word; an `s` may join the two.
      for (const at of startsOfEndings(compound).reverse()) {
        const start = compound.slice(0, at);
        const rest = compound.slice(at);
        const first = [start, start.replace(/s$/, '')].find((word) => known.has(word));
        if (first !== undefined && begins(rest)) return [first, rest];
      }
      return [];
    },
    endings: (word) =>
      startsOfEndings(word)
        .map((at) => word.slice(at))
        .filter((rest) => known.has(rest)),
  };
}
