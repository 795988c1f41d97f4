/** Breaks one guard at a time: `npm run mutate`, or `npm run mutate -- export client` for some. */
import { guards } from './guards.ts';
import { openWorkshop, type Verdict } from './workshop.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const wanted = guards.filter(
    ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
  );
  if (wanted.length === 0) {
    console.error(`no guard is called ${words.join(' ')}`);
    return 2;
  }
  const workshop = await openWorkshop();
  const survivors: string[] = [];
  try {
    for (const guard of wanted) {
      const verdict = await workshop.tryWithout(guard);
      console.log(lineOf(verdict));
      if (verdict.caughtBy.length === 0) survivors.push(guard.name);
    }
  } finally {
    await workshop.close();
  }
  console.log(`${wanted.length - survivors.length} of ${wanted.length} guards are held by a test`);
  return survivors.length === 0 ? 0 : 1;
}

function lineOf({ guard, caughtBy, seconds }: Verdict): string {
  const [first = 'NOBODY NOTICED', ...more] = caughtBy;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return `${guard.padEnd(58)} ${seconds.toFixed(1).padStart(6)} s  ${first}${others}`;
}
