SELECT count(*) AS seen, count(*) FILTER (WHERE used) AS used, count(*) FILTER (WHERE used AND k) AS null_keys, count(*) FILTER (WHERE used AND o) AS orphans, count(*) FILTER (WHERE used AND p) AS outside FROM (
  SELECT 1 = 1 AS used, (1 = 0) AS k, (1 = 0) AS o, (NOT (t0."customer_id" IS NOT NULL AND t0."customer_id" IN (SELECT k0 FROM (SELECT t0."customer_id" AS k0 FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($1 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $1) LIKE $2 ESCAPE '\')) AS t0) AS p0 WHERE k0 IS NOT NULL))) AS p
  FROM "data"."orders" AS t0) AS s0
