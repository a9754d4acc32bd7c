WITH keys0 AS (WITH leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS Nullable(Decimal(38, 2))) AS m0 FROM (
  SELECT t0."customer_id" AS d0, t0."amount" AS x0
  FROM "data"."orders" AS t0) AS s0
  GROUP BY d0),
merged AS (SELECT CAST(d0 AS Nullable(String)) AS d0, g, CAST(m0 AS Nullable(Decimal(38, 2))) AS b0 FROM leg0),
result AS (SELECT d0, g, coalesce(b0, CAST(0 AS Nullable(Decimal(38, 2)))) AS r0 FROM merged)
SELECT d0 AS k0 FROM result WHERE (r0 >= {p1:Int64})),
leg0 AS (SELECT 0 AS g, CAST(count(*) FILTER (WHERE w0) AS Nullable(Int64)) AS m0, CAST(count(*) FILTER (WHERE w1) AS Nullable(Int64)) AS m1, CAST(count(x2) AS Nullable(Int64)) AS m2 FROM (
  SELECT (t0."score" >= {p2:Int64}) AS w0, (t0."score" <= {p3:Int64}) AS w1, t0."score" AS x2
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE CAST(CAST(({p4:String} || replace(CAST(q0."consent_scope" AS Nullable(String)), ' ', '') || {p4:String}) AS Nullable(String)) LIKE {p5:String} AS Nullable(Bool))) AS t0
  WHERE (t0."customer_id" IS NOT NULL AND t0."customer_id" IN (SELECT k0 FROM (SELECT * FROM keys0) AS p0 WHERE k0 IS NOT NULL))) AS s0),
merged AS (SELECT g, CAST(m0 AS Nullable(Int64)) AS b0, CAST(m1 AS Nullable(Int64)) AS b1, CAST(m2 AS Nullable(Int64)) AS b2 FROM leg0),
result AS (SELECT g, b0, b1, coalesce(b2, CAST(0 AS Nullable(Int64))) AS b2, CAST((CAST(({p1:Int64} * (b0 - b1)) AS Nullable(Float64)) / nullIf(CAST(b2 AS Nullable(Float64)), 0)) AS Nullable(Float64)) AS r0 FROM merged)
SELECT g, b0, b1, b2, r0, count(*) OVER () AS c FROM result
LIMIT 1000
