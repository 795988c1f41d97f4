-- One group of kommuner that a release no longer lists, as it was last called.
SELECT id, arg_max(title, since) AS title
FROM area_group
WHERE since <= $release::INTEGER
GROUP BY id
HAVING max(coalesce(until, $release::INTEGER + 1)) <= $release::INTEGER
ORDER BY id
