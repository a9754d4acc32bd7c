WITH rollup0 AS (SELECT d0, z, CASE WHEN (v >= $1) THEN $2 WHEN ((v >= $3) AND (v <= $4)) THEN $5 WHEN (v <= $6) THEN $7 END AS v FROM (SELECT d0, x0 AS v, z FROM (
  SELECT t0."customer_id" AS d0, t0."score" AS x0, t0."answered_at" AS z, row_number() OVER (PARTITION BY t0."customer_id" ORDER BY t0."answered_at" DESC NULLS LAST, CAST(t0."response_id" AS VARCHAR) DESC NULLS LAST, CAST(t0."response_id" AS VARCHAR) ASC NULLS LAST) AS k
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($8 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $8) LIKE $9 ESCAPE '\')) AS t0
  WHERE t0."customer_id" IS NOT NULL AND (t0."score" IS NOT NULL)) AS s0 WHERE k = 1) AS s3),
leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS DECIMAL(38,2)) AS m0 FROM (
  SELECT CASE WHEN t1."customer_id" IS NULL THEN NULL WHEN t2.d0 IS NULL THEN $10 ELSE t2.v END AS d0, t0.m0 AS x0
  FROM (SELECT "customer_id", CAST(sum(x0) AS DECIMAL(38,2)) AS m0 FROM (SELECT t0."customer_id" AS "customer_id", t0."amount" AS x0 FROM "data"."orders" AS t0) AS s3 GROUP BY "customer_id") AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  LEFT JOIN rollup0 AS t2 ON t2.d0 = t1."customer_id") AS s0
  GROUP BY d0),
leg1 AS (SELECT d0, 0 AS g, coalesce(CAST(sum(x0) AS BIGINT), CAST(0 AS BIGINT)) AS m1, coalesce(CAST(sum(x1) AS BIGINT), CAST(0 AS BIGINT)) AS m2, coalesce(CAST(sum(x2) AS BIGINT), CAST(0 AS BIGINT)) AS m3 FROM (
  SELECT CASE WHEN t1."customer_id" IS NULL THEN NULL WHEN t2.d0 IS NULL THEN $10 ELSE t2.v END AS d0, t0.m1 AS x0, t0.m2 AS x1, t0.m3 AS x2
  FROM (SELECT "customer_id", count(*) FILTER (WHERE w0) AS m1, count(*) FILTER (WHERE w1) AS m2, count(x2) AS m3 FROM (SELECT t0."customer_id" AS "customer_id", (t0."score" >= $1) AS w0, (t0."score" <= $6) AS w1, t0."score" AS x2 FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($8 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $8) LIKE $9 ESCAPE '\')) AS t0) AS s3 GROUP BY "customer_id") AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  LEFT JOIN rollup0 AS t2 ON t2.d0 = t1."customer_id") AS s0
  GROUP BY d0),
stacked AS (
  SELECT CAST(d0 AS VARCHAR) AS d0, g, CAST(m0 AS DECIMAL(38,2)) AS a0, CAST(NULL AS BIGINT) AS a1, CAST(NULL AS BIGINT) AS a2, CAST(NULL AS BIGINT) AS a3 FROM leg0
  UNION ALL
  SELECT CAST(d0 AS VARCHAR) AS d0, g, CAST(NULL AS DECIMAL(38,2)) AS a0, CAST(m1 AS BIGINT) AS a1, CAST(m2 AS BIGINT) AS a2, CAST(m3 AS BIGINT) AS a3 FROM leg1),
merged AS (SELECT d0, g, max(a0) AS b0, max(a1) AS b1, max(a2) AS b2, max(a3) AS b3 FROM stacked GROUP BY d0, g),
result AS (SELECT d0, g, b1, b2, coalesce(b3, CAST(0 AS BIGINT)) AS b3, b0 AS r0, CAST((CAST(($11 * (b1 - b2)) AS DOUBLE) / nullif(CAST(b3 AS DOUBLE), 0)) AS DOUBLE) AS r1 FROM merged)
SELECT d0, g, b1, b2, b3, r0, r1, count(*) OVER () AS c FROM result ORDER BY d0 ASC NULLS LAST
LIMIT 1000
