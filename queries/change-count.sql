-- How many observations of some KPIs in a row differ in value or status between two releases.
-- Counts what `changes.sql` lists: a key has at most one row in each of the two.
SELECT count(*)::INTEGER AS changes
FROM (
  SELECT
    max(value) FILTER (is_old) AS old_value,
    max(status) FILTER (is_old) AS old_status,
    max(value) FILTER (is_new) AS new_value,
    max(status) FILTER (is_new) AS new_status
  FROM (
    SELECT
      kpi, area, year, gender, value, status,
      since <= $older::INTEGER AND (until IS NULL OR until > $older::INTEGER) AS is_old,
      since <= $newer::INTEGER AND (until IS NULL OR until > $newer::INTEGER) AS is_new
    FROM observation
    WHERE kpi BETWEEN $first_kpi::VARCHAR AND $last_kpi::VARCHAR
      AND ($kpis::VARCHAR[] = [] OR list_contains($kpis::VARCHAR[], kpi))
      AND ($areas::VARCHAR[] = [] OR list_contains($areas::VARCHAR[], area))
      AND (
        (since > $older::INTEGER AND since <= $newer::INTEGER)
        OR (until > $older::INTEGER AND until <= $newer::INTEGER)
      )
  )
  WHERE is_old OR is_new
  GROUP BY kpi, area, year, gender
)
WHERE old_value IS DISTINCT FROM new_value
  OR old_status IS DISTINCT FROM new_status
