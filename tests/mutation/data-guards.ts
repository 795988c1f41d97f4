/** From Kolada to the answer of the store. */
import type { Guard } from './guard.ts';

const client: readonly Guard[] = [
  {
    name: 'client: at most 25 ids in a list',
    file: 'server/kolada/endpoints.ts',
    from: 'maxIdsPerList = 25',
    to: 'maxIdsPerList = 26',
    tests: ['tests/server/kolada/batches.test.ts', 'tests/server/kolada/client.test.ts'],
  },
  {
    name: 'client: a page that repeats ends the reading',
    file: 'server/kolada/paging.ts',
    from: 'if (seen.has(path)) throw',
    to: 'if (seen.size > 50) return;\n    if (seen.size < 0) throw',
    tests: ['tests/server/kolada/client-faults.test.ts'],
  },
  {
    name: 'client: next_url leads nowhere else',
    file: 'server/kolada/next-path.ts',
    from: 'if (!same) throw',
    to: 'if (next === null) throw',
    tests: ['tests/server/kolada/client-faults.test.ts'],
  },
  {
    name: 'client: every attempt has a deadline',
    file: 'server/kolada/fetch-page.ts',
    from: 'setTimeout(() => deadline.abort(), options.attemptTimeoutMs)',
    to: 'setTimeout(() => undefined, options.attemptTimeoutMs)',
    tests: ['tests/server/kolada/client-faults.test.ts'],
  },
  {
    name: 'client: a small body cannot unpack to a huge one',
    file: 'server/kolada/read-body.ts',
    from: '{ maxOutputLength: maxBytes }',
    to: '{ maxOutputLength: 2 ** 30 }',
    tests: ['tests/server/kolada/client-faults.test.ts'],
  },
  {
    name: 'client: a page must hold as many values as it counts',
    file: 'server/kolada/fetch-page.ts',
    from: 'answer.count !== values.length',
    to: 'answer.count === -1',
    tests: ['tests/server/kolada/client-faults.test.ts'],
  },
  {
    name: 'client: letters that XML cannot hold are kept out',
    file: 'server/kolada/text.ts',
    from: '[\\p{Cc}\\ufffe\\uffff]',
    to: '[\\p{Cc}]',
    tests: ['tests/hostile/odd-letters.test.ts'],
  },
  {
    name: 'client: a count that no release has room for is refused',
    file: 'server/kolada/rows.ts',
    from: ' && count < 2 ** 31',
    to: '',
    tests: ['tests/server/kolada/rows.test.ts'],
  },
];

const ingest: readonly Guard[] = [
  {
    name: 'ingest: a withdrawn value is withdrawn',
    file: 'server/ingest/staged-values.ts',
    from: 'row.isDeleted ? 1 : 0',
    to: '0',
    tests: ['tests/server/ingest/history.test.ts'],
  },
  {
    name: 'ingest: rows written are counted when read back',
    file: 'server/ingest/verify.ts',
    from: 'if (expected.get(key) !== found.get(key))',
    to: 'if (expected.size < 0)',
    tests: ['tests/server/ingest/snapshot.test.ts'],
  },
  {
    name: 'ingest: only one run at a time',
    file: 'server/ingest/lock.ts',
    from: 'if (depth > 3 || (await isAlive(holder, path)))',
    to: 'if (depth > 3)',
    tests: ['tests/server/ingest/crash.test.ts'],
  },
];

const catalogue: readonly Guard[] = [
  {
    name: 'catalogue: a list that ends with its first page is not believed',
    file: 'server/ingest/judge-limits.ts',
    from: 'kpi: 0.15',
    to: 'kpi: 0.3',
    tests: ['tests/server/ingest/judging.test.ts'],
  },
  {
    name: 'catalogue: a kommun listed twice keeps its address',
    file: 'server/ingest/distinct-rows.ts',
    from: '[JSON.stringify(row), row]',
    to: '[String(same.indexOf(row)), row]',
    tests: ['tests/server/ingest/judging.test.ts'],
  },
  {
    name: 'catalogue: no name takes another area’s id',
    file: 'web/shared/area.ts',
    from: 'isUnique && !isTaken',
    to: 'isUnique',
    tests: ['tests/hostile/odd-ids.test.ts'],
  },
];

const store: readonly Guard[] = [
  {
    name: 'store: an old release answers as it did',
    file: 'queries/comparison.sql',
    from: 'AND (until IS NULL OR until > $release::INTEGER)',
    to: 'AND (until IS NULL OR until > 0)',
    tests: ['tests/server/store/compare.test.ts'],
  },
  {
    name: 'store: a newer release is not seen in an old one',
    file: 'queries/comparison.sql',
    from: 'AND since <= $release::INTEGER',
    to: 'AND since <= $release::INTEGER + 1000',
    tests: ['tests/server/store/compare.test.ts'],
  },
  {
    name: 'store: a file has as many rows as were counted',
    file: 'server/store/packed-rows.ts',
    from: 'filled !== held.rowCount',
    to: 'filled < 0',
    tests: ['tests/server/store/packed-rows.test.ts'],
  },
  {
    name: 'store: a file with a log beside it is not served',
    file: 'server/store/release-file.ts',
    from: 'if (existsSync(`${path}.wal`))',
    to: 'if (existsSync(`${path}.never`))',
    tests: ['tests/server/store/release-switch.test.ts', 'tests/server/store/questions.test.ts'],
  },
  {
    name: 'store: the latest year is one that two thirds have',
    file: 'server/store/latest-year.ts',
    from: 'areas * 3 >= reporting * 2',
    to: 'areas * 3 >= reporting',
    tests: ['tests/server/store/latest-year.test.ts', 'tests/server/store/compare.test.ts'],
  },
];

export const dataGuards: readonly Guard[] = [...client, ...ingest, ...catalogue, ...store];
