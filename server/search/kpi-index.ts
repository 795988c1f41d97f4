import MiniSearch, { type Query } from 'minisearch';
import type { Kpi } from '../../web/shared/api.ts';
import { createSynonymFinder, type Synonyms } from './synonyms.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';
import { searchWords } from './words.ts';

/** Which KPIs a text may mean. */
export interface KpiIndex {
  /** In no order; undefined when the text says nothing to search for. */
  readonly find: (text: string) => readonly Hit[] | undefined;
}

export interface Hit {
  readonly id: string;
  readonly score: number;
}

/** What the index is made from; two catalogues that agree in this can share one. */
export type IndexedKpi = Pick<Kpi, 'id' | 'title' | 'operatingArea'>;

/** Words in any order, each whole, begun, within a compound, or slightly misspelt. */
export async function createKpiIndex(
  kpis: readonly IndexedKpi[],
  synonyms: Synonyms,
): Promise<KpiIndex> {
  const { index, vocabulary } = await createIndex(kpis, createSynonymFinder(synonyms));
  return {
    find: (text) => {
      const words = searchWords(text.slice(0, longestText)).slice(0, mostWords);
      if (words.length === 0) return text.trim() === '' ? undefined : [];
      const all = index.search(toQuery(words, vocabulary, 'AND'));
      const found = all.length > 0 ? all : index.search(toQuery(words, vocabulary, 'OR'));
      return found.map(({ id, score, queryTerms }) => ({
        id: String(id).toUpperCase(),
        score: score * queryTerms.length,
      }));
    },
  };
}

/** Beyond this nobody types; it bounds the work of a hostile question. */
const longestText = 200;
const mostWords = 12;

const fields = ['id', 'title', 'also', 'within', 'operatingArea'] as const;
type Entry = Readonly<Record<(typeof fields)[number], string>>;

async function createIndex(
  kpis: readonly IndexedKpi[],
  alsoCalled: (titleWords: ReadonlySet<string>) => string,
): Promise<{ readonly index: MiniSearch<Entry>; readonly vocabulary: Vocabulary }> {
  const entries: Record<(typeof fields)[number], readonly string[]>[] = [];
  for (const { id, title, operatingArea } of kpis) {
    if (entries.length % chunkSize === 0) await breathe();
    const words = searchWords(title);
    const also = searchWords(alsoCalled(new Set(words)));
    const area = searchWords(operatingArea ?? '');
    entries.push({ id: [id.toLowerCase()], title: words, also, operatingArea: area, within: [] });
  }
  const vocabulary = createVocabulary(entries.flatMap((entry) => Object.values(entry).flat()));
  const index = new MiniSearch<Entry>({
    fields: [...fields],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
    searchOptions: {
      tokenize: (text) => [text],
      boost: { id: 10, title: 4, also: 1.5, within: 1, operatingArea: 0.2 },
    },
  });
  for (const [place, entry] of entries.entries()) {
    if (place % chunkSize === 0) await breathe();
    const within = entry.title.flatMap((word) => vocabulary.endings(word));
    index.add({
      id: entry.id.join(' '),
      title: entry.title.join(' '),
      also: entry.also.join(' '),
      within: within.join(' '),
      operatingArea: entry.operatingArea.join(' '),
    });
  }
  return { index, vocabulary };
}

/** KPIs indexed before requests that wait have their turn. */
const chunkSize = 100;

function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** A word that the catalogue knows is taken as it is; only one that it does not is guessed at. */
function toQuery(
  words: readonly string[],
  vocabulary: Vocabulary,
  combineWith: 'AND' | 'OR',
): Query {
  const queries = words.map((word): Query => {
    if (vocabulary.begins(word)) return { queries: [word], prefix: true };
    const parts = vocabulary.split(word);
    if (parts.length > 0) return { queries: [...parts], combineWith: 'AND', prefix: true };
    return { queries: [word], prefix: true, fuzzy: misspellings(word) };
  });
  return { combineWith, queries };
}

/** How many letters may be wrong, missing or too many. */
function misspellings(word: string): number {
  if (/\d/.test(word) || word.length < 4) return 0;
  return word.length < 8 ? 1 : 2;
}
