WITH top0 AS (WITH leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS Nullable(Decimal(38, 2))) AS m0 FROM (
  SELECT t1."region" AS d0, t0."amount" AS x0
  FROM "data"."orders" AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id") AS s0
  GROUP BY d0),
merged AS (SELECT CAST(d0 AS Nullable(String)) AS d0, g, CAST(m0 AS Nullable(Decimal(38, 2))) AS b0 FROM leg0),
result AS (SELECT d0, g, b0 AS r0 FROM merged)
SELECT d0 FROM result ORDER BY r0 DESC NULLS LAST, d0 ASC NULLS LAST
LIMIT 1),
leg0 AS (SELECT d0, o0, 0 AS g, CAST(count(*) FILTER (WHERE w0) AS Nullable(Int64)) AS m0, CAST(count(*) FILTER (WHERE w1) AS Nullable(Int64)) AS m1, CAST(count(x2) AS Nullable(Int64)) AS m2 FROM (
  SELECT CASE WHEN o0 = 0 THEN CAST(d0 AS Nullable(String)) END AS d0, w0, w1, x2, o0 FROM (SELECT d0, w0, w1, x2, CASE WHEN CASE WHEN d0 IS NULL THEN (SELECT count(*) FROM top0 WHERE d0 IS NULL) > 0 ELSE CAST(d0 AS Nullable(String)) IN (SELECT d0 FROM top0 WHERE d0 IS NOT NULL) END THEN 0 ELSE 1 END AS o0 FROM (
  SELECT t1."region" AS d0, (t0."score" >= {p1:Int64}) AS w0, (t0."score" <= {p2:Int64}) AS w1, t0."score" AS x2
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE CAST(CAST(({p3:String} || replace(CAST(q0."consent_scope" AS Nullable(String)), ' ', '') || {p3:String}) AS Nullable(String)) LIKE {p4:String} AS Nullable(Bool))) AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id") AS s2) AS s3) AS s0
  GROUP BY d0, o0),
merged AS (SELECT CAST(d0 AS Nullable(String)) AS d0, o0, g, CAST(m0 AS Nullable(Int64)) AS b0, CAST(m1 AS Nullable(Int64)) AS b1, CAST(m2 AS Nullable(Int64)) AS b2 FROM leg0),
result AS (SELECT d0, o0, g, b0, b1, coalesce(b2, CAST(0 AS Nullable(Int64))) AS b2, CAST((CAST(({p5:Int64} * (b0 - b1)) AS Nullable(Float64)) / nullIf(CAST(b2 AS Nullable(Float64)), 0)) AS Nullable(Float64)) AS r0 FROM merged)
SELECT d0, o0, g, b0, b1, b2, r0, count(*) OVER () AS c FROM result ORDER BY o0 ASC NULLS LAST, d0 ASC NULLS LAST, o0 ASC NULLS LAST
LIMIT 1000
