/** What a refresh asks for, how long it may take, and by which clock. */
import type { Guard } from './guard.ts';

const daily = ['tests/server/ingest/daily.test.ts'];
const asking = ['tests/server/ingest/asking.test.ts'];

export const dailyGuards: readonly Guard[] = [
  {
    name: 'daily: a day of overlap',
    file: 'server/ingest/asking.ts',
    from: 'new Date(asked - dayMs)',
    to: 'new Date(asked)',
    tests: asking,
  },
  {
    name: 'daily: every seventh run is a sweep',
    file: 'server/ingest/asking.ts',
    from: 'before.sinceSweep + 1 >= sweepEvery',
    to: 'before.sinceSweep < 0',
    tests: daily,
  },
  {
    name: 'daily: a failed run is followed by a whole one',
    file: 'server/ingest/asking.ts',
    from: 'if (facts.lastFailed) return',
    to: 'if (facts.lastFailed && before.sinceSweep < 0) return',
    tests: daily,
  },
  {
    name: 'daily: what is absent from an answer about changes has not vanished',
    file: 'server/ingest/bring-values.ts',
    from: 'judgeVanished: rejected === 0 && isWhole,',
    to: 'judgeVanished: rejected === 0,',
    tests: daily,
  },
  {
    name: 'daily: a KPI whose figures were kept is asked for whole',
    file: 'server/ingest/next-state.ts',
    from: 'filter((kpi) => !doubted.has(kpi))',
    to: 'filter((kpi) => !doubted.has(`-${kpi}`))',
    tests: daily,
  },
  {
    name: 'daily: a KPI with another title is asked for whole',
    file: 'server/ingest/ask-changes.ts',
    from: 'told.delete(kpi);',
    to: 'told.add(kpi);',
    tests: daily,
  },
  {
    name: 'daily: an area that is new is asked for whole',
    file: 'server/ingest/ask-changes.ts',
    from: 'areas: areas.filter((id) => !known.areas.has(id)),',
    to: 'areas: [],',
    tests: daily,
  },
  {
    name: 'daily: much that has changed is looked at whole',
    file: 'server/ingest/ask-changes.ts',
    from: 'const muchChanged = 0.2;',
    to: 'const muchChanged = 2;',
    tests: daily,
  },
  {
    name: 'daily: a sweep counts what had not been told',
    file: 'server/ingest/sweep.ts',
    from: 'ANTI JOIN told',
    to: 'SEMI JOIN told',
    tests: daily,
  },
  {
    name: 'client: no more rows than there can be',
    file: 'server/kolada/paging.ts',
    from: 'if (rows > maxRows) {',
    to: 'if (rows > maxRows * 9) {',
    tests: ['tests/server/kolada/batches.test.ts'],
  },
  {
    name: 'client: an empty page leads nowhere',
    file: 'server/kolada/paging.ts',
    from: 'page.rowCount === 0)',
    to: 'page.rowCount < 0)',
    tests: ['tests/server/kolada/batches.test.ts'],
  },
  {
    name: 'run: it ends when its time is up',
    file: 'server/ingest/ingest.ts',
    from: 'signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal',
    to: 'signal ?? new AbortController().signal',
    tests: ['tests/faults/endless.test.ts'],
  },
  {
    name: 'run: a clock far from Kolada’s dates nothing',
    file: 'server/ingest/run-clock.ts',
    from: 'toleratedFromService = toleratedBehindNewest',
    to: 'toleratedFromService = 24 * toleratedBehindNewest',
    tests: ['tests/faults/clock.test.ts'],
  },
  {
    name: 'run: a clock behind the newest release dates nothing',
    file: 'server/ingest/run-clock.ts',
    from: 'toleratedBehindNewest = hourMs',
    to: 'toleratedBehindNewest = 100_000 * hourMs',
    tests: ['tests/faults/clock.test.ts'],
  },
  {
    name: 'health: files newer than the pointer are named',
    file: 'server/store/newer-files.ts',
    from: 'pointer.release) > 0',
    to: 'pointer.release) > 1',
    tests: ['tests/faults/newer-files.test.ts'],
  },
  {
    name: 'text: no format character from Kolada',
    file: 'server/kolada/text.ts',
    from: 'return withoutFormat(text.toWellFormed())',
    to: 'return text.toWellFormed()',
    tests: ['tests/hostile/odd-letters.test.ts'],
  },
  {
    name: 'text: no format character from an older release',
    file: 'server/store/catalogue.ts',
    from: 'title: withoutFormat(row.title)',
    to: 'title: row.title',
    tests: ['tests/hostile/format-characters.test.ts'],
  },
];
