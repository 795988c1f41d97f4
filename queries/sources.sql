-- One place that values were taken from.
SELECT id::INTEGER AS id, kind, citation
FROM source
