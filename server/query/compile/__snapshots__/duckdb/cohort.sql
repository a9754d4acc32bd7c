WITH rollup0 AS (SELECT d0, CAST(min(x0) AS TIMESTAMP) AS v, CAST(min(CASE WHEN x0 = w0 THEN z END) AS TIMESTAMP) AS z FROM (SELECT s0.*, min(x0) OVER (PARTITION BY d0) AS w0 FROM (
  SELECT t0."customer_id" AS d0, t0."ordered_at" AS x0, t0."ordered_at" AS z
  FROM "data"."orders" AS t0
  WHERE t0."customer_id" IS NOT NULL) AS s0) AS s1 GROUP BY d0),
leg0 AS (SELECT d0, d1, 0 AS g, count(DISTINCT x0) AS m0 FROM (
  SELECT CAST(date_trunc('month', t1.v) AS DATE) AS d0, CAST(date_diff('month', CAST(date_trunc('month', t1.v) AS DATE), CAST(date_trunc('month', t0."ordered_at__day") AS DATE)) AS BIGINT) AS d1, t0."customer_id" AS x0
  FROM "data"."orders" AS t0
  LEFT JOIN rollup0 AS t1 ON t1.d0 = t0."customer_id") AS s0
  GROUP BY d0, d1),
merged AS (SELECT CAST(d0 AS DATE) AS d0, CAST(d1 AS BIGINT) AS d1, g, CAST(m0 AS BIGINT) AS b0 FROM leg0),
sizes AS (SELECT x, count(*) AS s FROM (SELECT CAST(date_trunc('month', v) AS DATE) AS x FROM rollup0 WHERE v IS NOT NULL) AS s0 GROUP BY x),
result AS (SELECT s2.*, CAST(sizes.s AS BIGINT) AS s FROM (SELECT d0, d1, g, coalesce(b0, CAST(0 AS BIGINT)) AS r0 FROM merged) AS s2 LEFT JOIN sizes ON sizes.x = s2.d0)
SELECT d0, d1, g, r0, s, count(*) OVER () AS c FROM result ORDER BY d0 ASC NULLS LAST, d1 ASC NULLS LAST
LIMIT 1000
