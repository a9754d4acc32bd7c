WITH leg0 AS (SELECT d0, n0, d1, grouping(d0, d1) AS g, CAST(sum(x0) AS DECIMAL(38,2)) AS m0 FROM (
  SELECT t1."region" AS d0, CASE WHEN t1."region" IS NOT NULL THEN 0 WHEN (t0."customer_id" IS NULL) THEN 3 WHEN t1."customer_id" IS NULL THEN 2 ELSE 1 END AS n0, CAST(date_trunc('month', t0."ordered_at__day") AS DATE) AS d1, t0."amount" AS x0
  FROM "data"."orders" AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  WHERE (t0."ordered_at__day" >= $1 AND t0."ordered_at__day" < $2) AND (t1."region" IN ($3, $4) OR t1."region" IS NULL)) AS s0
  GROUP BY GROUPING SETS ((d0, n0, d1), (), (d0, n0))),
leg1 AS (SELECT d0, n0, d1, grouping(d0, d1) AS g, count(*) FILTER (WHERE w0) AS m1, count(*) FILTER (WHERE w1) AS m2, count(x2) FILTER (WHERE w3) AS m3 FROM (
  SELECT t1."region" AS d0, CASE WHEN t1."region" IS NOT NULL THEN 0 WHEN (t0."customer_id" IS NULL) THEN 3 WHEN t1."customer_id" IS NULL THEN 2 ELSE 1 END AS n0, CAST(date_trunc('month', t0."answered_at__day") AS DATE) AS d1, (t0."score" >= $5) AND (t1."region" = $3) AS w0, (t0."score" <= $6) AND (t1."region" = $3) AS w1, t0."score" AS x2, (t1."region" = $3) AS w3
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($7 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $7) LIKE $8 ESCAPE '\')) AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  WHERE (t0."answered_at__day" >= $1 AND t0."answered_at__day" < $2) AND (t1."region" IN ($3, $4) OR t1."region" IS NULL)) AS s0
  GROUP BY GROUPING SETS ((d0, n0, d1), (), (d0, n0))),
leg2 AS (SELECT d0, n0, d1, grouping(d0, d1) AS g, CAST(sum(x0) AS DECIMAL(38,2)) AS m4 FROM (
  SELECT t1."region" AS d0, CASE WHEN t1."region" IS NOT NULL THEN 0 WHEN (t0."customer_id" IS NULL) THEN 3 WHEN t1."customer_id" IS NULL THEN 2 ELSE 1 END AS n0, CAST(date_trunc('month', t0."shipped_at__day") AS DATE) AS d1, t0."amount" AS x0
  FROM "data"."orders" AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  WHERE (t0."shipped_at__day" >= $1 AND t0."shipped_at__day" < $2) AND (t1."region" IN ($3, $4) OR t1."region" IS NULL)) AS s0
  GROUP BY GROUPING SETS ((d0, n0, d1), (), (d0, n0))),
stacked AS (
  SELECT CAST(d0 AS VARCHAR) AS d0, n0, CAST(d1 AS DATE) AS d1, g, CAST(m0 AS DECIMAL(38,2)) AS a0, CAST(NULL AS BIGINT) AS a1, CAST(NULL AS BIGINT) AS a2, CAST(NULL AS BIGINT) AS a3, CAST(NULL AS DECIMAL(38,2)) AS a4 FROM leg0
  UNION ALL
  SELECT CAST(d0 AS VARCHAR) AS d0, n0, CAST(d1 AS DATE) AS d1, g, CAST(NULL AS DECIMAL(38,2)) AS a0, CAST(m1 AS BIGINT) AS a1, CAST(m2 AS BIGINT) AS a2, CAST(m3 AS BIGINT) AS a3, CAST(NULL AS DECIMAL(38,2)) AS a4 FROM leg1
  UNION ALL
  SELECT CAST(d0 AS VARCHAR) AS d0, n0, CAST(d1 AS DATE) AS d1, g, CAST(NULL AS DECIMAL(38,2)) AS a0, CAST(NULL AS BIGINT) AS a1, CAST(NULL AS BIGINT) AS a2, CAST(NULL AS BIGINT) AS a3, CAST(m4 AS DECIMAL(38,2)) AS a4 FROM leg2),
merged AS (SELECT d0, n0, d1, g, max(a0) AS b0, max(a1) AS b1, max(a2) AS b2, max(a3) AS b3, max(a4) AS b4 FROM stacked GROUP BY d0, n0, d1, g),
result AS (SELECT d0, n0, d1, g, b1, b2, CASE WHEN v1 THEN coalesce(b3, CAST(0 AS BIGINT)) ELSE b3 END AS b3, CASE WHEN v0 THEN coalesce(b0, CAST(0 AS DECIMAL(38,2))) ELSE b0 END AS r0, CAST((CAST(($9 * (b1 - b2)) AS DOUBLE) / nullif(CAST(b3 AS DOUBLE), 0)) AS DOUBLE) AS r1, b4 AS r2 FROM (SELECT *, (g IN (3, 1) OR d1 >= $1 AND d1 <= $10) AS v0, (g IN (3, 1) OR d1 >= $1 AND d1 <= $10) AS v1, (g IN (3, 1) OR d1 >= $1 AND d1 <= $10) AS v2 FROM merged) AS s0)
SELECT d0, n0, d1, g, b1, b2, b3, r0, r1, r2, k, c FROM (SELECT d0, n0, d1, g, b1, b2, b3, r0, r1, r2, row_number() OVER (PARTITION BY g ORDER BY r0 DESC NULLS LAST, d0 ASC NULLS LAST, n0 ASC NULLS LAST, d1 ASC NULLS LAST) AS k, CAST(sum(CASE WHEN g = 0 THEN 1 ELSE 0 END) OVER () AS BIGINT) AS c FROM result WHERE g <> 0 OR (r0 >= $11)) AS s1 WHERE g <> 0 OR k = 1 OR (k > 1 AND k <= 11) ORDER BY g, k
