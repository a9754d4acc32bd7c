WITH leg0 AS (SELECT d0, 0 AS g, count(*) FILTER (WHERE w0) AS m0, count(*) FILTER (WHERE w1) AS m1, count(x2) AS m2 FROM (
  SELECT CASE WHEN (CASE WHEN t0."answered_at" <= CAST(t1."v_" + INTERVAL '90' DAY AS TIMESTAMP) THEN t1."order_id" END IS NULL) THEN NULL ELSE CASE WHEN (CASE WHEN t0."answered_at" <= CAST(t1."v_" + INTERVAL '90' DAY AS TIMESTAMP) THEN t1."amount" END >= $1) THEN $2 ELSE $3 END END AS d0, (t0."score" >= $4) AS w0, (t0."score" <= $5) AS w1, t0."score" AS x2
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($6 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $6) LIKE $7 ESCAPE '\')) AS t0
  ASOF LEFT JOIN (SELECT * FROM (SELECT s0.*, s0."ordered_at" AS "v_", row_number() OVER (PARTITION BY s0."customer_id", s0."ordered_at" ORDER BY s0."ordered_at" DESC NULLS LAST, CAST(s0."order_id" AS VARCHAR) DESC NULLS LAST, CAST(s0."order_id" AS VARCHAR) ASC NULLS LAST) AS "k_" FROM "data"."orders" AS s0 WHERE s0."customer_id" IS NOT NULL AND s0."ordered_at" IS NOT NULL) AS s1 WHERE "k_" = 1) AS t1 ON t1."customer_id" = t0."customer_id" AND t0."answered_at" >= t1."v_") AS s0
  GROUP BY d0),
merged AS (SELECT CAST(d0 AS VARCHAR) AS d0, g, CAST(m0 AS BIGINT) AS b0, CAST(m1 AS BIGINT) AS b1, CAST(m2 AS BIGINT) AS b2 FROM leg0),
result AS (SELECT d0, g, b0, b1, coalesce(b2, CAST(0 AS BIGINT)) AS b2, CAST((CAST(($8 * (b0 - b1)) AS DOUBLE) / nullif(CAST(b2 AS DOUBLE), 0)) AS DOUBLE) AS r0 FROM merged)
SELECT d0, g, b0, b1, b2, r0, count(*) OVER () AS c FROM result ORDER BY d0 ASC NULLS LAST
LIMIT 1000
