import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DataFileError } from '../../../server/data/read-csv.ts';
import { createSynonymFinder, loadSynonyms } from '../../../server/search/synonyms.ts';
import { createVocabulary } from '../../../server/search/vocabulary.ts';
import { searchWords } from '../../../server/search/words.ts';

test('words are compared without case, diacritics, endings and words that tell nothing', () => {
  expect(searchWords('Kostnaderna för HEMTJÄNSTEN i kommunen, kr/inv 65+')).toEqual([
    'kostnad',
    'hemtjanst',
    'kommun',
    'kr',
    'inv',
    '65',
  ]);
  expect(searchWords('nöjdhet kvalitet N21006 åk')).toEqual([
    'nojdhet',
    'kvalitet',
    'n21006',
    'ak',
  ]);
  expect(searchWords(' \u0000 – !')).toEqual([]);
});

test('a compound is split at the longest first part that is a word, also over a joining s', () => {
  const { split } = createVocabulary(['hemtjanst', 'hem', 'kostnad', 'omsorg', 'kontakt']);
  expect(split('hemtjanstkostnad')).toEqual(['hemtjanst', 'kostnad']);
  expect(split('omsorgskontakt')).toEqual(['omsorg', 'kontakt']);
  expect(split('hemtjanstkost')).toEqual(['hemtjanst', 'kost']);
  expect(split('hemtjanstblomma')).toEqual([]);
  expect(split('kost')).toEqual([]);
});

test('a word is found at the end of a longer one, and where words begin', () => {
  const { endings, begins } = createVocabulary(['kostnad', 'nettokostnad']);
  expect(endings('nettokostnad')).toEqual(['kostnad']);
  expect(endings('kostnad')).toEqual([]);
  expect(begins('netto')).toBe(true);
  expect(begins('nettox')).toBe(false);
  expect(begins('zz')).toBe(false);
});

test('a title is also called what its words are called, when it has all of them', () => {
  const find = createSynonymFinder([
    { inTitle: 'Särskilt boende', also: 'äldreboende' },
    { inTitle: 'HME', also: 'medarbetarengagemang' },
  ]);
  expect(find(new Set(searchWords('Kostnad särskilt boende')))).toBe('äldreboende');
  expect(find(new Set(searchWords('Kostnad ordinärt boende')))).toBe('');
});

test('the list of synonyms is read, and a fault in it is named by its line', () => {
  expect(loadSynonyms(join(import.meta.dirname, '../../../data')).length).toBeGreaterThan(20);
  const folder = mkdtempSync(join(tmpdir(), 'synonyms-'));
  writeFileSync(join(folder, 'search-synonyms.csv'), 'in_title,also\nHME,engagemang\nBrukartid,\n');
  expect(() => loadSynonyms(folder)).toThrow(DataFileError);
  expect(() => loadSynonyms(folder)).toThrow('line 3');
  rmSync(folder, { recursive: true });
});
