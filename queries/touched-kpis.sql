-- One KPI with rows that came or went between two releases, and how many they are.
-- An empty `kpis` or `areas` means all.
SELECT kpi, count(*)::INTEGER AS rows
FROM observation
WHERE ($kpis::VARCHAR[] = [] OR list_contains($kpis::VARCHAR[], kpi))
  AND ($areas::VARCHAR[] = [] OR list_contains($areas::VARCHAR[], area))
  AND (
    (since > $older::INTEGER AND since <= $newer::INTEGER)
    OR (until > $older::INTEGER AND until <= $newer::INTEGER)
  )
GROUP BY kpi
ORDER BY kpi
