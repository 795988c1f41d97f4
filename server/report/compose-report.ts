import { lockedQuery, withQuery } from '../../web/shared/figure/links.ts';
import { swedishDay } from '../../web/shared/swedish-day.ts';
import { guidance } from '../../web/shared/text/guidance.ts';
import type { Services } from '../http/services.ts';
import type { ReadComparison } from '../http/read-comparison.ts';
import { composeComparison } from '../pages/page-tools.ts';
import { composeReport, type Report } from './report.ts';

/** The finished comparison for an address: findings, events, definitions and where it stays. */
export async function reportFor(services: Services, read: ReadComparison): Promise<Report> {
  const { answer, page, context } = await composeComparison(services, read, 2);
  const locked = lockedQuery(read.canonical, answer.release.id);
  return composeReport({
    answer,
    page,
    events: context.events.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    guidance: guidance(answer, context),
    today: swedishDay(services.now()),
    permanentUrl: `${services.origin()}${withQuery('/jamfor', locked)}`,
  });
}
