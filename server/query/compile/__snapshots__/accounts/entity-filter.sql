WITH keys0 AS (WITH leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS DECIMAL(38,2)) AS m0 FROM (
  SELECT t0."customer_id" AS d0, t0."amount" AS x0
  FROM "data"."orders" AS t0) AS s0
  GROUP BY d0),
merged AS (SELECT CAST(d0 AS VARCHAR) AS d0, g, CAST(m0 AS DECIMAL(38,2)) AS b0 FROM leg0),
result AS (SELECT d0, g, coalesce(b0, CAST(0 AS DECIMAL(38,2))) AS r0 FROM merged)
SELECT d0 AS k0 FROM result WHERE (r0 >= $1))
SELECT count(*) AS seen, count(*) FILTER (WHERE used) AS used, count(*) FILTER (WHERE used AND k) AS null_keys, count(*) FILTER (WHERE used AND o) AS orphans FROM (
  SELECT (t0."customer_id" IS NOT NULL AND t0."customer_id" IN (SELECT k0 FROM (SELECT * FROM keys0) AS p0 WHERE k0 IS NOT NULL)) AS used, (1 = 0) AS k, (1 = 0) AS o
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($2 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $2) LIKE $3 ESCAPE '\')) AS t0) AS s0
