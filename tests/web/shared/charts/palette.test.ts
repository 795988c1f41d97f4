import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  chartColors,
  chartVariables,
  colorRoles,
  darkColors,
  lightColors,
  seriesStyles,
} from '../../../../web/shared/charts/palette.ts';

describe.each([
  ['light', lightColors],
  ['dark', darkColors],
])('the %s colours', (_, colors) => {
  it('give every mark at least 3:1 against the paper, and every text 4.5:1', () => {
    for (const { color } of seriesStyles)
      expect(contrast(colors[color], colors.paper)).toBeGreaterThan(4.5);
    for (const text of ['ink', 'soft', 'focus'] as const)
      expect(contrast(colors[text], colors.paper)).toBeGreaterThan(4.5);
    expect(contrast(colors.other, colors.paper)).toBeGreaterThan(3);
  });

  it('keep the five series apart, also for who sees no red–green difference', () => {
    for (const see of [identity, deuteranopia]) {
      const seen = seriesStyles.map(({ color }) => lab(see(linear(colors[color]))));
      for (const [i, one] of seen.entries())
        for (const other of seen.slice(i + 1))
          expect(Math.hypot(...minus(one, other))).toBeGreaterThan(14);
    }
  });

  it('keep the own kommun apart from the grey ones', () => {
    const [own, other] = [colors.focus, colors.other].map((color) =>
      lab(deuteranopia(linear(color))),
    );
    expect(Math.hypot(...minus(own ?? [], other ?? []))).toBeGreaterThan(14);
  });
});

describe('the series', () => {
  it('differ in dash and marker as well as in colour', () => {
    for (const part of ['color', 'shape', 'dash'] as const)
      expect(new Set(seriesStyles.map((style) => String(style[part]))).size).toBe(
        seriesStyles.length,
      );
  });
});

describe('the page palette', () => {
  it('is defined by the style sheet with the colours that were tested here', () => {
    const css = readFileSync(new URL('../../../../web/styles/tokens.css', import.meta.url), 'utf8');
    for (const colors of [lightColors, darkColors])
      for (const role of [
        'focus',
        'other',
        'series-2',
        'series-3',
        'series-4',
        'series-5',
      ] as const)
        expect(css).toContain(`--chart-${role}: ${colors[role]};`);
  });

  it('names one CSS variable per role', () => {
    expect(Object.values(chartColors('page'))).toEqual(
      chartVariables.map((name) => `var(${name})`),
    );
    expect(Object.keys(lightColors)).toEqual([...colorRoles]);
  });
});

type Triple = readonly number[];

function linear(hex: string): Triple {
  return [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
}

function times(matrix: readonly Triple[], vector: Triple): Triple {
  return matrix.map((row) => row.reduce((sum, factor, i) => sum + factor * (vector[i] ?? 0), 0));
}

function identity(color: Triple): Triple {
  return color;
}

/** Machado, Oliveira and Fernandes 2009, severity 1. */
function deuteranopia(color: Triple): Triple {
  const matrix = [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ];
  return times(matrix, color).map((part) => Math.min(1, Math.max(0, part)));
}

/** WCAG 2 contrast ratio. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other]
    .map((hex) => times([[0.2126, 0.7152, 0.0722]], linear(hex))[0] ?? 0)
    .toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** CIE L*a*b* (D65). */
function lab(color: Triple): Triple {
  const [x = 0, y = 0, z = 0] = times(
    [
      [0.4124564, 0.3575761, 0.1804375],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339, 0.119192, 0.9503041],
    ],
    color,
  ).map((part, i) => {
    const share = part / ([0.95047, 1, 1.08883][i] ?? 1);
    return share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function minus(one: Triple, other: Triple): number[] {
  return one.map((part, i) => part - (other[i] ?? 0));
}
