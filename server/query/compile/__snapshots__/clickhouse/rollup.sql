WITH rollup0 AS (SELECT d0, z, CASE WHEN (v >= {p1:Int64}) THEN {p2:String} WHEN ((v >= {p3:Int64}) AND (v <= {p4:Int64})) THEN {p5:String} WHEN (v <= {p6:Int64}) THEN {p7:String} END AS v FROM (SELECT d0, x0 AS v, z FROM (
  SELECT t0."customer_id" AS d0, t0."score" AS x0, t0."answered_at" AS z, row_number() OVER (PARTITION BY t0."customer_id" ORDER BY t0."answered_at" DESC NULLS LAST, CAST(t0."response_id" AS Nullable(String)) DESC NULLS LAST, CAST(t0."response_id" AS Nullable(String)) ASC NULLS LAST) AS k
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE CAST(CAST(({p8:String} || replace(CAST(q0."consent_scope" AS Nullable(String)), ' ', '') || {p8:String}) AS Nullable(String)) LIKE {p9:String} AS Nullable(Bool))) AS t0
  WHERE t0."customer_id" IS NOT NULL AND (t0."score" IS NOT NULL)) AS s0 WHERE k = 1) AS s3),
leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS Nullable(Decimal(38, 2))) AS m0 FROM (
  SELECT CASE WHEN t1."customer_id" IS NULL THEN NULL WHEN t2.d0 IS NULL THEN {p10:String} ELSE t2.v END AS d0, t0.m0 AS x0
  FROM (SELECT "customer_id", CAST(sum(x0) AS Nullable(Decimal(38, 2))) AS m0 FROM (SELECT t0."customer_id" AS "customer_id", t0."amount" AS x0 FROM "data"."orders" AS t0) AS s3 GROUP BY "customer_id") AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  LEFT JOIN rollup0 AS t2 ON t2.d0 = t1."customer_id") AS s0
  GROUP BY d0),
leg1 AS (SELECT d0, 0 AS g, coalesce(accurateCast(sum(CAST(x0 AS Nullable(Int128))), 'Nullable(Int64)'), CAST(0 AS Nullable(Int64))) AS m1, coalesce(accurateCast(sum(CAST(x1 AS Nullable(Int128))), 'Nullable(Int64)'), CAST(0 AS Nullable(Int64))) AS m2, coalesce(accurateCast(sum(CAST(x2 AS Nullable(Int128))), 'Nullable(Int64)'), CAST(0 AS Nullable(Int64))) AS m3 FROM (
  SELECT CASE WHEN t1."customer_id" IS NULL THEN NULL WHEN t2.d0 IS NULL THEN {p10:String} ELSE t2.v END AS d0, t0.m1 AS x0, t0.m2 AS x1, t0.m3 AS x2
  FROM (SELECT "customer_id", CAST(count(*) FILTER (WHERE w0) AS Nullable(Int64)) AS m1, CAST(count(*) FILTER (WHERE w1) AS Nullable(Int64)) AS m2, CAST(count(x2) AS Nullable(Int64)) AS m3 FROM (SELECT t0."customer_id" AS "customer_id", (t0."score" >= {p1:Int64}) AS w0, (t0."score" <= {p6:Int64}) AS w1, t0."score" AS x2 FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE CAST(CAST(({p8:String} || replace(CAST(q0."consent_scope" AS Nullable(String)), ' ', '') || {p8:String}) AS Nullable(String)) LIKE {p9:String} AS Nullable(Bool))) AS t0) AS s3 GROUP BY "customer_id") AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  LEFT JOIN rollup0 AS t2 ON t2.d0 = t1."customer_id") AS s0
  GROUP BY d0),
stacked AS (
  SELECT CAST(d0 AS Nullable(String)) AS d0, g, CAST(m0 AS Nullable(Decimal(38, 2))) AS a0, CAST(NULL AS Nullable(Int64)) AS a1, CAST(NULL AS Nullable(Int64)) AS a2, CAST(NULL AS Nullable(Int64)) AS a3 FROM leg0
  UNION ALL
  SELECT CAST(d0 AS Nullable(String)) AS d0, g, CAST(NULL AS Nullable(Decimal(38, 2))) AS a0, CAST(m1 AS Nullable(Int64)) AS a1, CAST(m2 AS Nullable(Int64)) AS a2, CAST(m3 AS Nullable(Int64)) AS a3 FROM leg1),
merged AS (SELECT d0, g, max(a0) AS b0, max(a1) AS b1, max(a2) AS b2, max(a3) AS b3 FROM stacked GROUP BY d0, g),
result AS (SELECT d0, g, b1, b2, coalesce(b3, CAST(0 AS Nullable(Int64))) AS b3, b0 AS r0, CAST((CAST(({p11:Int64} * (b1 - b2)) AS Nullable(Float64)) / nullIf(CAST(b3 AS Nullable(Float64)), 0)) AS Nullable(Float64)) AS r1 FROM merged)
SELECT d0, g, b1, b2, b3, r0, r1, count(*) OVER () AS c FROM result ORDER BY d0 ASC NULLS LAST
LIMIT 1000
