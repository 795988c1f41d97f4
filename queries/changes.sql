-- One observation of some KPIs in a row whose value or status differs between two releases.
-- Those in place `first` to `last` come; an empty `kpis` or `areas` means all. A value that only moved to another source is not a change.
-- Nothing is kept whole but the older values, on the right of the join; `first_kpi` and `last_kpi`
-- bound how many they are.
WITH
chosen AS NOT MATERIALIZED (
  SELECT kpi, area, year, gender, value, status, since, until
  FROM observation
  WHERE kpi BETWEEN $first_kpi::VARCHAR AND $last_kpi::VARCHAR
    AND ($kpis::VARCHAR[] = [] OR list_contains($kpis::VARCHAR[], kpi))
    AND ($areas::VARCHAR[] = [] OR list_contains($areas::VARCHAR[], area))
    AND (
      (since > $older::INTEGER AND since <= $newer::INTEGER)
      OR (until > $older::INTEGER AND until <= $newer::INTEGER)
    )
),
old AS (
  FROM chosen
  WHERE since <= $older::INTEGER AND (until IS NULL OR until > $older::INTEGER)
),
new AS (
  FROM chosen
  WHERE since <= $newer::INTEGER AND (until IS NULL OR until > $newer::INTEGER)
)
SELECT
  kpi,
  area,
  year,
  gender,
  old.value AS before_value,
  old.status AS before_status,
  new.value AS after_value,
  new.status AS after_status
FROM new
FULL JOIN old USING (kpi, area, year, gender)
WHERE old.value IS DISTINCT FROM new.value
  OR old.status IS DISTINCT FROM new.status
ORDER BY kpi, area, year, list_position(['T', 'K', 'M'], gender)
LIMIT ($last::INTEGER - $first::INTEGER + 1)
OFFSET ($first::INTEGER - 1)
