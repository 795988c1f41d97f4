import { setTimeout as pause } from 'node:timers/promises';

/** Asks until there is an answer. @throws {Error} saying what was waited for, after `seconds` */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined>,
  seconds = 30,
): Promise<Answer> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain: ${what}`);
    await pause(20);
  }
}
