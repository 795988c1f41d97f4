import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  askedOn,
  chooseAsking,
  longestGapDays,
  sweepEvery,
  type AskingFacts,
  type WholeReason,
} from '../../../server/ingest/asking.ts';
import { planChanges } from '../../../server/ingest/change-plan.ts';
import { serviceName, type RefreshState } from '../../../server/ingest/refresh-state.ts';

const beforeUsual: RefreshState = {
  url: 'https://api.kolada.se/v3',
  simulated: false,
  scope: 'watched',
  askedOn: '2026-11-24',
  startedAt: '2026-11-24T10:00:00.000Z',
  release: { id: '2026-11-24.1', number: 2, publishedAt: '2026-11-24T10:00:00.000Z' },
  sinceSweep: 2,
  kpis: ['N21006'],
  areas: ['2305'],
};

const usual: AskingFacts = {
  job: { kind: 'refresh' },
  before: beforeUsual,
  lastFailed: false,
  service: { url: 'https://api.kolada.se/v3', simulated: false },
  isSameHistory: true,
  now: new Date('2026-11-25T10:00:00Z'),
};
const before = (more: Partial<RefreshState>) => ({
  ...usual,
  before: { ...beforeUsual, ...more },
});

test('a daily run asks what has changed since the day before the last one began', () => {
  expect(chooseAsking(usual)).toMatchObject({ kind: 'changes', since: '2026-11-23' });
});

test('every seventh successful refresh is a sweep', () => {
  const kinds = [];
  let sinceSweep = 0;
  for (let run = 1; run <= 2 * sweepEvery; run++) {
    const { kind } = chooseAsking(before({ sinceSweep }));
    kinds.push(kind);
    sinceSweep = kind === 'sweep' ? 0 : sinceSweep + 1;
  }
  const week = [...Array.from({ length: 6 }, () => 'changes'), 'sweep'];
  expect(kinds).toEqual([...week, ...week]);
});

const whole: readonly (readonly [string, AskingFacts, WholeReason])[] = [
  ['typed by hand with --full', { ...usual, job: { kind: 'refresh', full: true } }, 'asked-for'],
  ['typed by hand with --all', { ...usual, job: { kind: 'all' } }, 'asked-for'],
  ['typed by hand with --kpi', { ...usual, job: { kind: 'kpis', kpis: ['N21006'] } }, 'asked-for'],
  ['the first', { ...usual, before: undefined }, 'first'],
  ['after one that failed', { ...usual, lastFailed: true }, 'after-failure'],
  [
    'of another address',
    { ...usual, service: { ...usual.service, url: 'http://x/v3' } },
    'other-source',
  ],
  [
    'of figures now invented',
    { ...usual, service: { ...usual.service, simulated: true } },
    'other-source',
  ],
  ['after a restored backup', { ...usual, isSameHistory: false }, 'other-history'],
  ['after a long gap', before({ askedOn: '2026-11-10' }), 'long-ago'],
  ['after one that a clock ahead dated', before({ askedOn: '2026-11-27' }), 'long-ago'],
];
test.each(whole)('a run %s asks for everything', (_, facts, why) => {
  expect(chooseAsking(facts)).toEqual({ kind: 'whole', why });
});

test('however the days fall, what is asked about begins before the day that was not yet asked', () => {
  const day = fc.date({
    min: new Date('2020-01-01'),
    max: new Date('2040-01-01'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: longestGapDays }), (last, gap) => {
      const asked = last.toISOString().slice(0, 10);
      const now = new Date(Date.parse(asked) + gap * 86_400_000 + 12 * 3_600_000);
      const asking = chooseAsking({ ...before({ askedOn: asked }), now });
      expect(asking).toMatchObject({ kind: 'changes' });
      expect('since' in asking && asking.since < asked).toBe(true);
    }),
  );
});

test('the day is the earlier of the two that it is here and at the service', () => {
  const here = new Date('2026-11-25T10:00:00Z');
  expect(askedOn(here, undefined)).toBe('2026-11-25');
  expect(askedOn(here, new Date('2026-11-24T22:00:00Z'))).toBe('2026-11-24');
  expect(askedOn(here, new Date('2026-11-25T23:30:00Z'))).toBe('2026-11-25');
});

const ids = (count: number) => Array.from({ length: count }, (_, index) => `X${index}`);

test('the question takes the shape of fewest requests', () => {
  const scope = { areas: ids(314), firstYear: 2000, lastYear: 2026, since: '2026-11-23' };
  const shapeOf = (kpis: number, more: object = {}) => {
    const { question, requests } = planChanges({ ...scope, kpis: ids(kpis), ...more });
    return `${Object.keys(question)
      .filter((key) => key !== 'fromDate')
      .toSorted()} ${requests}`;
  };
  expect(shapeOf(48)).toBe('kpis,years 4');
  expect(shapeOf(6099)).toBe('areas,years 26');
  expect(shapeOf(48, { areas: ids(7) })).toBe('areas,kpis 2');
});

test('whatever is asked about, the years given hold every year that is held, in full lists', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1950, max: 2030 }), fc.nat(60), (firstYear, span) => {
      const lastYear = firstYear + span;
      const areas = ids(314);
      const { question } = planChanges({ kpis: ids(3), areas, firstYear, lastYear, since: '' });
      const years = 'years' in question ? (question.years ?? []) : [];
      expect(years.length % 25).toBe(0);
      expect(years.at(-1)).toBe(lastYear);
      expect(years[0]).toBeLessThanOrEqual(firstYear);
      expect(new Set(years).size).toBe(years.length);
    }),
  );
});

test('an address is kept without names, passwords and questions', () => {
  expect(serviceName('https://me:secret@api.kolada.se/v3?key=1')).toBe('https://api.kolada.se/v3');
});
