-- One thing that a kommun, region or Riket has been called up to a release, and whether it holds there.
SELECT
  id,
  slug,
  name,
  kind,
  county,
  since,
  until IS NULL OR until > $release::INTEGER AS is_current
FROM area
WHERE since <= $release::INTEGER
ORDER BY since, id
