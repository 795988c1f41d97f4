import { gzipSync, brotliCompressSync, constants } from 'node:zlib';

/** A whole answer, ready to be sent. */
export interface Answer {
  readonly body: Uint8Array<ArrayBuffer> | string;
  readonly contentType: string;
  /** Further headers, such as Content-Disposition. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type Encoding = 'identity' | 'gzip' | 'br';

/** An answer kept as bytes, compressed at most once per encoding. */
export interface StoredAnswer {
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: (encoding: Encoding) => Uint8Array<ArrayBuffer>;
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

export function createAnswerCache({ maxBytes, maxAnswerBytes }: AnswerCacheOptions): AnswerCache {
  const stored = new Map<string, { answer: StoredAnswer; cost: number }>();
  const underway = new Map<string, Promise<StoredAnswer>>();
  let bytes = 0;

  const keep = (key: string, answer: StoredAnswer) => {
    // Compressed forms are made later; a quarter more is what they have been seen to add.
    const cost = Math.ceil(answer.bytes('identity').byteLength * 1.25) + key.length * 2 + 200;
    if (cost > maxAnswerBytes) return;
    stored.set(key, { answer, cost });
    bytes += cost;
    for (const [oldest, entry] of stored) {
      if (bytes <= maxBytes) break;
      stored.delete(oldest);
      bytes -= entry.cost;
    }
  };

  const makeOnce = async (key: string, make: () => Promise<Answer>): Promise<StoredAnswer> => {
    try {
      const answer = toStored(await make());
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

/** An answer as it is kept and sent. */
export function toStored({ body, contentType, headers = {} }: Answer): StoredAnswer {
  const plain = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const made = new Map<Encoding, Uint8Array<ArrayBuffer>>([['identity', plain]]);
  return {
    contentType,
    headers,
    bytes: (encoding) => {
      const known = made.get(encoding);
      if (known !== undefined) return known;
      const bytes = compress(plain, encoding);
      made.set(encoding, bytes);
      return bytes;
    },
  };
}

function compress(plain: Uint8Array<ArrayBuffer>, encoding: Encoding): Uint8Array<ArrayBuffer> {
  if (encoding === 'gzip') return new Uint8Array(gzipSync(plain, { level: 6 }));
  if (encoding === 'br') {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.byteLength,
    };
    return new Uint8Array(brotliCompressSync(plain, { params }));
  }
  return plain;
}
