WITH leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS DECIMAL(38,2)) AS m0 FROM (
  SELECT CAST(date_trunc('month', t0."ordered_at__day") AS DATE) AS d0, t0.m0 AS x0
  FROM (SELECT "ordered_at__day", CAST(sum(x0) AS DECIMAL(38,2)) AS m0 FROM (SELECT t0."ordered_at__day" AS "ordered_at__day", t0."amount" AS x0 FROM "data"."orders" AS t0 WHERE (t0."ordered_at__day" >= $1 AND t0."ordered_at__day" < $2)) AS s3 GROUP BY "ordered_at__day") AS t0) AS s0
  GROUP BY d0),
leg1 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS DECIMAL(38,2)) AS m1 FROM (
  SELECT CAST(date_trunc('month', CAST(CAST(date_trunc('month', t0."ordered_at__day") AS DATE) + INTERVAL '1' MONTH AS DATE)) AS DATE) AS d0, t0.m1 AS x0
  FROM (SELECT "ordered_at__day", CAST(sum(x0) AS DECIMAL(38,2)) AS m1 FROM (SELECT t0."ordered_at__day" AS "ordered_at__day", t0."amount" AS x0 FROM "data"."orders" AS t0 WHERE (t0."ordered_at__day" >= $3 AND t0."ordered_at__day" < $4)) AS s3 GROUP BY "ordered_at__day") AS t0) AS s0
  GROUP BY d0),
stacked AS (
  SELECT CAST(d0 AS DATE) AS d0, g, CAST(m0 AS DECIMAL(38,2)) AS a0, CAST(NULL AS DECIMAL(38,2)) AS a1 FROM leg0
  UNION ALL
  SELECT CAST(d0 AS DATE) AS d0, g, CAST(NULL AS DECIMAL(38,2)) AS a0, CAST(m1 AS DECIMAL(38,2)) AS a1 FROM leg1 WHERE d0 <= $5),
spine AS (
  SELECT CAST(d0 AS DATE) AS d0, 0 AS g, CAST(NULL AS DECIMAL(38,2)) AS a0, CAST(NULL AS DECIMAL(38,2)) AS a1 FROM (SELECT DISTINCT CAST(date_trunc('month', d) AS DATE) AS d0 FROM (SELECT CAST(i AS DATE) AS d FROM generate_series(CAST($1 AS TIMESTAMP), CAST($4 AS TIMESTAMP), INTERVAL '1' MONTH) AS s(i)) AS s2) AS s0),
merged AS (SELECT d0, g, max(a0) AS b0, max(a1) AS b1 FROM (SELECT * FROM stacked UNION ALL SELECT * FROM spine) AS s0 GROUP BY d0, g),
result AS (SELECT s1.*, CAST((r0 - r1) AS DECIMAL(38,2)) AS r2, (100 * (CAST((CAST(r0 AS DOUBLE) - CAST(r1 AS DOUBLE)) AS DOUBLE) / nullif(CAST(abs(r1) AS DOUBLE), 0))) AS r3 FROM (SELECT d0, g, CASE WHEN v0 THEN coalesce(b0, CAST(0 AS DECIMAL(38,2))) ELSE b0 END AS r0, CASE WHEN v1 THEN coalesce(b1, CAST(0 AS DECIMAL(38,2))) ELSE b1 END AS r1 FROM (SELECT *, (d0 >= $1 AND d0 <= $4) AS v0, (d0 >= $6 AND d0 <= $2) AS v1 FROM merged) AS s0) AS s1)
SELECT d0, g, r0, r1, r2, r3, count(*) OVER () AS c FROM result ORDER BY d0 ASC NULLS LAST
LIMIT 1000
