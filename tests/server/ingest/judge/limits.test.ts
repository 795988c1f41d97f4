import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  everywhere,
  heldRefresh,
  latestYears,
  leapFactor,
  levelFactor,
  conflictingRows,
  largeGroup,
  limits,
  listLimits,
  listLoss,
  listMemory,
  lostArea,
  ownWay,
  preliminaryFactor,
  preliminaryYears,
  repeatedRows,
  restatedFactor,
  rewrittenYears,
  spoiltArea,
  telling,
  unseenStep,
  yearsAhead,
  yearsBack,
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
const words: Readonly<Record<number, string>> = { 2: 'two', 5: 'five' };
/** What tells a row from others with the same code. */
const texts: Readonly<Record<string, string>> = {
  vanishedLately: `one of the latest ${latestYears} years`,
  level: `factor of ${levelFactor}`,
  leap: `factor of ${leapFactor}`,
  leapPart: 'in a part of an area or year',
  newLevel: `factor of ${leapFactor}`,
  newMedian: `factor of ${levelFactor}, one way, where in the years before fewer than ${ownWay.leaps * 100} %`,
  newZero: `rises to ${((1 + ownWay.zero) / 2) * 100} %`,
  newSign: 'a new year',
  newConstant: `the year before had ${ownWay.different} different ones`,
  newCopy: `where ${ownWay.equal * 100} % do so anyway`,
  newSwap: `where ${ownWay.swaps * 100} % are so`,
  areaSwap: `where ${telling.areas} areas or more have values and ${telling.share * 100} % of these differ`,
  rewritten: `in ${rewrittenYears} years`,
  restated: `before the latest ${words[preliminaryYears]} beyond a factor of ${restatedFactor},`,
  preliminary: `latest ${words[preliminaryYears]} years beyond a factor of ${preliminaryFactor},`,
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
    expect(rowOf(lostArea.code, 'one year of one area')?.slice(4, 6)).toEqual([
      percent(lostArea.ofYear),
      `${lostArea.least}`,
    ]);
    expect(rowOf('level', 'one year of one area')?.slice(4, 6)).toEqual([
      percent(spoiltArea.ofYear),
      `${spoiltArea.least}`,
    ]);
    expect(rowOf(lostArea.code, `or all of ${lostArea.leastAll} or more`)).toBeDefined();
    const little = `more than ${heldRefresh.share * 100} % of the known KPIs, and all`;
    expect(rowOf('many-vanished', little)?.slice(3, 6)).toEqual([
      percent(everywhere.lost),
      '–',
      `${everywhere.least}`,
    ]);
    expect(rowOf('history-rewritten', `${everywhere.years} whole years`)?.[3]).toBe(
      percent(everywhere.yearsInKpis),
    );
    expect(rowOf('new-year-level', `the ${words[yearsBack]} years before`)).toBeDefined();
    expect(rowOf(yearsAhead.code, 'later than the next one')).toBeDefined();
    expect(yearsAhead.years).toBe(1);
    expect(runbook).toContain(`below ${unseenStep * 100} % of the last digit shown`);
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
    const others = [yearsAhead.code, 'no-rows', 'retitled', 'conflicting-values', lostArea.code];
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
