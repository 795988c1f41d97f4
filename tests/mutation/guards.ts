/** Guards of the product, how each is broken, and the tests that must notice. */

export interface Guard {
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly from: string;
  readonly to: string;
  readonly tests: readonly string[];
}

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
];

const ingest: readonly Guard[] = [
  {
    name: 'ingest: a known KPI without rows keeps what it had',
    file: 'server/ingest/merge-values.ts',
    from: "if (facts.after === 0) return 'no-rows';",
    to: '',
    tests: ['tests/server/ingest/history.test.ts'],
  },
  {
    name: 'ingest: a KPI that loses most of its values keeps them',
    file: 'server/ingest/merge-values.ts',
    from: 'facts.after < facts.beforeFromKolada / 2',
    to: 'facts.after < 0',
    tests: ['tests/server/ingest/history.test.ts'],
  },
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

const http: readonly Guard[] = [
  {
    name: 'http: an unknown key is refused',
    file: 'web/shared/comparison/query.ts',
    from: "if (!known) report(key.slice(0, 60), 'unknown-key', key);",
    to: 'if (!known) continue;',
    tests: ['tests/web/shared/query.test.ts'],
  },
  {
    name: 'http: errors are problem+json',
    file: 'server/http/problem.ts',
    from: "'application/problem+json; charset=utf-8'",
    to: "'application/json; charset=utf-8'",
    tests: ['tests/server/http/app.test.ts'],
  },
  {
    name: 'http: an error tells nothing of the inside',
    file: 'server/http/problem.ts',
    from: '`${detail} (${id})`',
    to: '`${detail} (${id}) ${String(error)}`',
    tests: ['tests/server/http/app.test.ts'],
  },
  {
    name: 'http: the policy lets no script in but our own',
    file: 'server/http/security-headers.ts',
    from: '"script-src \'self\'"',
    to: "\"script-src 'self' 'unsafe-inline'\"",
    tests: ['tests/server/http/app.test.ts'],
  },
  {
    name: 'http: pages may not be framed',
    file: 'server/http/security-headers.ts',
    from: '"frame-ancestors \'none\'"',
    to: '"frame-ancestors *"',
    tests: ['tests/server/http/app.test.ts'],
  },
  {
    name: 'http: only a locked address is kept for ever',
    file: 'server/http/send-answer.ts',
    from: "locked ? 'immutable' : policy",
    to: "'immutable'",
    tests: ['tests/server/routes/comparison.test.ts', 'tests/server/routes/diagram.test.ts'],
  },
  {
    name: 'http: files that begin with a dot are not served',
    file: 'server/http/static-files.ts',
    from: "if (entry.name.startsWith('.')) return [];",
    to: '',
    tests: ['tests/server/http/static-files.test.ts'],
  },
  {
    name: 'http: so many fetches an hour and no more',
    file: 'server/refresh/fetcher.ts',
    from: 'starts.length >= hourly',
    to: 'starts.length < 0',
    tests: ['tests/hostile/fetch-abuse.test.ts'],
  },
];

const dataFiles: readonly Guard[] = [
  {
    name: 'export: a text is never a formula',
    file: 'server/export/csv.ts',
    from: "? `'${text}` : text",
    to: '? text : text',
    tests: ['tests/server/routes/export.test.ts'],
  },
  {
    name: 'export: a file that lacks rows breaks',
    file: 'server/export/export-rows.ts',
    from: 'if (given !== rowCount) throw',
    to: 'if (given < 0) throw',
    tests: ['tests/server/export/broken-stream.test.ts'],
  },
  {
    name: 'export: Excel is told that it is UTF-8',
    file: 'server/export/csv.ts',
    from: 'yield `\\ufeff${line(',
    to: 'yield `${line(',
    tests: ['tests/server/routes/export.test.ts'],
  },
  {
    name: 'export: Swedish Excel gets a decimal comma',
    file: 'server/export/csv.ts',
    from: ".replace('.', ',')",
    to: '',
    tests: ['tests/server/routes/export.test.ts'],
  },
];

const shared: readonly Guard[] = [
  {
    name: 'shared: the own kommun is one of those compared',
    file: 'web/shared/comparison/query.ts',
    from: 'if (area !== undefined && areas.includes(area.id)) return area.id;',
    to: 'if (area !== undefined) return area.id;',
    tests: ['tests/web/shared/query.test.ts'],
  },
  {
    name: 'shared: years go forward',
    file: 'web/shared/comparison/query.ts',
    from: '|| from > to)',
    to: '|| from > to + 9000)',
    tests: ['tests/web/shared/query.test.ts'],
  },
  {
    name: 'shared: values shown alike share a place',
    file: 'web/shared/statistics/ranking.ts',
    from: 'if (a.rounded === b.rounded) return true;',
    to: 'if (a.value === b.value) return true;',
    tests: [
      'tests/web/shared/statistics/statistics.test.ts',
      'tests/web/shared/figure/texts.test.ts',
    ],
  },
  {
    name: 'shared: a gap is not zero',
    file: 'web/shared/figure/table.ts',
    from: 'value: observation?.value ?? null',
    to: 'value: observation?.value ?? 0',
    tests: ['tests/web/shared/figure-html.test.ts', 'tests/web/shared/figure/texts.test.ts'],
  },
  {
    name: 'shared: a title cannot become markup',
    file: 'web/shared/figure/figure-html.ts',
    from: '<p class="measure">${figure.measure}</p>',
    to: '<p class="measure">${raw(figure.measure)}</p>',
    tests: ['tests/web/shared/figure-html.test.ts'],
  },
];

const charts: readonly Guard[] = [
  {
    name: 'charts: a gap breaks the line',
    file: 'web/shared/charts/line-series.ts',
    from: 'byYear.get(first + i) ?? null',
    to: 'byYear.get(first + i) ?? 0',
    tests: ['tests/web/shared/charts/chart-snapshots.test.ts'],
  },
  {
    name: 'charts: bars begin at zero',
    file: 'web/shared/charts/bar-parts.ts',
    from: 'Math.min(0, ...values)',
    to: 'Math.min(...values)',
    tests: ['tests/web/shared/charts/chart-snapshots.test.ts'],
  },
];

const embeds: readonly Guard[] = [
  {
    name: 'embed: a height is held within limits',
    file: 'web/embed/height-message.ts',
    from: 'Math.min(heightLimits.max, ',
    to: 'Math.min(Number.MAX_VALUE, ',
    tests: ['tests/web/embed/height-message.test.ts'],
  },
  {
    name: 'embed: only the frame itself sets its height',
    file: 'web/embed/follow-height.ts',
    from: 'if (frame.contentWindow === event.source)',
    to: 'if (frame.contentWindow !== null)',
    tests: ['tests/browser/embed.test.ts'],
  },
];

export const guards: readonly Guard[] = [
  ...client,
  ...ingest,
  ...store,
  ...http,
  ...dataFiles,
  ...shared,
  ...charts,
  ...embeds,
];
