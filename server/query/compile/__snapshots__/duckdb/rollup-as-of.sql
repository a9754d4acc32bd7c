WITH rollup0 AS (SELECT d0, z, CASE WHEN (v >= $1) THEN $2 WHEN ((v >= $3) AND (v <= $4)) THEN $5 WHEN (v <= $6) THEN $7 END AS v FROM (SELECT d0, x0 AS v, z FROM (
  SELECT t0."customer_id" AS d0, t0."score" AS x0, t0."answered_at" AS z, row_number() OVER (PARTITION BY t0."customer_id", t0."answered_at" ORDER BY t0."answered_at" DESC NULLS LAST, CAST(t0."response_id" AS VARCHAR) DESC NULLS LAST, CAST(t0."response_id" AS VARCHAR) ASC NULLS LAST) AS k
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($8 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $8) LIKE $9 ESCAPE '\')) AS t0
  WHERE t0."customer_id" IS NOT NULL AND (t0."score" IS NOT NULL) AND t0."answered_at" IS NOT NULL) AS s0 WHERE k = 1) AS s3),
leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS DECIMAL(38,2)) AS m0 FROM (
  SELECT CASE WHEN t1."customer_id" IS NULL OR t0."ordered_at" IS NULL THEN NULL WHEN t2.d0 IS NULL THEN $10 ELSE t2.v END AS d0, t0."amount" AS x0
  FROM "data"."orders" AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  ASOF LEFT JOIN rollup0 AS t2 ON t2.d0 = t1."customer_id" AND t0."ordered_at" >= t2.z) AS s0
  GROUP BY d0),
merged AS (SELECT CAST(d0 AS VARCHAR) AS d0, g, CAST(m0 AS DECIMAL(38,2)) AS b0 FROM leg0),
result AS (SELECT d0, g, b0 AS r0 FROM merged)
SELECT d0, g, r0, count(*) OVER () AS c FROM result ORDER BY d0 ASC NULLS LAST
LIMIT 1000
