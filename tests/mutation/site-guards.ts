/** From the question to what a reader sees. */
import type { Guard } from './guard.ts';

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
    from: 'if (release === undefined || faults.length > 0)',
    to: 'if (faults.length > 0)',
    tests: ['tests/server/routes/comparison.test.ts', 'tests/server/routes/diagram.test.ts'],
  },
  {
    name: 'http: what was sent before is forgotten when there is a newer release',
    file: 'server/http/repeated-answers.ts',
    from: 'if (on !== made.on) made',
    to: "if (made.on === '') made",
    tests: ['tests/server/http/sent-answers.test.ts'],
  },
  {
    name: 'http: what was sent before is sent only in the encoding that is asked for',
    file: 'server/http/sent-answers.ts',
    from: '${accepted.encoding} ${accepted.whenSmall} ',
    to: '',
    tests: ['tests/server/http/sent-answers.test.ts'],
  },
  {
    name: 'http: what is preliminary today is not kept until tomorrow',
    file: 'server/http/served-today.ts',
    from: '[id, checkedAt, store.held().version, swedishDay(now())]',
    to: '[id, checkedAt, store.held().version]',
    tests: ['tests/server/routes/comparison.test.ts'],
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
    file: 'server/refresh/fetch-quota.ts',
    from: 'if (alike.length + ids.length > all)',
    to: "if (kind === 'kpi' ? ids.length > all : alike.length + ids.length > all)",
    tests: ['tests/hostile/fetch-abuse.test.ts'],
  },
  {
    name: 'http: so many groups taken up an hour and no more',
    file: 'server/refresh/fetch-quota.ts',
    from: 'if (alike.length + ids.length > all)',
    to: "if (kind === 'group' ? ids.length > all : alike.length + ids.length > all)",
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
    name: 'export: cells of the row before are written again only when they are the same',
    file: 'server/export/repeated.ts',
    from: 'names.every((name)',
    to: 'names.some((name)',
    tests: ['tests/server/export/repeated.test.ts'],
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
    from: 'yield `\\ufeff${textCells(',
    to: 'yield `${textCells(',
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
    file: 'web/shared/comparison/year-choice.ts',
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
    tests: ['tests/web/shared/figure/gaps.test.ts'],
  },
  {
    name: 'shared: a title cannot become markup',
    file: 'web/shared/figure/figure-html.ts',
    from: '<p class="measure" id="${id}-matt">${figure.measure}</p>',
    to: '<p class="measure" id="${id}-matt">${raw(figure.measure)}</p>',
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
    tests: ['tests/browser/embed-around.test.ts'],
    isBuilt: true,
  },
];

export const siteGuards: readonly Guard[] = [
  ...http,
  ...dataFiles,
  ...shared,
  ...charts,
  ...embeds,
];
