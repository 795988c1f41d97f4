import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { comparisonKeys } from '../../web/shared/comparison/query.ts';
import { pngPicture } from '../charts/png-picture.ts';
import { pictureWidths, svgPicture, type SvgPicture } from '../charts/svg-picture.ts';
import { ProblemError } from '../errors.ts';
import type { Answer } from '../http/answer-cache.ts';
import { requireComparison, type ReadComparison } from '../http/read-comparison.ts';
import { readQuery } from '../http/read-query.ts';
import { sendComparisonAnswer } from '../http/send-answer.ts';
import type { Services } from '../http/services.ts';
import { composeComparison } from '../pages/page-tools.ts';

const shape = z.object({
  bredd: z
    .string()
    .regex(/^\d{3,4}$/)
    .transform(Number)
    .pipe(z.number().min(pictureWidths.least).max(pictureWidths.most))
    .optional(),
});

/** One chart as a picture: the first KPI of a comparison (in `samband` the first two). */
export function diagramRoutes(services: Services): Hono {
  const app = new Hono();

  app.get('/diagram.svg', (c) =>
    answerPicture(c, services, {
      type: 'svg',
      make: async ({ svg }) => ({ body: svg, contentType: 'image/svg+xml; charset=utf-8' }),
    }),
  );

  app.get('/diagram.png', (c) =>
    answerPicture(c, services, {
      type: 'png',
      make: async ({ svg }) => ({
        body: await pngPicture(svg),
        contentType: 'image/png',
      }),
    }),
  );

  return app;
}

interface Picture {
  readonly type: 'svg' | 'png';
  readonly make: (picture: SvgPicture) => Promise<Answer>;
}

async function answerPicture(
  c: Context,
  services: Services,
  { type, make }: Picture,
): Promise<Response> {
  const read = await requireComparison(c, services, { otherKeys: ['bredd'] });
  const { bredd: width = pictureWidths.usual } = readQuery(c, shape, comparisonKeys);
  return sendComparisonAnswer(c, services, {
    read,
    format: `${type}:${width}`,
    isExact: true,
    make: async () => {
      const one = firstChart(read);
      const [figure] = (await composeComparison(services, one, 1)).page.figures;
      if (figure === undefined) throw new ProblemError(400, 'bad-query');
      const answer = await make(await svgPicture(figure, { width }));
      const name = `diagram-${one.comparison.kpis.join('-')}.${type}`;
      return { ...answer, headers: { 'Content-Disposition': `inline; filename="${name}"` } };
    },
  });
}

/** Only what the picture shows is read and computed; a table has no picture, so its bars are drawn. */
function firstChart(read: ReadComparison): ReadComparison {
  const { comparison } = read;
  const view = comparison.view === 'tabell' ? 'stapel' : comparison.view;
  const kpis = comparison.kpis.slice(0, view === 'samband' ? 2 : 1);
  return { ...read, comparison: { ...comparison, view, kpis } };
}
