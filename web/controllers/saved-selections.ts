/** A comparison that a reader can return to. */
export interface Selection {
  /** Query string in full, without `?`; those of an older version are short, and empty for the model case. */
  readonly query: string;
  readonly name: string;
}

/** What this browser keeps, and nobody else sees. */
export interface Selections {
  /** Whether the reader has asked to have the latest ones remembered. */
  readonly remember: boolean;
  /** Newest first. */
  readonly recent: readonly Selection[];
  readonly saved: readonly Selection[];
}

export interface SelectionStore {
  /** False where the browser lets nothing be kept; all else then does nothing. */
  readonly usable: boolean;
  read(): Selections;
  save(selection: Selection): Selections;
  remove(query: string): Selections;
  /** Turned off, what was remembered is forgotten. */
  setRemember(remember: boolean): Selections;
  /** Notes a comparison that was shown, if the reader has asked for it. */
  note(selection: Selection): Selections;
}

export const selectionLimits = { recent: 6, saved: 30, name: 120, query: 6000 } as const;

const key = 'omvarld.urval';
const none: Selections = { remember: false, recent: [], saved: [] };

type Box = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Keeps selections in the browser's own storage, and nothing before the reader asks for it.
 * Survives storage that is turned off, full or holds something else.
 * @param open gives the storage; may throw, as `localStorage` does where it is forbidden
 */
export function createSelectionStore(open: () => Box = () => localStorage): SelectionStore {
  const box = openSafely(open);
  const read = () => parse(textOf(box));
  const write = (selections: Selections): Selections => {
    const isEmpty = !selections.remember && selections.saved.length === 0;
    try {
      if (isEmpty) box?.removeItem(key);
      else box?.setItem(key, JSON.stringify(selections));
    } catch {
      // Full, or turned off meanwhile: what is kept stays as it was.
    }
    return read();
  };
  return {
    usable: box !== undefined,
    read,
    save: (selection) => {
      const now = read();
      return write({ ...now, saved: first(selection, now.saved, selectionLimits.saved) });
    },
    remove: (query) => {
      const now = read();
      return write({ ...now, saved: now.saved.filter((one) => one.query !== query) });
    },
    setRemember: (remember) => write({ ...read(), remember, recent: [] }),
    note: (selection) => {
      const now = read();
      if (!now.remember) return now;
      return write({ ...now, recent: first(selection, now.recent, selectionLimits.recent) });
    },
  };
}

function openSafely(open: () => Box): Box | undefined {
  try {
    const box = open();
    const probe = `${key}.prov`;
    box.setItem(probe, '1');
    box.removeItem(probe);
    return box;
  } catch {
    return undefined;
  }
}

function textOf(box: Box | undefined): string | null {
  try {
    return box?.getItem(key) ?? null;
  } catch {
    return null;
  }
}

/** Whatever lies in the storage may have been written by an older version, or by hand. */
function parse(text: string | null): Selections {
  if (text === null) return none;
  try {
    const found = fieldsOf(JSON.parse(text));
    return {
      remember: found.get('remember') === true,
      recent: listOf(found.get('recent')).slice(0, selectionLimits.recent),
      saved: listOf(found.get('saved')).slice(0, selectionLimits.saved),
    };
  } catch {
    return none;
  }
}

function listOf(value: unknown): Selection[] {
  return Array.isArray(value) ? value.flatMap(selectionOf) : [];
}

function selectionOf(value: unknown): Selection[] {
  const fields = fieldsOf(value);
  const [query, name] = [fields.get('query'), fields.get('name')];
  if (typeof query !== 'string' || typeof name !== 'string' || name.trim() === '') return [];
  const isQuery = query.length <= selectionLimits.query && /^[^\s?#]*$/.test(query);
  return isQuery ? [cut({ query, name })] : [];
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function cut({ query, name }: Selection): Selection {
  return { query, name: name.trim().slice(0, selectionLimits.name) };
}

function first(selection: Selection, others: readonly Selection[], most: number): Selection[] {
  const kept = others.filter(({ query }) => query !== selection.query);
  return [cut(selection), ...kept].slice(0, most);
}
