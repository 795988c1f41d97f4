-- One release file. Every table keeps its history: a row holds from release number `since`
-- until (not including) release number `until`, null while it still holds.

-- A release that has been published into this file; `number` counts from 1 without gaps.
CREATE TABLE release (
  number INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  published_at TIMESTAMP NOT NULL,
  source VARCHAR NOT NULL
);

-- Where a value was taken from, in the words to cite: `Kolada`, or a snapshot's document.
CREATE TABLE source (
  id USMALLINT NOT NULL,
  kind VARCHAR NOT NULL,
  citation VARCHAR NOT NULL
);

-- What Kolada said of a KPI, with curated set and direction.
CREATE TABLE kpi (
  id VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  description VARCHAR,
  unit VARCHAR NOT NULL,
  curated_set VARCHAR,
  good_direction VARCHAR NOT NULL,
  gender_split BOOLEAN NOT NULL,
  municipality_type VARCHAR NOT NULL,
  operating_area VARCHAR,
  perspective VARCHAR,
  auspice VARCHAR,
  has_ou_data BOOLEAN NOT NULL,
  preliminary_publication_date VARCHAR,
  publication_date VARCHAR,
  publication_period VARCHAR,
  discontinued BOOLEAN NOT NULL,
  -- False once Kolada has dropped the KPI from its catalogue.
  listed BOOLEAN NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER
);

-- A kommun, region or Riket.
CREATE TABLE area (
  id VARCHAR NOT NULL,
  slug VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  county VARCHAR,
  since INTEGER NOT NULL,
  until INTEGER
);

-- A group of kommuner as Kolada names it; its title and members change between releases.
CREATE TABLE area_group (
  id VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  members VARCHAR[] NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER
);

-- One value, or one stated gap, that Kolada gave for a KPI, area, year and gender.
CREATE TABLE observation (
  kpi VARCHAR NOT NULL,
  area VARCHAR NOT NULL,
  year SMALLINT NOT NULL,
  gender VARCHAR NOT NULL,
  value DOUBLE,
  status VARCHAR NOT NULL,
  count INTEGER NOT NULL,
  source USMALLINT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER
);

-- What is fetched at each refresh, and since when: KPIs for all areas, and chosen groups.
CREATE TABLE watch (
  kind VARCHAR NOT NULL,
  id VARCHAR NOT NULL,
  added_at TIMESTAMP NOT NULL
);
