-- One year of a KPI, with how many areas of a kind have a value.
SELECT o.year, count(DISTINCT o.area)::INTEGER AS areas
FROM observation AS o
JOIN area AS a ON a.id = o.area
WHERE o.kpi = $kpi::VARCHAR
  AND a.kind = $kind::VARCHAR
  AND a.since <= $release::INTEGER
  AND (a.until IS NULL OR a.until > $release::INTEGER)
  AND o.value IS NOT NULL
  AND o.status = ''
  AND o.since <= $release::INTEGER
  AND (o.until IS NULL OR o.until > $release::INTEGER)
GROUP BY o.year
ORDER BY o.year
