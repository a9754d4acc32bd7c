WITH leg0 AS (SELECT d0, grouping(d0) AS g, CAST(sum(x0) AS Nullable(Decimal(38, 2))) AS m0 FROM (
  SELECT t1."region" AS d0, t0."amount" AS x0
  FROM "data"."orders" AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id") AS s0
  GROUP BY GROUPING SETS ((d0), ())),
leg1 AS (SELECT d0, grouping(d0) AS g, CAST(count(*) AS Nullable(Int64)) AS m1, CAST(count(*) FILTER (WHERE w0) AS Nullable(Int64)) AS m2, CAST(count(*) FILTER (WHERE w1) AS Nullable(Int64)) AS m3, CAST(count(x2) AS Nullable(Int64)) AS m4 FROM (
  SELECT t1."region" AS d0, (t0."score" >= {p1:Int64}) AS w0, (t0."score" <= {p2:Int64}) AS w1, t0."score" AS x2
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE CAST(CAST(({p3:String} || replace(CAST(q0."consent_scope" AS Nullable(String)), ' ', '') || {p3:String}) AS Nullable(String)) LIKE {p4:String} AS Nullable(Bool))) AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id") AS s0
  GROUP BY GROUPING SETS ((d0), ())),
leg2 AS (SELECT d0, grouping(d0) AS g, CAST(count(*) AS Nullable(Int64)) AS m5, accurateCast(sum(CAST(x0 AS Nullable(Int128))), 'Nullable(Int64)') AS m6 FROM (
  SELECT t1."region" AS d0, t0."cost" AS x0
  FROM "data"."tickets" AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id") AS s0
  GROUP BY GROUPING SETS ((d0), ())),
stacked AS (
  SELECT CAST(d0 AS Nullable(String)) AS d0, g, CAST(m0 AS Nullable(Decimal(38, 2))) AS a0, CAST(NULL AS Nullable(Int64)) AS a1, CAST(NULL AS Nullable(Int64)) AS a2, CAST(NULL AS Nullable(Int64)) AS a3, CAST(NULL AS Nullable(Int64)) AS a4, CAST(NULL AS Nullable(Int64)) AS a5, CAST(NULL AS Nullable(Int64)) AS a6 FROM leg0
  UNION ALL
  SELECT CAST(d0 AS Nullable(String)) AS d0, g, CAST(NULL AS Nullable(Decimal(38, 2))) AS a0, CAST(m1 AS Nullable(Int64)) AS a1, CAST(m2 AS Nullable(Int64)) AS a2, CAST(m3 AS Nullable(Int64)) AS a3, CAST(m4 AS Nullable(Int64)) AS a4, CAST(NULL AS Nullable(Int64)) AS a5, CAST(NULL AS Nullable(Int64)) AS a6 FROM leg1
  UNION ALL
  SELECT CAST(d0 AS Nullable(String)) AS d0, g, CAST(NULL AS Nullable(Decimal(38, 2))) AS a0, CAST(NULL AS Nullable(Int64)) AS a1, CAST(NULL AS Nullable(Int64)) AS a2, CAST(NULL AS Nullable(Int64)) AS a3, CAST(NULL AS Nullable(Int64)) AS a4, CAST(m5 AS Nullable(Int64)) AS a5, CAST(m6 AS Nullable(Int64)) AS a6 FROM leg2),
merged AS (SELECT d0, g, max(a0) AS b0, max(a1) AS b1, max(a2) AS b2, max(a3) AS b3, max(a4) AS b4, max(a5) AS b5, max(a6) AS b6 FROM stacked GROUP BY d0, g),
result AS (SELECT d0, g, b2, b3, coalesce(b4, CAST(0 AS Nullable(Int64))) AS b4, CASE WHEN g = 1 THEN coalesce(b0, CAST(0 AS Nullable(Decimal(38, 2)))) ELSE b0 END AS r0, coalesce(b1, CAST(0 AS Nullable(Int64))) AS r1, CAST((CAST(({p5:Int64} * (b2 - b3)) AS Nullable(Float64)) / nullIf(CAST(b4 AS Nullable(Float64)), 0)) AS Nullable(Float64)) AS r2, coalesce(b5, CAST(0 AS Nullable(Int64))) AS r3, b6 AS r4, CAST((CAST(coalesce(b0, CAST(0 AS Nullable(Decimal(38, 2)))) AS Nullable(Float64)) / nullIf(CAST(coalesce(b1, CAST(0 AS Nullable(Int64))) AS Nullable(Float64)), 0)) AS Nullable(Float64)) AS r5 FROM merged)
SELECT d0, g, b2, b3, b4, r0, r1, r2, r3, r4, r5, k, c FROM (SELECT d0, g, b2, b3, b4, r0, r1, r2, r3, r4, r5, row_number() OVER (PARTITION BY g ORDER BY d0 ASC NULLS LAST) AS k, CAST(sum(CASE WHEN g = 0 THEN 1 ELSE 0 END) OVER () AS Nullable(Int64)) AS c FROM result) AS s1 WHERE g <> 0 OR k = 1 OR (k > 0 AND k <= 1000) ORDER BY g, k
