-- One KPI as the catalogue said in a release.
SELECT
  id,
  title,
  description,
  unit,
  curated_set,
  good_direction,
  gender_split,
  operating_area,
  municipality_type,
  preliminary_publication_date,
  publication_date,
  publication_period,
  discontinued OR NOT listed AS discontinued
FROM kpi
WHERE since <= $release::INTEGER
  AND (until IS NULL OR until > $release::INTEGER)
ORDER BY id
