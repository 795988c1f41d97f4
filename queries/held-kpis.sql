-- One KPI that a release holds observations of.
SELECT DISTINCT kpi
FROM observation
WHERE since <= $release::INTEGER
  AND (until IS NULL OR until > $release::INTEGER)
