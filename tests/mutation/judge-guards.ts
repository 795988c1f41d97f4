/** What a new answer may change before it is held. */
import type { Guard } from './guard.ts';

const faults = 'tests/server/ingest/judge/faults.test.ts';
const narrow = 'tests/server/ingest/judge/narrow-faults.test.ts';
const life = 'tests/server/ingest/judge/honest-life.test.ts';
const refresh = 'tests/server/ingest/judge/refresh.test.ts';
const whole = 'tests/server/ingest/judge/whole.test.ts';
const limits = 'server/ingest/judge-limits.ts';
const rules = 'server/ingest/judge-rules.ts';
const newYears = 'server/ingest/new-year-rules.ts';

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
    file: 'server/ingest/judge-cells.ts',
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
    file: 'server/ingest/judge-whole.ts',
    from: 'return isGone ? [whole, ...left] : left;',
    to: 'return left;',
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
    file: 'server/ingest/same-title.ts',
    from: 'return before === after || plainTitle(before) === plainTitle(after);',
    to: 'return plainTitle(before).length > 0 || after === before;',
    tests: [refresh],
  },
  {
    name: 'judge: digits that nobody is shown are no revision',
    file: 'server/ingest/judge-cells.ts',
    from: 'return isSameShown(before, after, unit);\n}',
    to: 'return false;\n}',
    tests: [refresh],
  },
  {
    name: 'judge: a value that a status hides is gone',
    file: 'server/ingest/shown-value.ts',
    from: "return `CASE WHEN ${status} = '' THEN ${value} END`;",
    to: "return status === '' ? status : value;",
    tests: [whole],
  },
  {
    name: 'judge: each gender by itself',
    file: 'server/ingest/judge-kpi.ts',
    from: 'return [kpi, ...own.map(',
    to: 'return [kpi, ...own.slice(9).map(',
    tests: [narrow],
  },
  {
    name: 'judge: the latest years by themselves',
    file: limits,
    from: "limit('many-vanished', [1, 0.1]",
    to: "limit('many-vanished', [1, 0.9]",
    tests: [narrow],
  },
  {
    name: 'judge: a settled year’s median',
    file: limits,
    from: 'restatedFactor = 1.25',
    to: 'restatedFactor = 3',
    tests: [narrow],
  },
  {
    name: 'judge: a new year is no copy of the last',
    file: newYears,
    from: 'shows: (cell) => isSameNumber(earlierOf(cell) ?? 0, cell.after ?? 0)',
    to: 'shows: (cell) => cell.area < 0',
    tests: [narrow],
  },
  {
    name: 'judge: a KPI that repeats itself may do so',
    file: newYears,
    from: 'wayOf(cell.gender).equalTo(earlierOf(cell) ?? 0) <= ownWay.equal',
    to: 'wayOf(cell.gender).equalTo(1) >= 0',
    tests: [life],
  },
  {
    name: 'judge: rare events may be none',
    file: newYears,
    from: 'wayOf(cell.gender).zero <= ownWay.zero',
    to: 'wayOf(cell.gender).zero >= 0',
    tests: [life],
  },
  {
    name: 'judge: a year that has not come',
    file: 'server/ingest/judge-kpi.ts',
    from: '({ year }) => year > lastYear)',
    to: '({ year }) => year > lastYear + 500)',
    tests: [narrow],
  },
  {
    name: 'judge: a forecast looks ahead',
    file: 'server/ingest/judge-kpi.ts',
    from: 'year > known + 1)',
    to: 'year > 0)',
    tests: [life],
  },
  {
    name: 'judge: values of another area, wherever it stands',
    file: rules,
    from: 'return owner !== undefined && owner !== cell.area',
    to: 'return owner === -2 && owner !== cell.area',
    tests: [narrow],
  },
  {
    name: 'judge: one year of an area over all KPIs',
    file: 'server/ingest/judge-whole.ts',
    from: 'n >= least && n > of * ofYear',
    to: 'n < 0 && n > of * ofYear',
    tests: [whole],
  },
  {
    name: 'judge: a little of every KPI',
    file: 'server/ingest/judge-whole.ts',
    from: 'left >= everywhere.least && left > known',
    to: 'left < 0 && left > known',
    tests: [whole],
  },
  {
    name: 'judge: two years of most KPIs',
    file: 'server/ingest/judge-whole.ts',
    from: 'revisedYears >= everywhere.years',
    to: 'revisedYears > 99',
    tests: [whole],
  },
  {
    name: 'judge: a count alone is no version',
    file: 'server/ingest/merge-values.ts',
    from: 'OR t.text <> c.status OR c.source',
    to: 'OR t.text <> c.status OR s.count <> c.count OR c.source',
    tests: [whole],
  },
  {
    name: 'judge: a tie is no revision',
    file: 'server/ingest/judge-cells.ts',
    from: 'Math.abs(after - before) < unseenStep',
    to: 'Math.abs(after - before) < 0 * unseenStep',
    tests: [whole],
  },
];
