-- One area's observation of a KPI in a year, for all areas of a kind, T K M.
SELECT
  o.area,
  o.year,
  o.gender,
  CASE WHEN o.status = '' THEN o.value END AS value,
  o.status
FROM observation AS o
JOIN area AS a ON a.id = o.area
WHERE o.kpi = $kpi::VARCHAR
  AND o.year = $year::SMALLINT
  AND a.kind = $kind::VARCHAR
  AND a.since <= $release::INTEGER
  AND (a.until IS NULL OR a.until > $release::INTEGER)
  AND o.since <= $release::INTEGER
  AND (o.until IS NULL OR o.until > $release::INTEGER)
ORDER BY o.area, list_position(['T', 'K', 'M'], o.gender)
