import type { MiddlewareHandler } from 'hono';
import { limits } from '../../web/shared/comparison/comparison.ts';
import type { Services } from './services.ts';

/**
 * Notes which KPIs and groups a comparison that was shown is of, so that those nobody asks for need
 * not be fetched for ever. An answer that is sent again unread was noted when it was made, that day.
 */
export function noteAsked({ asked, store }: Pick<Services, 'asked' | 'store'>): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (c.res.status >= 400) return;
    const kpis = listed(c.req.query('nyckeltal'), limits.kpis);
    const areas = listed(c.req.query('kommuner') ?? c.req.query('jamfor'), limits.areas);
    const groups = areas.filter((id) => /^G\d+$/.test(id) && store.directory().find(id));
    asked.note([...kpis.filter((id) => store.knowsKpi(id)), ...groups]);
  };
}

function listed(text: string | undefined, most: number): string[] {
  if (text === undefined) return [];
  return text.split(',', most).map((id) => id.trim().toUpperCase());
}
