import { describe, expect, test } from 'vitest';
import { defaultComparison } from '../../../web/shared/comparison/comparison.ts';
import {
  addAreas,
  removeArea,
  replaceAreas,
  setFocus,
  setView,
  setYearOption,
  setYearSpan,
  yearOption,
} from '../../../web/shared/comparison/edit.ts';

const start = defaultComparison;

describe('areas', () => {
  test('are added last, once, and never more than sixty', () => {
    expect(addAreas(start, ['1490', '0000']).areas).toEqual([...start.areas, '0000']);
    const many = Array.from({ length: 80 }, (_, i) => String(3000 + i));
    expect(addAreas(start, many).areas).toHaveLength(60);
  });

  test('removing the own kommun makes the next one own', () => {
    const { areas, focus } = removeArea(start, '2305');
    expect(areas).not.toContain('2305');
    expect(focus).toBe('1490');
    const empty = start.areas.reduce(removeArea, start);
    expect(empty).toMatchObject({ areas: [], focus: undefined });
    expect(addAreas(empty, ['0484']).focus).toBe('0484');
  });

  test('a list that replaces the others keeps the own kommun first', () => {
    const { areas, focus } = replaceAreas(setFocus(start, '1490'), ['2326', '1490', '2039']);
    expect(areas).toEqual(['1490', '2326', '2039']);
    expect(focus).toBe('1490');
  });

  test('only a chosen area can become the own kommun', () => {
    expect(setFocus(start, '0180')).toBe(start);
  });
});

describe('years follow the view that can show them', () => {
  test('all years are drawn as lines, and the latest as bars again', () => {
    const all = setYearOption(start, 'all', 2024);
    expect(all).toMatchObject({ view: 'linje', years: undefined });
    expect(yearOption(all, 2024)).toBe('all');
    const latest = setYearOption(all, 'latest', 2024);
    expect(latest).toMatchObject({ view: 'stapel', years: undefined });
    expect(yearOption(latest, 2024)).toBe('latest');
  });

  test('in the table all years stay a table', () => {
    const all = setYearOption(setView(start, 'tabell'), 'all', 2024);
    expect(all.view).toBe('tabell');
    expect(yearOption(all, 2024)).toBe('all');
  });

  test('two years are the latest and two before', () => {
    const two = setYearOption(start, 'two', 2024);
    expect(two.years).toEqual({ kind: 'years', years: [2022, 2024] });
    expect(yearOption(two, 2024)).toBe('two');
    expect(yearOption(two, 2025)).toBe('own');
  });

  test('a span of the reader’s own is a line, turned the right way; a single year is bars', () => {
    const span = setYearSpan(start, 2022, 2015);
    expect(span).toMatchObject({ view: 'linje', years: { kind: 'range', from: 2015, to: 2022 } });
    expect(yearOption(span, 2024)).toBe('own');
    expect(setYearSpan(span, 2022, 2022)).toMatchObject({
      view: 'stapel',
      years: { kind: 'years', years: [2022] },
    });
  });

  test('leaving the lines lets their span go', () => {
    const span = setYearSpan(start, 2015, 2022);
    expect(setView(span, 'stapel').years).toBeUndefined();
    expect(setView(span, 'linje').years).toEqual(span.years);
  });
});
