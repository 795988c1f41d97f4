import { expect, test } from 'vitest';
import { ask } from '../../server/review/ask.ts';
import type { HeldEntry } from '../../server/store/held.ts';

const entry = (kpi: string, more: Partial<HeldEntry> = {}): HeldEntry => ({
  kpi,
  digest: '0'.repeat(32),
  since: '2026-11-22T10:00:00.000Z',
  state: 'open',
  faults: [],
  values: 1,
  unit: 'kr',
  sample: [],
  ...more,
});

/** Answers one question after another, and keeps what was printed. */
async function answering(entries: readonly HeldEntry[], ...lines: readonly string[]) {
  const printed: string[] = [];
  const left = [...lines];
  const said = await ask(
    entries.map((one) => ({ entry: one, text: one.kpi })),
    {
      print: (text) => printed.push(text),
      question: () => {
        const line = left.shift();
        return line === undefined
          ? Promise.reject(new Error('asked too much'))
          : Promise.resolve(line);
      },
    },
  );
  expect(left).toEqual([]);
  return { ...said, again: printed.filter((text) => text.startsWith('Förstår inte')).length };
}

test.each([
  ['g', 'accept'],
  ['Godta', 'accept'],
  ['godta', 'accept'],
  ['ja', 'accept'],
  ['n', 'refuse'],
  [' NEKA ', 'refuse'],
  ['nej', 'refuse'],
  ['v', 'waiting'],
  ['vänta', 'waiting'],
] as const)('the answer %j is to %s', async (line, list) => {
  expect((await answering([entry('N21006')], line))[list]).toEqual(['N21006']);
});

test('what cannot be understood is asked about again', async () => {
  const said = await answering([entry('N21006'), entry('U21468')], 'xyz', '', 'första', 'g', 'n');
  expect(said).toMatchObject({ accept: ['N21006'], refuse: ['U21468'], waiting: [], again: 3 });
});

test('of two answers to one question a human chooses, and may not just say yes', async () => {
  const two = [
    entry('N21006', { conflict: '1'.repeat(32) }),
    entry('katalog', { conflict: '2'.repeat(32) }),
  ];
  const said = await answering(two, 'ja', 'sista', 'f');
  expect(said).toMatchObject({ accept: ['N21006', 'katalog'], again: 1 });
  expect([...said.choices]).toEqual([
    ['N21006', 'last'],
    ['KATALOG', 'first'],
  ]);
});

test('what has been refused is shown, and not asked about', async () => {
  expect(await answering([entry('N21006', { state: 'refused' })])).toMatchObject({ waiting: [] });
});
