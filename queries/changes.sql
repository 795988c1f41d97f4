-- One observation whose value or status differs between two releases; `total` counts them all.
-- Those in place `first` to `last` come; an empty `kpis` or `areas` means all. A value that only moved to another source is not a change.
WITH
chosen AS (
  SELECT kpi, area, year, gender, value, status, since, until
  FROM observation
  WHERE ($kpis::VARCHAR[] = [] OR list_contains($kpis::VARCHAR[], kpi))
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
),
placed AS (
  SELECT
    *,
    (count(*) OVER ())::INTEGER AS total,
    (row_number() OVER (
      ORDER BY kpi, area, year, list_position(['T', 'K', 'M'], gender)
    ))::INTEGER AS place
  FROM change
)
SELECT * EXCLUDE place
FROM placed
WHERE place BETWEEN $first::INTEGER AND $last::INTEGER
ORDER BY place
