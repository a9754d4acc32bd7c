SELECT count(*) AS seen, count(*) FILTER (WHERE used) AS used, count(*) FILTER (WHERE used AND k) AS null_keys, count(*) FILTER (WHERE used AND o) AS orphans FROM (
  SELECT 1 = 1 AS used, (1 = 0) AS k, (1 = 0) AS o
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($1 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $1) LIKE $2 ESCAPE '\')) AS t0) AS s0
