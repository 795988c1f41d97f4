-- How much a release holds: the one row that tells whether a file is worth serving.
SELECT
  (SELECT count(*) FROM observation)::DOUBLE AS observations,
  (SELECT count(*) FROM kpi)::INTEGER AS kpis,
  (SELECT count(*) FROM area)::INTEGER AS areas
