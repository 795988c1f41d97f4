-- One observation whose value or status differs between two releases; `total` counts them all.
-- An empty `kpis` or `areas` means all. A value that only moved to another source is not a change.
WITH
chosen AS (
  SELECT kpi, area, year, gender, value, status, since, until
  FROM observation
  WHERE (len($kpis::VARCHAR[]) = 0 OR list_contains($kpis::VARCHAR[], kpi))
    AND (len($areas::VARCHAR[]) = 0 OR list_contains($areas::VARCHAR[], area))
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
),
change AS (
  SELECT
    kpi,
    area,
    year,
    gender,
    old.value AS before_value,
    old.status AS before_status,
    new.value AS after_value,
    new.status AS after_status
  FROM old
  FULL JOIN new USING (kpi, area, year, gender)
  WHERE old.value IS DISTINCT FROM new.value
    OR old.status IS DISTINCT FROM new.status
)
SELECT *, (count(*) OVER ())::INTEGER AS total
FROM change
ORDER BY kpi, area, year, list_position(['T', 'K', 'M'], gender)
LIMIT $limit::INTEGER
OFFSET $offset::INTEGER
