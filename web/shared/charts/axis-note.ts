import type { ChartInput } from '../figure/figure.ts';
import { cutAxesNote, cutAxisNote, namesInTableNote, onlyFirstAndLastNote } from '../text/chart.ts';
import { formatValue } from '../text/number.ts';
import { genderAxis } from './gender-pairs.ts';
import { barYears } from './grouped-bar.ts';
import { mostLabels } from './line-ends.ts';
import { lineSeries } from './line-series.ts';
import { lineAxis } from './line.ts';
import { cutStart, type Axis } from './scale.ts';
import { scatterAxes } from './scatter-pairs.ts';
import { spreadAxis } from './spread.ts';

/**
 * What a reader must be told of how the chart is drawn: an axis that does not begin at zero, years
 * or names left out. The same for every width; undefined when there is nothing to say.
 */
export function axisNote(input: ChartInput): string | undefined {
  const notes = notesOf(input).filter((note) => note !== undefined);
  return notes.length === 0 ? undefined : notes.join(' ');
}

function notesOf(input: ChartInput): (string | undefined)[] {
  switch (input.view) {
    case 'stapel':
      return [yearsNote(input)];
    case 'linje': {
      const series = lineSeries(input);
      if (series.length === 0) return [];
      const many = series.length > mostLabels ? namesInTableNote : undefined;
      return [cut(lineAxis(input, series), input.unit), many];
    }
    case 'samband': {
      const axes = scatterAxes(input);
      const shown = (axis: Axis | undefined, unit = '') => {
        const start = axis && cutStart(axis);
        return start === undefined ? undefined : formatValue(start, unit);
      };
      return [cutAxesNote(shown(axes?.x, input.unit), shown(axes?.y, input.secondUnit))];
    }
    case 'spridning':
      return [cut(spreadAxis(input), input.unit)];
    case 'kon':
      return [cut(genderAxis(input), input.unit)];
  }
}

function cut(axis: Axis | undefined, unit: string): string | undefined {
  const start = axis && cutStart(axis);
  return start === undefined ? undefined : cutAxisNote(start, unit);
}

function yearsNote({ points }: ChartInput): string | undefined {
  const drawn = barYears(points);
  const all = new Set(points.map(({ year }) => year));
  const [first, last] = drawn;
  if (drawn.length === all.size || first === undefined || last === undefined) return undefined;
  return onlyFirstAndLastNote(String(first), String(last));
}
