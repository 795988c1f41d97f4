import { servedToday } from './served-today.ts';
import type { Services } from './services.ts';

/** What went out: body and headers of the same response, encoded. */
export interface SentAnswer {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Answers by key, bounded in bytes. */
interface RepeatedAnswers {
  readonly get: (key: string) => SentAnswer | undefined;
  readonly keep: (key: string, answer: SentAnswer) => void;
}

/** Larger ones take longer to send than to read their address. */
const maxAnswerBytes = 1_000_000;
const headerBytes = 2000;

/**
 * @returns the answers that may be sent again now: all are forgotten when there is a newer release,
 *   or day. Ask anew for each request, and keep what one gave where it was looked for.
 */
export function createRepeatedAnswers(
  services: Pick<Services, 'store' | 'now'>,
  maxBytes: number,
): () => RepeatedAnswers {
  let made = { on: '', answers: boundedAnswers(maxBytes) };
  return () => {
    const on = servedToday(services).join(' ');
    if (on !== made.on) made = { on, answers: boundedAnswers(maxBytes) };
    return made.answers;
  };
}

/** The first in is the first out when they are too many. */
function boundedAnswers(maxBytes: number): RepeatedAnswers {
  const sent = new Map<string, SentAnswer>();
  let bytes = 0;
  const forget = (key: string) => {
    const known = sent.get(key);
    if (known !== undefined && sent.delete(key)) bytes -= costOf(key, known);
  };
  return {
    get: (key) => sent.get(key),
    keep: (key, answer) => {
      const cost = costOf(key, answer);
      if (cost > maxAnswerBytes) return;
      forget(key);
      sent.set(key, answer);
      bytes += cost;
      for (const oldest of sent.keys()) {
        if (bytes <= maxBytes) break;
        forget(oldest);
      }
    },
  };
}

function costOf(key: string, { body }: SentAnswer): number {
  return body.byteLength + key.length * 2 + headerBytes;
}
