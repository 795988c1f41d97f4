/** What a new answer may change before it is held. */
import type { Guard } from './guard.ts';

const faults = 'tests/server/ingest/judge/faults.test.ts';
const life = 'tests/server/ingest/judge/honest-life.test.ts';
const refresh = 'tests/server/ingest/judge/refresh.test.ts';
const limits = 'server/ingest/judge-limits.ts';

export const judgeGuards: readonly Guard[] = [
  {
    name: 'judge: a known KPI without rows keeps what it had',
    file: 'server/ingest/merge-values.ts',
    from: 'before > 0 && !came.has(index)',
    to: 'before < 0',
    tests: ['tests/server/ingest/judging.test.ts'],
  },
  {
    name: 'judge: values that vanish are counted',
    file: limits,
    from: "limit('many-vanished', [0.1, 0.5]",
    to: "limit('many-vanished', [0.6, 0.5]",
    tests: [faults],
  },
  {
    name: 'judge: a level is held whichever way it goes',
    file: 'server/ingest/judge-rules.ts',
    from: 'return ratio < 1 ? 1 / ratio : ratio;',
    to: 'return ratio;',
    tests: [faults],
  },
  {
    name: 'judge: equal values do not look shifted',
    file: 'server/ingest/judge-rules.ts',
    from: 'other !== null && !isSameNumber(cell.before, other)',
    to: 'other !== null && cell.area < 0',
    tests: [faults],
  },
  {
    name: 'judge: a preliminary year may be revised throughout',
    file: limits,
    from: 'rewrittenYears = 2',
    to: 'rewrittenYears = 0',
    tests: [life],
  },
  {
    name: 'judge: few values are not judged by share alone',
    file: 'server/ingest/judge-kpi.ts',
    from: 'return limit.judgesFew && faulty >= 2 && faulty === able;',
    to: 'return true;',
    tests: [faults],
  },
  {
    name: 'judge: one area at fault is held alone',
    file: 'server/ingest/judge-kpi.ts',
    from: 'Math.max(1, all.size * partsHeldAlone)',
    to: 'Math.min(0, partsHeldAlone)',
    tests: [faults],
  },
  {
    name: 'judge: too many areas at fault hold the KPI',
    file: 'server/ingest/judge-kpi.ts',
    from: "return parts.size > most ? 'too-many' : parts;",
    to: 'return parts;',
    tests: [faults],
  },
  {
    name: 'judge: everything held means that nothing is published',
    file: 'server/ingest/holds.ts',
    from: 'const isMany = heldKpis > heldRefresh.moreThan && heldKpis > known * heldRefresh.share;',
    to: 'const isMany = heldKpis < 0;',
    tests: ['tests/server/ingest/judge/decisions.test.ts'],
  },
  {
    name: 'judge: an area gone from every KPI is held in all',
    file: 'server/ingest/lost-areas.ts',
    from: 'if (!isTooMuch) continue;',
    to: 'if (values > 0) continue;',
    tests: ['tests/server/ingest/judge/decisions.test.ts'],
  },
  {
    name: 'judge: conflicting values are taken out, not chosen among',
    file: 'server/ingest/repeated-values.ts',
    from: 'WHERE key NOT IN (SELECT key FROM stage_conflict)`);',
    to: '`);',
    tests: [refresh],
  },
  {
    name: 'judge: another title is another KPI',
    file: 'server/ingest/judge-catalogue.ts',
    from: 'return plain(before) === plain(after);',
    to: 'return plain(before).length > 0 || after === before;',
    tests: [refresh],
  },
  {
    name: 'judge: digits that nobody is shown are no revision',
    file: 'server/ingest/judge-cells.ts',
    from: 'return isSameShown(before, after, unit);\n}',
    to: 'return false;\n}',
    tests: [refresh],
  },
];
