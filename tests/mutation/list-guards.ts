/** Kolada's lists of KPIs, areas and groups, and what humans decide of what is held. */
import type { Guard } from './guard.ts';

const lists = 'tests/server/ingest/judge/lists.test.ts';
const decisions = 'tests/server/ingest/judge/decisions.test.ts';
const limits = 'server/ingest/judge-limits.ts';

export const listGuards: readonly Guard[] = [
  ...(
    [
      [
        'a third kommun renamed',
        "code: 'areas-renamed', share: 0, least: 3",
        "code: 'areas-renamed', share: 0, least: 400",
      ],
      [
        'a name that moves',
        "code: 'area-names-moved', share: 0, least: 1",
        "code: 'area-names-moved', share: 0, least: 400",
      ],
      [
        'another kind of area',
        "code: 'area-types', share: 0, least: 1",
        "code: 'area-types', share: 0, least: 400",
      ],
      [
        'lost members',
        "code: 'group-members-lost', share: 0.3",
        "code: 'group-members-lost', share: 2",
      ],
      [
        'replaced members',
        "code: 'group-members-replaced', share: 0.3",
        "code: 'group-members-replaced', share: 2",
      ],
      [
        'retitled groups',
        "code: 'groups-retitled', share: 0.2",
        "code: 'groups-retitled', share: 2",
      ],
      ['retitled KPIs', "code: 'kpis-retitled', share: 0.1", "code: 'kpis-retitled', share: 2"],
      [
        'lost descriptions',
        "code: 'kpi-descriptions-lost', share: 0.1",
        "code: 'kpi-descriptions-lost', share: 2",
      ],
      ['flipped flags', "code: 'kpi-flags', share: 0.1", "code: 'kpi-flags', share: 2"],
      ['the longest of many releases', 'listMemory = 30', 'listMemory = 1'],
    ] as const
  ).map(([what, from, to]) => ({
    name: `judge: lists are held by ${what}`,
    file: limits,
    from,
    to,
    tests: [lists],
  })),
  {
    name: 'judge: a kommun that has left gives its name to another',
    file: 'server/ingest/judge-lists.ts',
    from: 'before.filter(({ id }) => listed.has(id))',
    to: 'before.filter(({ id }) => listed.size > 0 || id)',
    tests: [lists],
  },
  {
    name: 'judge: what an id is said twice of is not taken',
    file: 'server/ingest/distinct-rows.ts',
    from: 'if (others.length === 0) rows.push(first[1]);',
    to: 'if (others.length >= 0) rows.push(first[1]);',
    tests: [lists],
  },
  {
    name: 'judge: a refused list is not asked about again',
    file: 'server/ingest/catalogue-verdict.ts',
    from: '&& !decided.isRefused(held)',
    to: '&& held.faults.length > 0',
    tests: [lists],
  },
  {
    name: 'review: what Kolada has mended is no decision',
    file: 'server/ingest/taken.ts',
    from: 'shown.length / 2',
    to: '-1',
    tests: [decisions],
  },
  {
    name: 'review: a choice is remembered',
    file: 'server/ingest/holds.ts',
    from: 'isNow ? now.choice : said?.choice',
    to: 'isNow ? now.choice : undefined && said',
    tests: [decisions],
  },
  {
    name: 'review: other contradictions are asked about anew',
    file: 'server/ingest/holds.ts',
    from: 'one.kpi === kpi && one.conflict === conflict',
    to: 'one.kpi === kpi',
    tests: [decisions],
  },
];
