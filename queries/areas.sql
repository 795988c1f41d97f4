-- One kommun, region or Riket in a release.
SELECT id, slug, name, kind, county
FROM area
WHERE since <= $release::INTEGER
  AND (until IS NULL OR until > $release::INTEGER)
ORDER BY id
