-- One group of kommuner in a release, with its members' ids.
SELECT id, title, members
FROM area_group
WHERE since <= $release::INTEGER
  AND (until IS NULL OR until > $release::INTEGER)
ORDER BY id
