-- One release in the file, the newest first.
SELECT
  number,
  id,
  strftime(published_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS published_at,
  source
FROM release
ORDER BY number DESC
