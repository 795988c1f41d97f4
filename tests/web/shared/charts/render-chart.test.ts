import { describe, expect, it } from 'vitest';

import { chartSpec } from '../../../../web/shared/charts/chart-spec.ts';
import { renderChartWithPoints } from '../../../../web/shared/charts/render-chart.ts';
import { costBars, input, point, satisfactionLines } from './inputs.ts';

async function render(chart = costBars, width = 720) {
  const spec = chartSpec(chart, { width, palette: 'page' });
  if (spec === undefined) throw new Error('nothing to draw');
  return renderChartWithPoints(spec);
}

describe('a rendered chart', () => {
  it('is hidden from assistive technology and scales with its container', async () => {
    const { svg } = await render();
    expect(svg).toMatch(
      /^<svg xmlns="[^"]*" viewBox="0 0 720 \d+" aria-hidden="true" focusable="false">/,
    );
  });

  it('breaks no strict content security policy and holds no English or identifiers', async () => {
    for (const chart of [costBars, satisfactionLines]) {
      const { svg } = await render(chart);
      expect(svg).not.toMatch(/ style=|<style|<script|aria-label|aria-role| id=| role=/);
    }
  });

  it('follows the page by CSS variables, and paints no background of its own', async () => {
    const { svg } = await render();
    expect(svg).toContain('fill="var(--chart-focus)"');
    expect(svg).not.toMatch(/#[0-9a-f]{3,6}|white/);
  });

  it('fetches nothing, whatever a specification asks for', async () => {
    const spec = {
      data: { url: 'http://127.0.0.1:9/values.json' },
      mark: 'bar',
      encoding: { x: { field: 'value', type: 'quantitative' } },
    } as const;
    await expect(renderChartWithPoints(spec)).rejects.toThrow('charts load nothing');
  });

  it('is the same every time', async () => {
    expect((await render()).svg).toBe((await render()).svg);
  });

  it('tells where each value was drawn, inside the picture', async () => {
    const { points } = await render();
    expect(points).toHaveLength(7);
    const own = points.find(({ area }) => area === '2305');
    expect(own).toMatchObject({ year: 2024, gender: 'T', label: 'Bräcke 401\u00a0816\u00a0kr' });
    for (const { x, y } of points) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(720);
      expect(y).toBeGreaterThan(0);
    }
  });

  it('draws any name, also those that are JavaScript’s own or hold control characters', async () => {
    const names = ['constructor', '__proto__', 'toString', 'Två\nrader', 'Noll\0byte', '<b>&"'];
    const { svg, points } = await render(
      input({ points: names.map((name, i) => point([String(1000 + i), name], i + 1)) }),
    );
    expect(points).toHaveLength(names.length);
    expect(svg).toContain('Två rader');
    expect(svg).toContain('&lt;b&gt;&amp;');
    expect(svg).not.toContain('\0');
  });
});
