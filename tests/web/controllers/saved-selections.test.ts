import { describe, expect, test } from 'vitest';
import {
  createSelectionStore,
  selectionLimits,
} from '../../../web/controllers/saved-selections.ts';

/** What a browser's storage does, as far as it is used here. */
function box(start?: string) {
  const held = new Map<string, string>(start === undefined ? [] : [['omvarld.urval', start]]);
  return {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
}

describe('saved selections', () => {
  test('nothing is kept until the reader asks for it', () => {
    const storage = box();
    const store = createSelectionStore(() => storage);
    expect(store.note({ query: 'visa=linje', name: 'Linjer' }).recent).toEqual([]);
    expect(storage.held.size).toBe(0);
    store.save({ query: 'visa=tabell', name: 'Tabell' });
    expect(store.note({ query: 'visa=linje', name: 'Linjer' }).recent).toEqual([]);
  });

  test('a named one is kept once, newest first, until it is removed', () => {
    const storage = box();
    const store = createSelectionStore(() => storage);
    store.save({ query: 'visa=linje', name: 'Första' });
    store.save({ query: '', name: 'Modellfallet' });
    store.save({ query: 'visa=linje', name: '  Andra  ' });
    expect(createSelectionStore(() => storage).read().saved).toEqual([
      { query: 'visa=linje', name: 'Andra' },
      { query: '', name: 'Modellfallet' },
    ]);
    store.remove('visa=linje');
    expect(store.remove('').saved).toEqual([]);
    expect(storage.held.size).toBe(0);
  });

  test('the latest are remembered when asked for, and forgotten when not', () => {
    const storage = box();
    const store = createSelectionStore(() => storage);
    store.setRemember(true);
    for (let i = 0; i < 10; i++) store.note({ query: `ar=${2000 + i}`, name: String(i) });
    const { recent } = store.read();
    expect(recent).toHaveLength(selectionLimits.recent);
    expect(recent[0]).toEqual({ query: 'ar=2009', name: '9' });
    expect(store.setRemember(false).recent).toEqual([]);
    expect(storage.held.size).toBe(0);
  });

  test.each([
    ['no JSON', '{"saved":'],
    ['another shape', '[1,2]'],
    ['null', 'null'],
    ['numbers for lists', '{"saved":7,"recent":{"a":1},"remember":"ja"}'],
  ])('storage that holds %s reads as empty', (_, text) => {
    const store = createSelectionStore(() => box(text));
    expect(store.read()).toEqual({ remember: false, recent: [], saved: [] });
  });

  test('a faulty one among good ones is dropped, and no address can lead elsewhere', () => {
    const text = JSON.stringify({
      saved: [
        { query: 'visa=linje', name: 'Bra' },
        { query: '?x', name: 'Fel' },
        { query: 'a b', name: 'Fel' },
        { query: 3, name: 'Fel' },
        { query: 'ar=2024', name: ' ' },
        null,
      ],
    });
    expect(createSelectionStore(() => box(text)).read().saved).toEqual([
      { query: 'visa=linje', name: 'Bra' },
    ]);
  });

  test('storage that is forbidden or full is survived', () => {
    const forbidden = createSelectionStore(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(forbidden.usable).toBe(false);
    expect(forbidden.save({ query: '', name: 'x' }).saved).toEqual([]);

    const storage = box();
    const full = createSelectionStore(() => ({
      ...storage,
      setItem: (key, value) => {
        if (value.length > 10) throw new DOMException('full', 'QuotaExceededError');
        storage.setItem(key, value);
      },
    }));
    expect(full.usable).toBe(true);
    expect(full.save({ query: '', name: 'x' }).saved).toEqual([]);
  });
});
