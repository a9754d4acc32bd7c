WITH keys0 AS (WITH leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS DECIMAL(38,2)) AS m0 FROM (
  SELECT t0."customer_id" AS d0, t0."amount" AS x0
  FROM "data"."orders" AS t0) AS s0
  GROUP BY d0),
merged AS (SELECT CAST(d0 AS VARCHAR) AS d0, g, CAST(m0 AS DECIMAL(38,2)) AS b0 FROM leg0),
result AS (SELECT d0, g, coalesce(b0, CAST(0 AS DECIMAL(38,2))) AS r0 FROM merged)
SELECT d0 AS k0 FROM result WHERE (r0 >= $1)),
leg0 AS (SELECT 0 AS g, count(*) FILTER (WHERE w0) AS m0, count(*) FILTER (WHERE w1) AS m1, count(x2) AS m2 FROM (
  SELECT (t0."score" >= $2) AS w0, (t0."score" <= $3) AS w1, t0."score" AS x2
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($4 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $4) LIKE $5 ESCAPE '\')) AS t0
  WHERE (t0."customer_id" IS NOT NULL AND t0."customer_id" IN (SELECT k0 FROM (SELECT * FROM keys0) AS p0 WHERE k0 IS NOT NULL))) AS s0),
merged AS (SELECT g, CAST(m0 AS BIGINT) AS b0, CAST(m1 AS BIGINT) AS b1, CAST(m2 AS BIGINT) AS b2 FROM leg0),
result AS (SELECT g, b0, b1, coalesce(b2, CAST(0 AS BIGINT)) AS b2, CAST((CAST(($1 * (b0 - b1)) AS DOUBLE) / nullif(CAST(b2 AS DOUBLE), 0)) AS DOUBLE) AS r0 FROM merged)
SELECT g, b0, b1, b2, r0, count(*) OVER () AS c FROM result
LIMIT 1000
