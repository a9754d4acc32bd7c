WITH leg0 AS (SELECT d0, 0 AS g, count(DISTINCT x0) AS m0 FROM (
  SELECT CAST(t1."region" AS VARCHAR) AS d0, t0."customer_id" AS x0 FROM (SELECT DISTINCT t0."customer_id" AS "customer_id" FROM "data"."orders" AS t0) AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  UNION ALL
  SELECT CAST(t1."region" AS VARCHAR) AS d0, t0."customer_id" AS x0 FROM (SELECT DISTINCT t0."customer_id" AS "customer_id" FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($1 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $1) LIKE $2 ESCAPE '\')) AS t0) AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  UNION ALL
  SELECT CAST(t1."region" AS VARCHAR) AS d0, t0."customer_id" AS x0 FROM (SELECT DISTINCT t0."customer_id" AS "customer_id" FROM "data"."tickets" AS t0) AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id") AS s0 GROUP BY d0),
merged AS (SELECT CAST(d0 AS VARCHAR) AS d0, g, CAST(m0 AS BIGINT) AS b0 FROM leg0),
result AS (SELECT d0, g, coalesce(b0, CAST(0 AS BIGINT)) AS r0 FROM merged)
SELECT d0, g, r0, count(*) OVER () AS c FROM result ORDER BY d0 ASC NULLS LAST
LIMIT 1000
