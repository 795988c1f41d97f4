import { z } from 'zod';
import { field } from '../data/fields.ts';
import { readCsv } from '../data/read-csv.ts';
import { searchWords } from './words.ts';

/** What readers say of KPIs whose title has a certain word. */
export type Synonyms = readonly { readonly inTitle: string; readonly also: string }[];

/**
 * @param dir the data folder
 * @throws {DataFileError}
 */
export function loadSynonyms(dir: string): Synonyms {
  const schema = z.object({ in_title: field.text, also: field.text });
  return readCsv(dir, 'search-synonyms.csv', schema).map(({ row }) => ({
    inTitle: row.in_title,
    also: row.also,
  }));
}

/** What else a KPI with these title words may be called, as text to be searched. */
export function createSynonymFinder(
  synonyms: Synonyms,
): (titleWords: ReadonlySet<string>) => string {
  const entries = synonyms.map(({ inTitle, also }) => ({ needed: searchWords(inTitle), also }));
  return (titleWords) =>
    entries
      .filter(({ needed }) => needed.every((word) => titleWords.has(word)))
      .map(({ also }) => also)
      .join(' ');
}
