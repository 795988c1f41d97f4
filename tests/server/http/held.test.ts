import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { refuseHeld } from '../../../server/review/decide.ts';
import { readHeld } from '../../../server/store/held.ts';
import { comparisonSchema, kpiSchema } from '../../../server/routes/api-schemas.ts';
import { useJudgedKolada } from '../../support/judged-kolada.ts';
import { plain } from '../../support/plain-text.ts';
import { serveFolder, type ServedFolder } from '../../support/served-folder.ts';

const judged = useJudgedKolada();
const query = 'nyckeltal=N21006&kommuner=2305,1490&ar=2015-2024';
const other = 'nyckeltal=U21468&kommuner=2305,1490&ar=2015-2024';
let server: ServedFolder;

beforeEach(async () => {
  server = await serveFolder({
    dir: judged.dir,
    now: () => new Date(),
  });
  onTestFinished(server.close);
});

async function holdCost(): Promise<void> {
  const when = { path: /\/data\// };
  judged.kolada.setFault({ kind: 'scale', factor: 1000, kpi: 'N21006', when });
  expect(await judged.run()).toMatchObject({ alarms: [{ kpi: 'N21006', code: 'level' }] });
}

const now = () => new Date();
const releaseOf = async () => (await server.health()).release;

describe('while a KPI is held', () => {
  test('/health names it, and is well again when it is refused or mended', async () => {
    await holdCost();
    expect(await server.health()).toMatchObject({
      status: 'degraded',
      reason: 'kept-old-values',
      held: [{ kpi: 'N21006', state: 'open', faults: [{ code: 'level' }] }],
    });
    const { entries } = await readHeld(judged.dir);
    await refuseHeld(entries, { dir: judged.dir, now });
    const refused = await server.health();
    expect(refused.reason).not.toBe('kept-old-values');
    expect(refused.held?.[0]?.state).toBe('refused');
    judged.kolada.setFault(undefined);
    await judged.run();
    expect((await server.health()).held).toBeUndefined();
  });

  test("the KPI's own page says so, and another's does not", async () => {
    const page = async (id: string) => plain(await server.text(`/nyckeltal/${id}`));
    expect(await page('N21006')).not.toContain('kontrolleras');
    await holdCost();
    await server.health();
    expect(await page('N21006')).toContain('Värdena kontrolleras');
    expect(await page('U21468')).not.toContain('kontrolleras');
  });

  test.each(['/jamfor', '/inbaddat', '/rapport'])(
    '%s says so, and shows the old values',
    async (path) => {
      const before = plain(await server.text(`${path}?${query}`));
      expect(before).not.toContain('kontrolleras');
      await holdCost();
      await server.health();
      expect(plain(await server.text(`${path}?${query}`))).toContain('Värdena kontrolleras');
      expect(plain(await server.text(`${path}?${other}`))).not.toContain('kontrolleras');
    },
  );

  test('the API has a field, but not in a locked address, whose bytes stay', async () => {
    const locked = `/api/v1/comparison?${query}&utgava=${await releaseOf()}`;
    const [bytes, before] = [await server.text(locked), await read(query)];
    await holdCost();
    await server.health();
    const after = await read(query);
    expect(after.observations).toEqual(before.observations);
    expect(after.kpis[0]?.underReview).toMatchObject({
      state: 'open',
      faults: [{ code: 'level' }],
    });
    expect((await read(other)).kpis[0]?.underReview).toBeUndefined();
    expect(await server.text(locked)).toBe(bytes);
    const one = kpiSchema.parse(JSON.parse(await server.text('/api/v1/kpis/N21006')));
    expect(one.underReview?.state).toBe('open');
  });

  test('an answer that was kept is made anew as soon as it is held, and when it is mended', async () => {
    const page = () => server.text(`/inbaddat?${query}`);
    const honest = await page();
    await holdCost();
    await server.health();
    const held = await page();
    expect(held).not.toBe(honest);
    judged.kolada.setFault(undefined);
    await judged.run();
    await server.health();
    expect(plain(await page())).not.toContain('kontrolleras');
  });

  test('the feed tells', async () => {
    await holdCost();
    await server.health();
    expect(await server.text(`/andringar.atom?${query}`)).toContain(
      'Värdena kontrolleras: Kostnad',
    );
    expect(await server.text(`/andringar.atom?${other}`)).not.toContain('kontrolleras');
  });
});

test('of a KPI that is called something else it is the name that is checked', async () => {
  judged.kolada.renameKpi('N21006', 'Antal hästar, antal');
  await judged.run();
  await server.health();
  const texts = [`/nyckeltal/N21006`, `/jamfor?${query}`, `/andringar.atom?${query}`];
  for (const path of texts) {
    const text = plain(await server.text(path));
    expect(text).toContain('Namnet kontrolleras');
    expect(text).not.toContain('Värdena kontrolleras');
  }
});

test('lists that are held are told in /health and in the feed', async () => {
  judged.kolada.setFault({ kind: 'short-list', share: 0.5, when: { path: /\/municipality\?/ } });
  await judged.run();
  expect(await server.health()).toMatchObject({
    status: 'degraded',
    held: [{ kpi: 'katalog', faults: [{ code: 'area-list-shrunk' }] }],
  });
  const feed = () => server.text(`/andringar.atom?${query}`);
  expect(await feed()).toContain(
    'Koladas listor över nyckeltal, kommuner och grupper kontrolleras',
  );
  judged.kolada.setFault(undefined);
  await judged.run();
  await server.health();
  expect(await feed()).not.toContain('kontrolleras');
});

test('a kommun that is held is named where it is shown, and nowhere else', async () => {
  judged.kolada.setFault({ kind: 'drop-area', area: '2305', when: { path: /\/data\// } });
  await judged.run();
  await server.health();
  const shown = plain(await server.text(`/inbaddat?${query}`));
  expect(shown).toContain('Värdena för Bräcke kontrolleras');
  const without = query.replace('2305,1490', '1490,0180');
  expect(plain(await server.text(`/inbaddat?${without}`))).not.toContain('kontrolleras');
});

async function read(asked: string) {
  return comparisonSchema.parse(JSON.parse(await server.text(`/api/v1/comparison?${asked}`)));
}
