/** What meets the outside: other sites' pages, settings, crawlers, and a source out of reach. */
import type { Guard } from './guard.ts';

export const edgesGuards: readonly Guard[] = [
  {
    name: 'edges: another site may not start a fetch',
    file: 'server/http/own-origin.ts',
    from: '&& !isOwn(c, publicOrigin)',
    to: '&& isOwn === undefined',
    tests: ['tests/server/http/own-origin.test.ts'],
  },
  {
    name: 'edges: a neighbour under the same domain is another site',
    file: 'server/http/own-origin.ts',
    from: "site === undefined || site === 'same-origin'",
    to: "site === undefined || site.startsWith('same-')",
    tests: ['tests/server/http/own-origin.test.ts'],
  },
  {
    name: 'edges: another port on this machine is another site',
    file: 'server/http/own-origin.ts',
    from: '&& from.port === asked.port',
    to: '',
    tests: ['tests/server/http/own-origin.test.ts'],
  },
  {
    name: 'edges: one address has its share of the hour and no more',
    file: 'server/refresh/fetch-quota.ts',
    from: 'mine.length + ids.length > own',
    to: 'mine.length + ids.length > all',
    tests: ['tests/hostile/fetch-abuse.test.ts', 'tests/server/refresh/kept-quota.test.ts'],
  },
  {
    name: 'edges: what was taken is remembered after a restart',
    file: 'server/refresh/kept-quota.ts',
    from: 'if (!known.has(nameOf(other))) taken.push(other);',
    to: 'known.add(nameOf(other));',
    tests: ['tests/server/refresh/kept-quota.test.ts'],
  },
  {
    name: 'edges: an address is kept only in disguise',
    file: 'server/refresh/fetch-quota.ts',
    from: 'undefined : disguise(address);',
    to: 'undefined : address;',
    tests: ['tests/server/refresh/kept-quota.test.ts'],
  },
  {
    name: 'edges: only this machine tells for whom it asks',
    file: 'server/http/client-address.ts',
    from: 'return isLoopback(socket) && isIP',
    to: 'return isIP',
    tests: ['tests/server/http/client-address.test.ts'],
  },
  {
    name: 'edges: what nobody asks for leaves the watch list',
    file: 'server/ingest/watch-upkeep.ts',
    from: 'const leaving = watch.filter((entry) => !isWanted(entry));',
    to: 'const leaving = watch.filter((entry) => entry.id === isWanted.name);',
    tests: ['tests/server/ingest/watch-upkeep.test.ts'],
  },
  {
    name: 'edges: what has left does not come back from the release',
    file: 'server/ingest/publish.ts',
    from: "await draft.run('DELETE FROM watch');",
    to: "await draft.run('DELETE FROM watch WHERE id IN (SELECT id FROM kpi WHERE false)');",
    tests: ['tests/server/ingest/watch-upkeep.test.ts'],
  },
  {
    name: 'edges: a lost watch list comes back from the release',
    file: 'server/ingest/watch-upkeep.ts',
    from: 'if (copy.length > 0)',
    to: 'if (copy.length < 0)',
    tests: ['tests/server/ingest/watch-upkeep.test.ts'],
  },
  {
    name: 'edges: without a count of what is asked for, nothing leaves',
    file: 'server/ingest/watch-upkeep.ts',
    from: "[addedAt.slice(0, 10), asked.since, asked.last[id] ?? '']",
    to: "[addedAt.slice(0, 10), asked.last[id] ?? '']",
    tests: ['tests/server/ingest/watch-upkeep.test.ts'],
  },
];
