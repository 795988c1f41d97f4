/** What a locked address is answered from, and what leaves the building. */
import type { Guard } from './guard.ts';

const forEver = ['tests/server/routes/locked-for-ever.test.ts'];
const names = ['tests/server/routes/former-names.test.ts'];
const areaHistory = ['tests/web/shared/area-history.test.ts'];

export const lockedGuards: readonly Guard[] = [
  {
    name: 'locked: an address is read with the names of its release',
    file: 'server/http/read-comparison.ts',
    from: 'await store.catalogueAt(release ?? asOf)',
    to: 'await store.catalogueAt(undefined)',
    tests: forEver,
  },
  {
    name: 'locked: a file names areas as its release did',
    file: 'server/routes/export.ts',
    from: 'await store.catalogueAt(release.id)',
    to: 'await store.catalogueAt(undefined)',
    tests: forEver,
  },
  {
    name: 'locked: a page names the chosen as its release did',
    file: 'server/pages/render-comparison.ts',
    from: 'await store.catalogueAt(read.comparison.release)',
    to: 'await store.catalogueAt(undefined)',
    tests: forEver,
  },
  {
    name: 'locked: who reports a measure is as its release said',
    file: 'server/store/open-store.ts',
    from: 'await file.catalogueOf(release);\n  const kind',
    to: 'file.catalogue;\n  const kind',
    tests: forEver,
  },
  {
    name: 'locked: an area unknown to the release is not looked for in a newer one',
    file: 'server/store/catalogue.ts',
    from: 'session.all(queries.areas, { release })',
    to: 'session.all(queries.areas, { release: 1_000_000 })',
    tests: forEver,
  },
  {
    name: 'locked: when Kolada was asked last is no part of it',
    file: 'server/store/release-info.ts',
    from: 'locked === undefined ? info : { ...info, checkedAt: info.publishedAt }',
    to: 'info',
    tests: forEver,
  },
  {
    name: 'locked: a single measure is kept for ever too',
    file: 'server/http/send-answer.ts',
    from: "locked === undefined ? 'revalidate' : 'immutable'",
    to: "'revalidate'",
    tests: forEver,
  },
  {
    name: 'locked: an answer to a faulty address has a tag of its own',
    file: 'server/http/send-answer.ts',
    from: '...shown, ...faults]',
    to: '...shown]',
    tests: names,
  },
  {
    name: 'locked: an answer to a faulty address is not kept for ever',
    file: 'server/http/send-answer.ts',
    from: 'release === undefined || faults.length > 0',
    to: 'release === undefined',
    tests: names,
  },
  {
    name: 'locked: the way to newer figures is told in codes',
    file: 'web/shared/figure/links.ts',
    from: '{ find: () => undefined }',
    to: "{ find: (id) => ({ id, slug: `x-${id}`, name: id, kind: 'municipality' }) }",
    tests: names,
  },
  {
    name: 'names: a slug of before leads to who had it',
    file: 'server/store/catalogue.ts',
    from: '[...history, ...groupAreas',
    to: '[...areas.map((area) => ({ ...area, since: 0 })), ...groupAreas',
    tests: names,
  },
  {
    name: 'names: a slug that two have had leads to neither',
    file: 'web/shared/area.ts',
    from: 'return others.length === 0 ? area : undefined;',
    to: 'return others.length === 0 ? area : others.at(-1);',
    tests: areaHistory,
  },
  {
    name: 'names: a region keeps the bare name that a kommun takes',
    file: 'web/shared/area.ts',
    from: "kind === 'region' && since < (firsts.get(key) ?? Infinity)",
    to: "kind === 'region' && !firsts.has(key)",
    tests: areaHistory,
  },
  {
    name: 'names: a group that has left the list is still known',
    file: 'server/store/catalogue.ts',
    from: '[...groups, ...formerGroupRows]',
    to: '[...groups]',
    tests: names,
  },
  {
    name: 'names: a kommun that has left the list is said to have',
    file: 'web/shared/figure/cautions.ts',
    from: '    unlisted,\n',
    to: '',
    tests: names,
  },
  {
    name: 'links: what leaves the building carries codes',
    file: 'server/http/read-comparison.ts',
    from: 'const canonical = formatInFull(comparison)',
    to: 'const canonical = formatInFull({ ...comparison, areas: comparison.areas.map((id) => directory.find(id)?.slug ?? id) })',
    tests: ['tests/server/routes/embed-kit.test.ts', 'tests/server/routes/comparison.test.ts'],
  },
  {
    name: 'links: what leaves the building spells out the years',
    file: 'web/shared/comparison/year-choice.ts',
    from: "formatYears(comparison) ?? (comparison.view === 'linje' ? all : latest)",
    to: "formatYears(comparison) ?? ''",
    tests: ['tests/web/shared/query.test.ts'],
  },
  {
    name: 'links: a locked short address carries codes',
    file: 'web/shared/comparison/query.ts',
    from: 'isLocked ? id : (directory.find(id)?.slug ?? id)',
    to: 'directory.find(id)?.slug ?? id',
    tests: ['tests/web/shared/query.test.ts'],
  },
];
