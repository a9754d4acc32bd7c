WITH leg0 AS (SELECT d0, 0 AS g, CAST(uniqExact(x0) AS Nullable(Int64)) AS m0 FROM (
  SELECT CAST(t1."region" AS Nullable(String)) AS d0, t0."customer_id" AS x0 FROM (SELECT DISTINCT t0."customer_id" AS "customer_id" FROM "data"."orders" AS t0) AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  UNION ALL
  SELECT CAST(t1."region" AS Nullable(String)) AS d0, t0."customer_id" AS x0 FROM (SELECT DISTINCT t0."customer_id" AS "customer_id" FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE CAST(CAST(({p1:String} || replace(CAST(q0."consent_scope" AS Nullable(String)), ' ', '') || {p1:String}) AS Nullable(String)) LIKE {p2:String} AS Nullable(Bool))) AS t0) AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  UNION ALL
  SELECT CAST(t1."region" AS Nullable(String)) AS d0, t0."customer_id" AS x0 FROM (SELECT DISTINCT t0."customer_id" AS "customer_id" FROM "data"."tickets" AS t0) AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id") AS s0 GROUP BY d0),
merged AS (SELECT CAST(d0 AS Nullable(String)) AS d0, g, CAST(m0 AS Nullable(Int64)) AS b0 FROM leg0),
result AS (SELECT d0, g, coalesce(b0, CAST(0 AS Nullable(Int64))) AS r0 FROM merged)
SELECT d0, g, r0, count(*) OVER () AS c FROM result ORDER BY d0 ASC NULLS LAST
LIMIT 1000
