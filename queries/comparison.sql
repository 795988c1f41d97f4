-- One observation of a comparison, in the order asked: KPI, area, year, T K M.
-- `first_years` and `last_years` stand beside `kpis`; an empty `years` means every year between.
SELECT
  o.kpi,
  o.area,
  o.year,
  o.gender,
  CASE WHEN o.status = '' THEN o.value END AS value,
  o.status,
  o.source::INTEGER AS source
FROM (
  SELECT
    unnest($kpis::VARCHAR[]) AS kpi,
    unnest($first_years::SMALLINT[]) AS first_year,
    unnest($last_years::SMALLINT[]) AS last_year
) AS asked
JOIN observation AS o ON o.kpi = asked.kpi
WHERE list_contains($areas::VARCHAR[], o.area)
  AND list_contains($genders::VARCHAR[], o.gender)
  AND o.year BETWEEN asked.first_year AND asked.last_year
  AND ($years::SMALLINT[] = [] OR list_contains($years::SMALLINT[], o.year))
  AND o.since <= $release::INTEGER
  AND (o.until IS NULL OR o.until > $release::INTEGER)
ORDER BY
  list_position($kpis::VARCHAR[], o.kpi),
  list_position($areas::VARCHAR[], o.area),
  o.year,
  list_position(['T', 'K', 'M'], o.gender)
