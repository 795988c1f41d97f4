import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import { z } from 'zod';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const answer = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.unknown()) })),
});

/** What axe finds in a frame, one line each; it runs from outside, past the page's own policy. */
export async function axeFaults(frame: Frame): Promise<string[]> {
  await frame.evaluate(source);
  const { violations } = answer.parse(await frame.evaluate('axe.run(document)'));
  return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes)}`);
}
