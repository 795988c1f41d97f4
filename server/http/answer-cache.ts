import { compressBytes, encodeInParts, type Encoding } from './encoding.ts';

/** A whole answer, ready to be sent. */
export interface Answer {
  readonly body: Uint8Array<ArrayBuffer> | string;
  readonly contentType: string;
  /** Further headers, such as Content-Disposition. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer kept as bytes, compressed at most once per encoding. */
export interface StoredAnswer {
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly plain: Uint8Array<ArrayBuffer>;
  /** Everyone who asks for the same encoding waits for one compression. */
  readonly bytes: (encoding: Encoding) => Promise<Uint8Array<ArrayBuffer>>;
}

/** Whole answers by key, bounded in bytes; the least recently used goes first. */
export interface AnswerCache {
  /**
   * The stored answer, or the one that `make` gives. While one `make` runs, everyone who asks for
   * the same key waits for it. A failure is given to all of them and not kept.
   */
  readonly get: (key: string, make: () => Promise<Answer>) => Promise<StoredAnswer>;
  readonly size: () => { readonly entries: number; readonly bytes: number };
}

interface AnswerCacheOptions {
  readonly maxBytes: number;
  /** Larger answers are sent but not kept. */
  readonly maxAnswerBytes: number;
}

interface Entry {
  readonly answer: StoredAnswer;
  cost: number;
}

/** Of an entry besides its bytes and its key. */
const entryBytes = 200;

export function createAnswerCache({ maxBytes, maxAnswerBytes }: AnswerCacheOptions): AnswerCache {
  const stored = new Map<string, Entry>();
  const underway = new Map<string, Promise<StoredAnswer>>();
  let bytes = 0;

  const count = (entry: Entry, more: number) => {
    entry.cost += more;
    bytes += more;
    for (const [oldest, { cost }] of stored) {
      if (bytes <= maxBytes) break;
      stored.delete(oldest);
      bytes -= cost;
    }
  };

  const keep = (key: string, answer: StoredAnswer) => {
    const cost = answer.plain.byteLength + key.length * 2 + entryBytes;
    if (cost > maxAnswerBytes) return;
    const entry = { answer, cost: 0 };
    stored.set(key, entry);
    count(entry, cost);
  };

  const makeOnce = async (key: string, make: () => Promise<Answer>): Promise<StoredAnswer> => {
    try {
      const { body, ...made } = await make();
      const bytes = typeof body === 'string' ? await encodeInParts(body) : body;
      const answer = toStored({ ...made, body: bytes }, (more) => {
        const entry = stored.get(key);
        if (entry?.answer === answer) count(entry, more);
      });
      keep(key, answer);
      return answer;
    } finally {
      underway.delete(key);
    }
  };

  return {
    get: (key, make) => {
      const hit = stored.get(key);
      if (hit !== undefined) {
        stored.delete(key);
        stored.set(key, hit);
        return Promise.resolve(hit.answer);
      }
      const running = underway.get(key) ?? makeOnce(key, make);
      if (!stored.has(key)) underway.set(key, running);
      return running;
    },
    size: () => ({ entries: stored.size, bytes }),
  };
}

/**
 * An answer as it is kept and sent.
 * @param onGrown told how many bytes each compressed form takes beside the plain one
 */
export function toStored(
  { body, contentType, headers = {} }: Answer,
  onGrown: (bytes: number) => void = () => undefined,
): StoredAnswer {
  const plain = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const made = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();
  const compress = async (encoding: Encoding) => {
    try {
      const compressed = await compressBytes(plain, encoding);
      onGrown(compressed.byteLength);
      return compressed;
    } catch (error) {
      made.delete(encoding);
      throw error;
    }
  };
  return {
    contentType,
    headers,
    plain,
    bytes: async (encoding) => {
      if (encoding === 'identity') return plain;
      const bytes = made.get(encoding) ?? compress(encoding);
      made.set(encoding, bytes);
      return bytes;
    },
  };
}
