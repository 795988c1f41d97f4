import fc from 'fast-check';
import { expect, test } from 'vitest';
import { figurePage } from '../../../../web/shared/figure/figure-page.ts';
import { displayRounded } from '../../../../web/shared/text/number.ts';
import {
  answerOf,
  blankKpi,
  kommuner,
  riket,
  rowsOf,
  satisfactionKpi,
  today,
} from '../../../support/answers.ts';

const context = { events: [], today };
const areas = Object.values(kommuner);
const views = ['stapel', 'linje', 'tabell', 'samband', 'spridning', 'kon'] as const;
const units = ['%', 'kr', 'index', 'antal', 'timmar', ''] as const;

const value = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -50, max: 120, noNaN: true }) },
  { weight: 3, arbitrary: fc.integer({ min: 80, max: 84 }) },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.double({ min: -1e12, max: 1e12, noNaN: true }) },
);
const values = fc.array(value, { minLength: 7, maxLength: 7 });

test('Who is said to be highest or lowest is so, as shown, whatever the values.', () => {
  fc.assert(
    fc.property(values, fc.constantFrom(...units), (list, unit) => {
      const kpi = { ...satisfactionKpi, unit };
      const byName = Object.fromEntries(
        areas.map(({ name }, i) => [name, { 2024: list[i] ?? null }]),
      );
      const answer = answerOf({ kpis: [kpi], areas, observations: rowsOf(kpi.id, byName) });
      const heading = figurePage(answer, context).figures[0]?.heading ?? '';
      const claim = /^(.+) har (högst|lägst) .+ av (\S+) kommuner/.exec(heading);
      if (claim === null) return;
      const known = list.filter((one) => one !== null);
      expect(known.length).toBeGreaterThanOrEqual(3);
      const extreme = claim[2] === 'högst' ? Math.max(...known) : Math.min(...known);
      for (const name of (claim[1] ?? '').split(/, | och /)) {
        const own = byName[name]?.[2024] ?? Number.NaN;
        const isSame = displayRounded(own, unit) === displayRounded(extreme, unit);
        expect(isSame || Math.abs(own - extreme) <= 0.5).toBe(true);
      }
    }),
    { numRuns: 400, seed: 20261122 },
  );
});

test('Every view of any values is told in whole sentences, without a broken word.', () => {
  const rows = fc.array(values, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      rows,
      rows,
      fc.constantFrom(...views),
      fc.constantFrom(...units),
      (a, b, view, unit) => {
        const first = { ...satisfactionKpi, unit };
        const second = {
          ...blankKpi('N15213', 'Anställda, 35-54 år, inom grundskola, andel (%)'),
          unit,
        };
        const all = [...areas.slice(0, 6), riket];
        const observations = (['T', 'K', 'M'] as const).flatMap((gender) =>
          [first.id, second.id].flatMap((kpi, k) =>
            (k === 0 ? a : b).flatMap((list, year) =>
              rowsOf(
                kpi,
                Object.fromEntries(
                  all.map(({ name }, i) => [name, { [2022 + year]: list[i] ?? null }]),
                ),
                gender,
              ),
            ),
          ),
        );
        const answer = answerOf({ kpis: [first, second], areas: all, observations, view });
        const spread = { [first.id]: observations.filter(({ kpi }) => kpi === first.id) };
        const page = figurePage(answer, { ...context, spread });
        const text = JSON.stringify({
          ...page,
          figures: page.figures.map(({ kpi, ...figure }) => [kpi.id, figure]),
        });
        expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
        for (const { heading, summary, alternative, table } of page.figures) {
          expect(heading).toMatch(/[^.\s]$/);
          for (const sentence of [page.lede, summary, alternative])
            expect(sentence).toMatch(/^$|^(?!.* {2})(?!.*\.\.)[^\s.,].*\.$/su);
          expect(table.rows).toHaveLength(all.length);
          for (const row of table.rows) expect(row.cells).toHaveLength(table.columns.length - 1);
        }
      },
    ),
    { numRuns: 300, seed: 20261122 },
  );
});
