import { axisNote } from '../../web/shared/charts/axis-note.ts';
import { pictureSpec } from '../../web/shared/charts/chart-spec.ts';
import type { Figure } from '../../web/shared/figure/figure.ts';
import { drawChart } from './draw-chart.ts';

export interface SvgPicture {
  readonly svg: string;
  /** Pixels at which it is meant to be shown. */
  readonly width: number;
  readonly height: number;
}

export const pictureWidths = { least: 280, usual: 720, most: 1600 } as const;

/** A picture wider than this is for a screen across the room: laid out narrower and enlarged. */
const widestPage = 960;
const slideScale = 1.5;
const mostNotes = 2;

/**
 * A figure as a picture that stands alone: heading, measure, chart, cautions, source and release.
 * A figure without a chart becomes its texts.
 * @param width 280–1600 pixels
 */
export async function svgPicture(
  figure: Figure,
  { width = pictureWidths.usual }: { readonly width?: number } = {},
): Promise<SvgPicture> {
  const scale = width > widestPage ? slideScale : 1;
  const layoutWidth = Math.round(width / scale);
  const spec = pictureSpec(figure.chart, {
    width: layoutWidth,
    palette: 'print',
    picture: { title: figure.heading, subtitle: figure.measure, footer: footerOf(figure) },
  });
  const height = Math.round(Number(spec.height) * scale);
  const inner = await drawChart(spec);
  return { svg: standalone(inner, { figure, width, height }), width, height };
}

/** The cautions of most weight, and last the source. */
function footerOf({ chart, notes, source }: Figure): string[] {
  const axis = chart && axisNote(chart);
  const others = notes.filter((note) => note !== axis).slice(0, mostNotes);
  return [...(axis === undefined ? [] : [axis]), ...others, source];
}

interface Standing {
  readonly figure: Figure;
  readonly width: number;
  readonly height: number;
}

/** With a size of its own and a text alternative, which inside a page the figure around it has. */
function standalone(svg: string, { figure, width, height }: Standing): string {
  const texts = `<title>${escape(figure.heading)}</title><desc>${escape(figure.alternative)}</desc>`;
  return svg.replace(
    ' aria-hidden="true" focusable="false">',
    ` width="${width}" height="${height}" role="img">${texts}`,
  );
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]+/gu, ' ')
    .replace(/[&<>]/g, (character) => entities[character] ?? '');
}
