/** What may happen to a catalogue in ten years, one change after another. */
import type { Item, Row } from './rows.ts';
import type { Session } from './session.ts';

export interface CatalogueChange {
  readonly name: string;
  readonly make: (session: Session) => void;
}

const renamed = (id: string, title: string) => (items: readonly Item[]) =>
  items.map((item) => (item.id === id ? { ...item, title } : item));
const without = (id: string) => (items: readonly Item[]) => items.filter((item) => item.id !== id);
const withMunicipality = (id: string, title: string) => (items: readonly Item[]) => [
  ...items,
  { id, title, type: 'K' },
];
/** The same figures for another area, or for another area too. */
const copied = (rows: readonly Row[], from: string, to: string) =>
  rows
    .filter(({ municipality }) => municipality === from)
    .map((row) => ({ ...row, municipality: to }));

export const catalogueChanges: readonly CatalogueChange[] = [
  {
    name: 'a kommun is renamed',
    make: (session) => session.rewriteList('municipality', renamed('2305', 'Bräcke-Ragunda')),
  },
  {
    name: 'a namesake takes the old name',
    make: (session) => {
      session.rewriteList('municipality', withMunicipality('2399', 'Bräcke'));
      session.rewriteRows((rows) => [
        ...rows,
        ...copied(rows, '1490', '2399').map((row) => ({
          ...row,
          values: row.values.map((entry) =>
            entry.value === null ? entry : { ...entry, value: entry.value * 0.9 },
          ),
        })),
      ]);
    },
  },
  {
    name: 'a kommun leaves the list, with its figures',
    make: (session) => {
      session.rewriteList('municipality', without('1490'));
      session.rewriteRows((rows) => rows.filter(({ municipality }) => municipality !== '1490'));
    },
  },
  {
    name: 'two kommuner become one with a new code',
    make: (session) => {
      session.rewriteList('municipality', without('0331'));
      session.rewriteList('municipality', without('1715'));
      session.rewriteList('municipality', withMunicipality('0399', 'Heby-Kil'));
      session.rewriteRows((rows) => [...rows, ...copied(rows, '0331', '0399')]);
    },
  },
  {
    name: 'a region is renamed',
    make: (session) => session.rewriteList('municipality', renamed('0023', 'Region Mittnorrland')),
  },
  {
    name: 'a group has another title and other members',
    make: (session) =>
      session.rewriteList('municipality_groups', (items) =>
        items.map((item) =>
          item.id === 'G176508'
            ? {
                ...item,
                title: 'Liknande kommuner äldreomsorg, Bräcke, 2026',
                members: [{ member_id: '2580', member_title: 'Luleå' }],
              }
            : item,
        ),
      ),
  },
  {
    name: 'a group is gone',
    make: (session) => session.rewriteList('municipality_groups', without('G176508')),
  },
  {
    name: 'a KPI has another title',
    make: (session) =>
      session.rewriteList(
        'kpi',
        renamed('N21006', 'Kostnad för hemtjänst i äldreomsorgen, kr/hemtjänsttagare'),
      ),
  },
  {
    name: 'a KPI has another unit and description',
    make: (session) =>
      session.rewriteList('kpi', (items) =>
        items.map((item) =>
          item.id === 'U21401'
            ? { ...item, title: 'Personalkontinuitet, andel (%)', description: 'Nu i procent.' }
            : item,
        ),
      ),
  },
  {
    name: 'a KPI is no longer listed',
    make: (session) => session.rewriteList('kpi', without('N21009')),
  },
  {
    name: 'a KPI becomes one of the regions, split by gender',
    make: (session) =>
      session.rewriteList('kpi', (items) =>
        items.map((item) =>
          item.id === 'N21024'
            ? { ...item, municipality_type: 'L', is_divided_by_gender: true }
            : item,
        ),
      ),
  },
  {
    name: 'values are revised',
    make: (session) => {
      const keys = [...session.honest()].filter(
        ([key, { value }]) =>
          /^(?:N21006|U21468) 2305 20(?:19|20|23) T/.test(key) && value !== null,
      );
      for (const [key, { value }] of keys) session.revise(key, Math.round((value ?? 0) * 0.95));
    },
  },
];
