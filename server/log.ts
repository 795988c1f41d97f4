import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.ts';

/**
 * Logs as one JSON object a line: `level` as a word, `time` in ISO 8601, `msg`, and named fields.
 * @param destination standard error when left out; synchronous, so that the last line of a process
 *   that dies is there
 */
export function createLog(
  level: Config['logLevel'],
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}

const mostCharacters = 300;

/** What a client has sent, short enough for a log however long it is. */
export function forLog(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}
