import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  heldRefresh,
  leapFactor,
  levelFactor,
  conflictingRows,
  largeGroup,
  limits,
  listLimits,
  listLoss,
  listMemory,
  lostArea,
  repeatedRows,
  rewrittenYears,
  type Limit,
} from '../../../../server/ingest/judge-limits.ts';
import { alarmCodes } from '../../../../server/ingest/job.ts';
import { ingestAlarmText } from '../../../../web/shared/text/ingest.ts';
import { projectRoot } from '../../../support/source-file.ts';

const runbook = readFileSync(join(projectRoot, 'server/deploy/README.md'), 'utf8');
const rows = runbook
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const rowOf = (code: string, with_ = '') =>
  rows.find(
    (row) => row.length === 8 && row[1]?.includes(`\`${code}\``) && row[2]?.includes(with_),
  );
const percent = (share: number) => (share >= 1 ? '–' : `${share * 100} %`);
const all: Readonly<Record<string, Limit>> = limits;
/** Two limits have no row of their own: they share one with another. */
const texts: Readonly<Record<string, string>> = {
  level: `factor of ${levelFactor}`,
  leap: `factor of ${leapFactor}`,
  newLevel: `factor of ${leapFactor}`,
  rewritten: `in ${rewrittenYears} years`,
};

describe('the runbook’s table of limits', () => {
  test.each(Object.entries(all).filter(([name]) => name !== 'zeroedFlag'))(
    'says what the code does: %s',
    (name, { code, ofKpi, ofPart, least, leastOfPart, judgesFew }) => {
      const row = rowOf(code, texts[name]);
      expect(row?.slice(3, 6)).toEqual([
        percent(ofKpi),
        percent(ofPart),
        `${least}${judgesFew ? '\\*' : ''}, ${leastOfPart}`,
      ]);
    },
  );

  test('says the rest in words', () => {
    expect(rowOf('all-zero', `${limits.zeroedFlag.ofKpi * 100} %`)).toBeDefined();
    expect(rowOf(lostArea.code)?.slice(3, 6)).toEqual([
      '–',
      percent(lostArea.share),
      `${lostArea.least}\\*`,
    ]);
    expect(rowOf('kpi-list-shrunk')?.[3]).toBe(percent(listLoss.kpi));
    expect(rowOf('area-list-shrunk')?.[3]).toBe(percent(listLoss.area));
    expect(rowOf('group-list-shrunk')?.[3]).toBe(percent(listLoss.area_group));
    for (const { code, share, least } of Object.values(listLimits)) {
      expect(rowOf(code)?.slice(3, 6)).toEqual([
        share === 0 ? '–' : percent(share),
        '–',
        `${least}`,
      ]);
    }
    expect(rowOf('kpi-list-shrunk')?.[2]).toContain(`last ${listMemory} releases`);
    expect(rowOf('group-members-lost')?.[2]).toContain(`one of ${largeGroup} or more`);
    expect(runbook).toContain(`more than ${heldRefresh.share * 100} % of the known KPIs`);
    expect(heldRefresh.moreThan).toBe(2);
    expect(runbook).toContain(`more than ${repeatedRows * 100} % of the rows come twice`);
  });

  test('has a row, and the terminal a sentence, for every code', () => {
    const others = ['no-rows', 'retitled', 'conflicting-values', lostArea.code];
    const lists = [
      'kpi-list-shrunk',
      'area-list-shrunk',
      'group-list-shrunk',
      conflictingRows,
      ...Object.values(listLimits).map(({ code }) => code),
    ];
    const codes = [...Object.values(all).map(({ code }) => code), ...others, ...lists];
    expect(codes.filter((code) => rowOf(code) === undefined)).toEqual([]);
    expect(codes.filter((code) => !alarmCodes.some((known) => known === code))).toEqual([]);
    const unknown = ingestAlarmText('no such code');
    expect(codes.filter((code) => ingestAlarmText(code) === unknown)).toEqual([]);
  });
});
