WITH leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS DECIMAL(38,2)) AS m0 FROM (
  SELECT s1.v0 AS d0, t0."amount" AS x0
  FROM "data"."orders" AS t0
  JOIN (SELECT DISTINCT t0."customer_id" AS k0, t0."channel" AS v0 FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($1 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $1) LIKE $2 ESCAPE '\')) AS t0) AS s1 ON s1.k0 = t0."customer_id") AS s0
  GROUP BY d0
UNION ALL
SELECT CAST(NULL AS VARCHAR) AS d0, 1 AS g, CAST(sum(x0) AS DECIMAL(38,2)) AS m0 FROM (
  SELECT t0."amount" AS x0
  FROM "data"."orders" AS t0
  WHERE (t0."customer_id" IS NOT NULL AND t0."customer_id" IN (SELECT k0 FROM (SELECT t0."customer_id" AS k0 FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($1 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $1) LIKE $2 ESCAPE '\')) AS t0) AS p0 WHERE k0 IS NOT NULL))) AS s0),
merged AS (SELECT CAST(d0 AS VARCHAR) AS d0, g, CAST(m0 AS DECIMAL(38,2)) AS b0 FROM leg0),
result AS (SELECT d0, g, CASE WHEN g = 1 THEN coalesce(b0, CAST(0 AS DECIMAL(38,2))) ELSE b0 END AS r0 FROM merged)
SELECT d0, g, r0, k, c FROM (SELECT d0, g, r0, row_number() OVER (PARTITION BY g ORDER BY d0 ASC NULLS LAST) AS k, CAST(sum(CASE WHEN g = 0 THEN 1 ELSE 0 END) OVER () AS BIGINT) AS c FROM result) AS s1 WHERE g <> 0 OR k = 1 OR (k > 0 AND k <= 1000) ORDER BY g, k
