/** The lists of KPIs, areas and groups, cut or changed. */
import type { ListName } from '../support/fault.ts';
import type { Item } from '../support/rows.ts';
import type { Trial } from './trial.ts';

const degraded = /"status":"degraded"/;

function listed(
  name: ListName,
  change: (item: Item, index: number) => Item | readonly Item[],
): NonNullable<Trial['list']> {
  return (of, items) => (of === name ? items.flatMap(change) : items);
}

const titled = (id: string, title: (old: string) => string) =>
  listed('kpi', (item) =>
    item.id === id ? { ...item, title: title(String(item['title'])) } : item,
  );

/** What Windows shows of UTF-8 that it takes for its own letters. */
const mojibake = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

export const catalogueTrials: readonly Trial[] = [
  {
    name: 'a KPI has another title',
    case: 'R10',
    does: 'N21006 is called Antal hästar i kommunen',
    holds: 'held',
    others: true,
    health: [degraded, /N21006/],
    readersTold: 'N21006',
    list: titled('N21006', () => 'Antal hästar i kommunen'),
  },
  {
    name: 'a KPI has another unit',
    case: 'R10',
    does: 'N21006 is counted in tkr',
    holds: 'held',
    others: true,
    health: [degraded, /N21006/],
    list: titled('N21006', (title) => title.replace('kr/', 'tkr/')),
  },
  {
    name: 'two KPIs have each other’s titles',
    case: 'R10',
    does: 'N21009 and N21024 swap titles',
    holds: 'held',
    health: [degraded, /N210(?:09|24)/],
    list: (name, items) => {
      if (name !== 'kpi') return items;
      const title = (id: string) => items.find((item) => item.id === id)?.['title'];
      return items.map((item) =>
        item.id === 'N21009'
          ? { ...item, title: title('N21024') }
          : item.id === 'N21024'
            ? { ...item, title: title('N21009') }
            : item,
      );
    },
  },
  {
    name: 'every title is wrongly decoded',
    case: 'R10',
    does: 'Ã¥ for å in the titles of KPIs',
    holds: 'held',
    health: [degraded],
    list: listed('kpi', (item) => ({ ...item, title: mojibake(String(item['title'])) })),
  },
  ...(['kpi', 'municipality', 'municipality_groups'] as const).flatMap((name): Trial[] => [
    {
      name: `a third of ${name} is gone`,
      does: `leaves out every third item of /${name}`,
      holds: 'held',
      health: [degraded],
      list: listed(name, (item, index) => (index % 3 === 1 ? [] : item)),
    },
    {
      name: `${name} is empty`,
      does: `no item in /${name}`,
      holds: 'held',
      health: [degraded],
      list: listed(name, () => []),
    },
  ]),
  {
    name: 'a KPI is no longer listed',
    does: 'leaves out U21468',
    holds: 'safe',
    list: listed('kpi', (item) => (item.id === 'U21468' ? [] : item)),
  },
  {
    name: 'an item has no id',
    does: 'one KPI without id',
    holds: 'safe',
    list: listed('kpi', (item, index) => (index === 5 ? { ...item, id: '' } : item)),
  },
  {
    name: 'a KPI is listed twice with two titles',
    does: 'N21006 again, as Antal hästar, last',
    holds: 'safe',
    list: (name, items) =>
      name === 'kpi'
        ? [
            ...items,
            ...items
              .filter(({ id }) => id === 'N21006')
              .map((item) => ({ ...item, title: 'Antal hästar' })),
          ]
        : items,
  },
  {
    name: 'direction marks in a title',
    case: 'R22',
    does: 'U+202E before N21006’s unit, U+200B within, a soft hyphen in a word',
    holds: 'right',
    list: titled('N21006', (title) =>
      title.replace('kr/', '\u202Ekr/').replace('Kostnad', 'Kost\u00ADnad\u200B'),
    ),
  },
  {
    name: 'direction marks in names',
    case: 'R22',
    does: 'U+2066 and U+FEFF around the name of 2305 and in a group’s title',
    holds: 'right',
    list: (name, items) =>
      name === 'municipality' || name === 'municipality_groups'
        ? items.map((item) =>
            item.id === '2305' || item.id === 'G176508'
              ? { ...item, title: `\u2066${String(item['title'])}\uFEFF` }
              : item,
          )
        : items,
  },
  {
    name: 'white space in titles',
    does: 'double spaces, a tab, a line break and a no-break space',
    holds: 'right',
    list: listed('kpi', (item) => ({
      ...item,
      title: ` ${String(item['title']).replace(' ', '  ').replace(', ', ',\u00A0\t\n')} `,
    })),
  },
  {
    name: 'a title that is a script',
    does: 'N21006 is called <script>…',
    holds: 'held',
    health: [degraded, /N21006/],
    list: titled('N21006', () => '<script>alert(1)</script>'),
  },
  {
    name: 'a title without end',
    does: 'a title of 300 000 letters',
    holds: 'safe',
    health: [degraded],
    list: titled('N21006', (title) => title.repeat(6000)),
  },
  {
    name: 'lists are in another order',
    does: 'the last item first, in all four',
    holds: 'right',
    list: (_, items) => items.toReversed(),
  },
  {
    // Smaller ones are taken for a list without an end.
    name: 'lists come on many pages',
    does: 'a hundred items a page',
    holds: 'right',
    pageSize: 100,
  },
];
