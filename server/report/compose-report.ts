import { lockedQuery, withQuery } from '../../web/shared/figure/links.ts';
import { swedishDay } from '../../web/shared/swedish-day.ts';
import { shortName } from '../../web/shared/text/kpi-names.ts';
import { guidance } from '../../web/shared/text/guidance.ts';
import type { Services } from '../http/services.ts';
import type { ReadComparison } from '../http/read-comparison.ts';
import { composeComparison } from '../pages/page-tools.ts';
import { composeReport, type LeftOut, type Report } from './report.ts';
import { cutForWord } from './word-cut.ts';

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

/**
 * As `reportFor`, with no more measures than a Word file has room for; it says which are left out,
 * and its permanent address is still that of the whole comparison.
 */
export async function wordReportFor(services: Services, read: ReadComparison): Promise<Report> {
  const { comparison, omitted } = cutForWord(read.comparison);
  const report = await reportFor(services, { ...read, comparison });
  if (omitted.length === 0) return report;
  const { store, origin } = services;
  const kpis = await Promise.all(omitted.map((id) => store.kpi(id, report.release)));
  const leftOut: LeftOut = {
    shown: comparison.kpis.length,
    names: omitted.map((id, i) => (kpis[i] === undefined ? id : `${shortName(kpis[i])} (${id})`)),
    pageUrl: report.permanentUrl,
    dataUrl: `${origin()}${withQuery('/data.xlsx', lockedQuery(read.canonical, report.release))}`,
  };
  return { ...report, leftOut };
}
