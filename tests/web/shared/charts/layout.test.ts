import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisNote } from '../../../../web/shared/charts/axis-note.ts';
import { pushApart } from '../../../../web/shared/charts/line-labels.ts';
import { cutStart, niceAxis } from '../../../../web/shared/charts/scale.ts';
import { shorten, textWidth, wrapText } from '../../../../web/shared/charts/text-width.ts';
import { formatTick } from '../../../../web/shared/text/chart.ts';
import { costBars, input, point, satisfactionLines, series } from './inputs.ts';

describe('labels at line ends', () => {
  const block = fc.record({
    target: fc.double({ min: 0, max: 300, noNaN: true }),
    height: fc.integer({ min: 14, max: 54 }),
  });

  it('never overlap and never leave the limits they have room in', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), (blocks) => {
        const limits = { top: -10, bottom: 430 };
        const middles = pushApart(blocks, limits);
        const placed = blocks
          .map(({ height }, i) => ({ top: (middles[i] ?? 0) - height / 2, height }))
          .toSorted((a, b) => a.top - b.top);
        for (const [i, { top, height }] of placed.entries()) {
          const below = placed[i + 1]?.top ?? limits.bottom;
          expect(top).toBeGreaterThanOrEqual(limits.top - 0.001);
          expect(top + height).toBeLessThanOrEqual(below + 0.001);
        }
      }),
    );
  });

  it('stay where they want to be when nothing is near', () => {
    const blocks = [20, 100, 200].map((target) => ({ target, height: 18 }));
    expect(pushApart(blocks, { top: 0, bottom: 300 })).toEqual([20, 100, 200]);
  });
});

describe('a value axis', () => {
  it('holds every value and has few, even ticks', () => {
    const value = fc.double({ min: -1e9, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
        const { domain, ticks, step } = niceAxis(values, 'kr');
        const hair = step * 1e-6;
        expect(domain[0]).toBeLessThanOrEqual(Math.min(...values) + hair);
        expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...values) - hair);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThan(9);
      }),
    );
  });

  it('never goes past 100 % or under 0 % when the values do not', () => {
    expect(niceAxis([77, 99.5], '%').domain).toEqual([70, 100]);
    expect(niceAxis([0.4, 3], '%').domain[0]).toBe(0);
  });

  it('is cut only where the values lie far from zero', () => {
    expect(cutStart(niceAxis([77, 92], '%'))).toBe(75);
    expect(cutStart(niceAxis([10, 92], '%'))).toBeUndefined();
  });

  it('writes ticks as a Swedish reader expects', () => {
    expect(formatTick(400_000, 50_000)).toBe('400\u00a0000');
    expect(formatTick(2_500_000, 500_000)).toBe('2,5\u00a0mn');
    expect(formatTick(-7.5, 2.5)).toBe('\u22127,5');
    expect(formatTick(0.02, 0.01)).toBe('0,02');
  });
});

describe('text widths', () => {
  it('follow the font: m is wider than i, semibold wider than regular', () => {
    expect(textWidth('m', { size: 14 })).toBeGreaterThan(textWidth('i', { size: 14 }) * 2);
    expect(textWidth('Härryda', { size: 14, weight: 'semibold' })).toBeGreaterThan(
      textWidth('Härryda', { size: 14 }),
    );
  });

  it('keep every wrapped line within its width', () => {
    const text = 'Liknande kommuner äldreomsorg, Bräcke, 2024 Donaudampfschifffahrtsgesellschaft';
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 400 }), (width) => {
        const lines = wrapText(text, width, { size: 14, maxLines: 3 });
        expect(lines.length).toBeLessThanOrEqual(3);
        for (const line of lines) expect(textWidth(line, { size: 14 })).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('shorten with an ellipsis and only when they must', () => {
    expect(shorten('Bräcke', 200, { size: 14 })).toBe('Bräcke');
    expect(shorten('Liknande kommuner', 60, { size: 14 })).toMatch(/^Likn.*…$/);
  });
});

describe('what must be said of a chart', () => {
  it('is that an axis is cut, and where', () => {
    expect(axisNote(satisfactionLines)).toBe('Axeln börjar vid 75\u00a0%.');
  });

  it('is nothing of bars, which begin at zero', () => {
    expect(axisNote(costBars)).toBeUndefined();
  });

  it('is which years have bars when only two of many do', () => {
    const points = series(['2305', 'Bräcke'], 2012, [1, 2, 3, 4, 5, 6]);
    expect(axisNote(input({ points }))).toBe(
      'Diagrammet visar 2012 och 2017; alla år finns i tabellen.',
    );
  });

  it('is both axes of a relation', () => {
    const chart = input({
      view: 'samband',
      secondUnit: 'kr',
      points: [point(['2305', 'Bräcke'], 80), point(['1490', 'Borås'], 90)],
      secondPoints: [
        point(['2305', 'Bräcke'], 400_000, { unit: 'kr' }),
        point(['1490', 'Borås'], 450_000, { unit: 'kr' }),
      ],
    });
    expect(axisNote(chart)).toMatch(
      /^Den vågräta axeln börjar vid .*\s% och den lodräta vid .*\skr\.$/,
    );
  });
});
