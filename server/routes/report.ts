import { Hono } from 'hono';
import { figureHtml } from '../../web/shared/figure/figure-html.ts';
import { swedishDay } from '../../web/shared/swedish-day.ts';
import { withoutEmptyPages } from '../../web/shared/figure/offline-links.ts';
import { withQuery } from '../../web/shared/figure/links.ts';
import { descriptions } from '../../web/shared/text/descriptions.ts';
import { eventSentence } from '../../web/shared/text/events.ts';
import { reportText } from '../../web/shared/text/report.ts';
import { listQueryProblems } from '../../web/shared/text/problem.ts';
import { attachment } from '../export/attachment.ts';
import {
  isEmpty,
  readComparison,
  requireComparison,
  requireSound,
} from '../http/read-comparison.ts';
import { sendComparisonAnswer } from '../http/send-answer.ts';
import { sendPage } from '../http/send-page.ts';
import type { Services } from '../http/services.ts';
import { createTurns } from '../http/turns.ts';
import { pageMeta } from '../pages/page-meta.ts';
import { createAssetReader, drawFigure } from '../pages/page-tools.ts';
import { fillTemplate } from '../pages/template.ts';
import { reportFor, wordReportFor } from '../report/compose-report.ts';
import { reportHtml } from '../report/report-html.ts';
import { drawPicture } from '../report/report-pictures.ts';
import { cutForWord } from '../report/word-cut.ts';
import { writeDocx } from '../report/write-docx.ts';

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A document is up to a dozen pictures and their text: some seconds of work, all in threads. */
const standardTurns = { running: 1, waiting: 16, waitMs: 20_000 };

/** What a chart has room for on paper and beside it, in pixels. */
const columnWidth = 680;

/** The finished comparison, to print or as a Word file. */
export function reportRoutes(services: Services, turns = createTurns(standardTurns)): Hono {
  const assets = createAssetReader(services.webRoot);
  const app = new Hono();

  app.get('/rapport', async (c) => {
    const read = await readComparison(c, services);
    if (isEmpty(read)) requireSound(read);
    return sendPage(c, services, {
      identity: ['report', read.asked, JSON.stringify(read.problems)],
      make: async () => {
        const report = await reportFor(services, read);
        const figures: string[] = [];
        for (const figure of report.figures) {
          // The summaries stand together, first in the report.
          const alone = { ...figure, summary: '' };
          figures.push(
            figureHtml(alone, { ...(await drawFigure(figure, columnWidth)), headingLevel: 3 }),
          );
        }
        const main = await reportHtml({
          report,
          figures,
          eventSentence,
          problems: listQueryProblems(read.problems),
          measures: {
            all: read.comparison.kpis.length,
            inWord: cutForWord(read.comparison).comparison.kpis.length,
          },
          query: read.canonical,
        });
        const { template } = await assets();
        const page = withoutEmptyPages(template, services.store.release().source);
        const meta = await pageMeta(services, {
          address: withQuery('/rapport', read.asked),
          description: descriptions.report(report.title),
          isListed: read.asked === '',
        });
        return fillTemplate(page, { title: report.title, main, meta });
      },
    });
  });

  app.get('/rapport.docx', async (c) => {
    const read = await requireComparison(c, services);
    return sendComparisonAnswer(c, services, {
      read,
      // The document says on which day it was made.
      format: `docx ${swedishDay(services.now())}`,
      isExact: true,
      make: () =>
        turns.run(async () => {
          const report = await wordReportFor(services, read);
          const pictures = await Promise.all(report.figures.map(drawPicture));
          const file = `${reportText.fileName}-${report.release}.docx`;
          return {
            body: await writeDocx({ report, pictures }),
            contentType: docxType,
            headers: { 'Content-Disposition': attachment(file) },
          };
        }),
    });
  });
  return app;
}
