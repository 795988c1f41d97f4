-- One observation of a KPI for the areas, years and genders asked, in no order.
-- Area and gender are places, from 1, in the lists asked for: there may be a million rows, and texts
-- take ten times as long to read. An empty `years` means every year between the first and the last.
-- One KPI at a time: `=` lets DuckDB skip the rest of the file, and a join on a list of KPIs takes
-- twice the time.
SELECT
  list_position($areas::VARCHAR[], area)::SMALLINT AS area,
  year,
  list_position($genders::VARCHAR[], gender)::SMALLINT AS gender,
  CASE WHEN status = '' THEN value END AS value,
  status,
  source::INTEGER AS source
FROM observation
WHERE kpi = $kpi::VARCHAR
  AND list_contains($areas::VARCHAR[], area)
  AND list_contains($genders::VARCHAR[], gender)
  AND year BETWEEN $first_year::SMALLINT AND $last_year::SMALLINT
  AND ($years::SMALLINT[] = [] OR list_contains($years::SMALLINT[], year))
  AND since <= $release::INTEGER
  AND (until IS NULL OR until > $release::INTEGER)
