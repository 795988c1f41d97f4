import { reviewText, type Said } from '../../web/shared/text/review.ts';
import type { Choice } from '../ingest/held-kpi.ts';
import type { HeldEntry } from '../store/held.ts';

export interface Described {
  readonly entry: HeldEntry;
  readonly text: string;
}

/** What a human has said of what is held, by KPI. */
export interface Answers {
  readonly accept: readonly string[];
  readonly refuse: readonly string[];
  readonly waiting: readonly string[];
  /** Of answers that contradict themselves: what to take. The KPI in capitals. */
  readonly choices: ReadonlyMap<string, Choice>;
}

export interface Terminal {
  readonly print: (text: string) => void;
  readonly question: (text: string) => Promise<string>;
}

/** Shows each, and asks right below it, again until the answer is one that can be understood. */
export async function ask(held: readonly Described[], terminal: Terminal): Promise<Answers> {
  const said = new Map<string, Said>();
  for (const { entry, text } of held) {
    terminal.print(`\n${text}`);
    if (entry.state === 'open') said.set(entry.kpi, await askOne(entry, terminal));
  }
  const all = [...said];
  const those = (...which: readonly Said[]) =>
    all.filter(([, one]) => which.includes(one)).map(([kpi]) => kpi);
  return {
    accept: those('accept', 'first', 'last'),
    refuse: those('refuse'),
    waiting: those('wait'),
    choices: new Map(
      all.flatMap(([kpi, one]) =>
        one === 'first' || one === 'last' ? [[upper(kpi), one] as const] : [],
      ),
    ),
  };
}

/** As KPIs are compared, however they were typed. */
export function upper(kpi: string): string {
  return kpi.toUpperCase();
}

async function askOne({ kpi, conflict }: HeldEntry, terminal: Terminal): Promise<Said> {
  const isChoice = conflict !== undefined;
  for (;;) {
    const asked = isChoice ? reviewText.choose(kpi) : reviewText.question(kpi);
    const answer = (await terminal.question(asked)).trim().toLowerCase();
    const said = reviewText.answers.get(answer);
    if (isChoice) {
      const choice = reviewText.choices.get(answer);
      if (choice !== undefined) return choice;
      // To accept is to choose, there.
      if (said !== undefined && said !== 'accept') return said;
    } else if (said !== undefined) return said;
    terminal.print(isChoice ? reviewText.misunderstoodChoice : reviewText.misunderstood);
  }
}
