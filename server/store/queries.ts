import { defineQuery } from './query.ts';

const changeParams = {
  kpis: 'VARCHAR[]',
  areas: 'VARCHAR[]',
  first_kpi: 'VARCHAR',
  last_kpi: 'VARCHAR',
  older: 'INTEGER',
  newer: 'INTEGER',
} as const;

/** Every statement that the store runs, by its file in `queries/`. */
export const queries = {
  comparison: defineQuery('comparison', {
    params: {
      kpi: 'VARCHAR',
      areas: 'VARCHAR[]',
      genders: 'VARCHAR[]',
      first_year: 'SMALLINT',
      last_year: 'SMALLINT',
      years: 'SMALLINT[]',
      release: 'INTEGER',
    },
    row: {
      area: 'SMALLINT',
      year: 'SMALLINT',
      gender: 'SMALLINT',
      value: 'DOUBLE?',
      status: 'VARCHAR',
      source: 'INTEGER',
    },
  }),
  kpis: defineQuery('kpis', {
    params: { release: 'INTEGER' },
    row: {
      id: 'VARCHAR',
      title: 'VARCHAR',
      description: 'VARCHAR?',
      unit: 'VARCHAR',
      curated_set: 'VARCHAR?',
      good_direction: 'VARCHAR',
      gender_split: 'BOOLEAN',
      operating_area: 'VARCHAR?',
      municipality_type: 'VARCHAR',
      preliminary_publication_date: 'VARCHAR?',
      publication_date: 'VARCHAR?',
      publication_period: 'VARCHAR?',
      discontinued: 'BOOLEAN',
    },
  }),
  heldKpis: defineQuery('held-kpis', {
    params: { release: 'INTEGER' },
    row: { kpi: 'VARCHAR' },
  }),
  areas: defineQuery('areas', {
    params: { release: 'INTEGER' },
    row: {
      id: 'VARCHAR',
      slug: 'VARCHAR',
      name: 'VARCHAR',
      kind: 'VARCHAR',
      county: 'VARCHAR?',
      since: 'INTEGER',
      is_current: 'BOOLEAN',
    },
  }),
  groups: defineQuery('groups', {
    params: { release: 'INTEGER' },
    row: { id: 'VARCHAR', title: 'VARCHAR', members: 'VARCHAR[]' },
  }),
  formerGroups: defineQuery('former-groups', {
    params: { release: 'INTEGER' },
    row: { id: 'VARCHAR', title: 'VARCHAR' },
  }),
  releases: defineQuery('releases', {
    params: {},
    row: { number: 'INTEGER', id: 'VARCHAR', published_at: 'VARCHAR', source: 'VARCHAR' },
  }),
  sources: defineQuery('sources', {
    params: {},
    row: { id: 'INTEGER', kind: 'VARCHAR', citation: 'VARCHAR' },
  }),
  holdings: defineQuery('holdings', {
    params: {},
    row: { observations: 'DOUBLE', kpis: 'INTEGER', areas: 'INTEGER' },
  }),
  coverage: defineQuery('coverage', {
    params: { kpi: 'VARCHAR', kind: 'VARCHAR', release: 'INTEGER' },
    row: { year: 'SMALLINT', areas: 'INTEGER' },
  }),
  spread: defineQuery('spread', {
    params: { kpi: 'VARCHAR', year: 'SMALLINT', kind: 'VARCHAR', release: 'INTEGER' },
    row: {
      area: 'VARCHAR',
      year: 'SMALLINT',
      gender: 'VARCHAR',
      value: 'DOUBLE?',
      status: 'VARCHAR',
    },
  }),
  touchedKpis: defineQuery('touched-kpis', {
    params: { kpis: 'VARCHAR[]', areas: 'VARCHAR[]', older: 'INTEGER', newer: 'INTEGER' },
    row: { kpi: 'VARCHAR', rows: 'INTEGER' },
  }),
  changeCount: defineQuery('change-count', {
    params: changeParams,
    row: { changes: 'INTEGER' },
  }),
  changes: defineQuery('changes', {
    params: { ...changeParams, first: 'INTEGER', last: 'INTEGER' },
    row: {
      kpi: 'VARCHAR',
      area: 'VARCHAR',
      year: 'SMALLINT',
      gender: 'VARCHAR',
      before_value: 'DOUBLE?',
      before_status: 'VARCHAR?',
      after_value: 'DOUBLE?',
      after_status: 'VARCHAR?',
    },
  }),
} as const;
