WITH top0 AS (WITH leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS DECIMAL(38,2)) AS m0 FROM (
  SELECT t1."region" AS d0, t0."amount" AS x0
  FROM "data"."orders" AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id") AS s0
  GROUP BY d0),
merged AS (SELECT CAST(d0 AS VARCHAR) AS d0, g, CAST(m0 AS DECIMAL(38,2)) AS b0 FROM leg0),
result AS (SELECT d0, g, b0 AS r0 FROM merged)
SELECT d0 FROM result ORDER BY r0 DESC NULLS LAST, d0 ASC NULLS LAST
LIMIT 1),
leg0 AS (SELECT d0, o0, 0 AS g, count(*) FILTER (WHERE w0) AS m0, count(*) FILTER (WHERE w1) AS m1, count(x2) AS m2 FROM (
  SELECT CASE WHEN o0 = 0 THEN CAST(d0 AS VARCHAR) END AS d0, w0, w1, x2, o0 FROM (SELECT d0, w0, w1, x2, CASE WHEN CASE WHEN d0 IS NULL THEN (SELECT count(*) FROM top0 WHERE d0 IS NULL) > 0 ELSE CAST(d0 AS VARCHAR) IN (SELECT d0 FROM top0 WHERE d0 IS NOT NULL) END THEN 0 ELSE 1 END AS o0 FROM (
  SELECT t1."region" AS d0, (t0."score" >= $1) AS w0, (t0."score" <= $2) AS w1, t0."score" AS x2
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($3 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $3) LIKE $4 ESCAPE '\')) AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id") AS s2) AS s3) AS s0
  GROUP BY d0, o0),
merged AS (SELECT CAST(d0 AS VARCHAR) AS d0, o0, g, CAST(m0 AS BIGINT) AS b0, CAST(m1 AS BIGINT) AS b1, CAST(m2 AS BIGINT) AS b2 FROM leg0),
result AS (SELECT d0, o0, g, b0, b1, coalesce(b2, CAST(0 AS BIGINT)) AS b2, CAST((CAST(($5 * (b0 - b1)) AS DOUBLE) / nullif(CAST(b2 AS DOUBLE), 0)) AS DOUBLE) AS r0 FROM merged)
SELECT d0, o0, g, b0, b1, b2, r0, count(*) OVER () AS c FROM result ORDER BY o0 ASC NULLS LAST, d0 ASC NULLS LAST, o0 ASC NULLS LAST
LIMIT 1000
