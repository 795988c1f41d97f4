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
];
