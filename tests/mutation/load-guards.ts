/** Work in progress, its readers, threads and connections. */
import type { Guard } from './guard.ts';

export const loadGuards: readonly Guard[] = [
  {
    name: 'load: what nobody waits for is stopped',
    file: 'server/http/attended-work.ts',
    from: 'if (flight.readers === 0) flight.controller.abort(signal.reason);',
    to: '',
    tests: ['tests/server/http/attended-work.test.ts'],
  },
  {
    name: 'load: an answer goes on while one of its readers is there',
    file: 'server/http/attended-work.ts',
    from: 'if (flight.readers === 0) flight',
    to: 'flight',
    tests: ['tests/server/http/attended-work.test.ts'],
  },
  {
    name: 'load: an answer that takes too long is given up',
    file: 'server/http/attended-work.ts',
    from: 'setTimeout(late, deadlineMs)',
    to: 'setTimeout(late, 2 ** 30)',
    tests: ['tests/server/http/attended-work.test.ts'],
  },
  {
    name: 'load: a comparison claims its cost before it is read',
    file: 'server/pages/page-tools.ts',
    from: 'await claim(costOf(read.comparison, drawings));',
    to: '',
    tests: ['tests/server/load.test.ts'],
  },
  {
    name: 'load: a statement whose reader has gone is interrupted',
    file: 'server/store/session-pool.ts',
    from: "signal?.addEventListener('abort', session.interrupt);",
    to: '',
    tests: ['tests/server/store/session-pool.test.ts'],
  },
  {
    name: 'load: the cheapest work has the next free thread',
    file: 'server/waiting-line.ts',
    from: 'one.cost < cheapest.cost',
    to: 'one.cost > cheapest.cost',
    tests: ['tests/server/threads/thread-pool.test.ts'],
  },
  {
    name: 'load: dear work never waits for ever',
    file: 'server/waiting-line.ts',
    from: 'const eldestOneIn = 4;',
    to: 'const eldestOneIn = Infinity;',
    tests: ['tests/server/threads/thread-pool.test.ts'],
  },
  {
    name: 'load: work that weighs more than may run waits for the others',
    file: 'server/http/turns.ts',
    from: 'count === 0 || running + weight <= most',
    to: 'count >= 0 || running + weight <= most',
    tests: ['tests/server/http/turns.test.ts'],
  },
  {
    name: 'load: one address holds so many connections and no more',
    file: 'server/http/connections.ts',
    from: 'client.connections >= limit && !endIdleOf(client)',
    to: 'client.connections < 0',
    tests: ['tests/server/http/connections.test.ts'],
  },
  {
    name: 'load: one address is answered on so many at a time and no more',
    file: 'server/http/connections.ts',
    from: 'if (one.client.busy > limit) refuse(response, readsPages(request.headers.accept));',
    to: 'if (one.client.busy < 0) refuse(response);',
    tests: ['tests/server/http/connections.test.ts'],
  },
  {
    name: 'load: at the cap of the server the longest idle gives way',
    file: 'server/http/connections.ts',
    from: 'connections.size >= caps.total && !endIdle(() => true)',
    to: 'connections.size >= caps.total',
    tests: ['tests/server/http/connections.test.ts'],
  },
  {
    name: 'load: a Word file holds no more than a handling can',
    file: 'server/report/word-cut.ts',
    from: 'kpis.slice(0, kept)',
    to: 'kpis',
    tests: ['tests/server/report/word-cut.test.ts'],
  },
];
