/** That an answer is whole, readable to who asked, and at the right address. */
import type { Guard } from './guard.ts';

const whole = 'tests/server/http/whole-answers.test.ts';
const sizes = 'tests/server/http/sent-sizes.test.ts';
const cache = 'tests/server/http/answer-cache.test.ts';
const straight = 'tests/server/http/straight-path.test.ts';

export const answersGuards: readonly Guard[] = [
  {
    name: 'answers: headers and body of what is sent again are of the same encoding',
    file: 'server/http/sent-answers.ts',
    from: 'return { body, headers: Object.fromEntries(headers) };',
    to: 'return { body: whole.answer.plain, headers: Object.fromEntries(headers) };',
    tests: [whole],
  },
  {
    name: 'answers: an encoding that is ruled out is not used',
    file: 'server/http/encoding.ts',
    from: '.filter((name) => weightFor(name) > 0)',
    to: '.filter((name) => weightFor(name) >= 0)',
    tests: [whole],
  },
  {
    name: 'answers: what varies with the encoding says so',
    file: 'server/http/sent-answers.ts',
    from: 'if (mayVary || status === 304) addVary(c.res.headers);',
    to: '',
    tests: [whole],
  },
  {
    name: 'answers: a strong tag is of one encoding',
    file: 'server/http/sent-answers.ts',
    from: "if (etag !== null) headers.set('ETag', encodedEtag(etag, encoding));",
    to: '',
    tests: [whole],
  },
  {
    name: 'answers: a client that has the answer in another encoding has it',
    file: 'server/http/cache-headers.ts',
    from: 'const held = tags.find((tag) => ours.has(opaque(tag)));',
    to: 'const held = tags.find((tag) => opaque(tag) === opaque(etag));',
    tests: [whole],
  },
  {
    name: 'answers: a stream that breaks is cut, not ended',
    file: 'server/http/sent-answers.ts',
    from: "onDemand(encoding === 'identity' ? body : compressStream(body, encoding))",
    to: "(encoding === 'identity' ? body : compressStream(body, encoding))",
    tests: ['tests/server/export/broken-stream.test.ts'],
  },
  {
    name: 'answers: streams are compressed too',
    file: 'server/http/sent-answers.ts',
    from: "sendStream(c, mayVary ? accepted.encoding : 'identity');",
    to: "sendStream(c, 'identity');",
    tests: [sizes],
  },
  {
    name: 'answers: a compressed form counts in the memory it takes',
    file: 'server/http/answer-cache.ts',
    from: 'if (entry?.answer === answer) count(entry, more);',
    to: 'if (entry?.answer === answer) count(entry, 0);',
    tests: [cache],
  },
  {
    name: 'answers: what has left the cache is not counted',
    file: 'server/http/answer-cache.ts',
    from: 'if (entry?.answer === answer) count(entry, more);',
    to: 'count(entry ?? { answer, cost: 0 }, more);',
    tests: [cache],
  },
  {
    name: 'answers: a small file that lacks rows is a problem, and gives its turn back',
    file: 'server/routes/export.ts',
    from: 'if (start.isWhole) close();',
    to: '',
    tests: ['tests/server/export/turns.test.ts'],
  },
  {
    name: 'answers: a redirect is put together from our own words',
    file: 'server/http/straight-path.ts',
    from: ".filter((segment) => segment !== '')",
    to: '',
    tests: [straight],
  },
  {
    name: 'answers: a mangled path keeps its query',
    file: 'server/http/straight-path.ts',
    from: 'Location: `${straight}${query}`',
    to: 'Location: straight',
    tests: [straight],
  },
  {
    name: 'answers: who takes anything is taken for a reader',
    file: 'server/pages/problem-page.ts',
    from: 'default: page })',
    to: "default: 'application/json' })",
    tests: ['tests/server/pages/problem-page.test.ts'],
  },
  {
    name: 'answers: so many faults are named and no more',
    file: 'web/shared/text/problem.ts',
    from: 'if (left <= 0) return [...sentences];',
    to: 'if (left <= 1_000_000) return [...sentences];',
    tests: ['tests/server/pages/many-faults.test.ts'],
  },
  {
    name: 'answers: a tunnel is refused only when its turn has come',
    file: 'server/http/refuse-tunnel.ts',
    from: 'if (before === undefined || before.writableFinished) refuse();',
    to: 'if (before !== null) refuse();',
    tests: ['tests/hostile/raw-http.test.ts'],
  },
];
