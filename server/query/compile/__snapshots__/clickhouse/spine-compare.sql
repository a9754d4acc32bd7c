WITH leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS Nullable(Decimal(38, 2))) AS m0 FROM (
  SELECT toDate32(toStartOfMonth(toDate32(t0."ordered_at__day"))) AS d0, t0.m0 AS x0
  FROM (SELECT "ordered_at__day", CAST(sum(x0) AS Nullable(Decimal(38, 2))) AS m0 FROM (SELECT t0."ordered_at__day" AS "ordered_at__day", t0."amount" AS x0 FROM "data"."orders" AS t0 WHERE (t0."ordered_at__day" >= {p1:Date32} AND t0."ordered_at__day" < {p2:Date32})) AS s3 GROUP BY "ordered_at__day") AS t0) AS s0
  GROUP BY d0),
leg1 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS Nullable(Decimal(38, 2))) AS m1 FROM (
  SELECT toDate32(toStartOfMonth(toDate32(toDate32(addMonths(toDate32(toDate32(toStartOfMonth(toDate32(t0."ordered_at__day")))), 1))))) AS d0, t0.m1 AS x0
  FROM (SELECT "ordered_at__day", CAST(sum(x0) AS Nullable(Decimal(38, 2))) AS m1 FROM (SELECT t0."ordered_at__day" AS "ordered_at__day", t0."amount" AS x0 FROM "data"."orders" AS t0 WHERE (t0."ordered_at__day" >= {p3:Date32} AND t0."ordered_at__day" < {p4:Date32})) AS s3 GROUP BY "ordered_at__day") AS t0) AS s0
  GROUP BY d0),
stacked AS (
  SELECT CAST(d0 AS Nullable(Date32)) AS d0, g, CAST(m0 AS Nullable(Decimal(38, 2))) AS a0, CAST(NULL AS Nullable(Decimal(38, 2))) AS a1 FROM leg0
  UNION ALL
  SELECT CAST(d0 AS Nullable(Date32)) AS d0, g, CAST(NULL AS Nullable(Decimal(38, 2))) AS a0, CAST(m1 AS Nullable(Decimal(38, 2))) AS a1 FROM leg1 WHERE d0 <= {p5:Date32}),
spine AS (
  SELECT CAST(d0 AS Nullable(Date32)) AS d0, 0 AS g, CAST(NULL AS Nullable(Decimal(38, 2))) AS a0, CAST(NULL AS Nullable(Decimal(38, 2))) AS a1 FROM (SELECT DISTINCT toDate32(toStartOfMonth(toDate32(d))) AS d0 FROM (SELECT CAST(arrayJoin(arrayMap(i -> toDate32(addMonths(toDate32({p1:Date32}), i * 1)), range(0, toUInt32(greatest(0, intDiv(dateDiff('month', toDate32({p1:Date32}), toDate32({p4:Date32}), 'UTC') + 1, 1)))))) AS Nullable(Date32)) AS d) AS s2) AS s0),
merged AS (SELECT d0, g, max(a0) AS b0, max(a1) AS b1 FROM (SELECT * FROM stacked UNION ALL SELECT * FROM spine) AS s0 GROUP BY d0, g),
result AS (SELECT s1.*, CAST((r0 - r1) AS Nullable(Decimal(38, 2))) AS r2, (100 * (CAST((CAST(r0 AS Nullable(Float64)) - CAST(r1 AS Nullable(Float64))) AS Nullable(Float64)) / nullIf(CAST(abs(r1) AS Nullable(Float64)), 0))) AS r3 FROM (SELECT d0, g, CASE WHEN v0 THEN coalesce(b0, CAST(0 AS Nullable(Decimal(38, 2)))) ELSE b0 END AS r0, CASE WHEN v1 THEN coalesce(b1, CAST(0 AS Nullable(Decimal(38, 2)))) ELSE b1 END AS r1 FROM (SELECT *, (d0 >= {p1:Date32} AND d0 <= {p4:Date32}) AS v0, (d0 >= {p6:Date32} AND d0 <= {p2:Date32}) AS v1 FROM merged) AS s0) AS s1)
SELECT d0, g, r0, r1, r2, r3, count(*) OVER () AS c FROM result ORDER BY d0 ASC NULLS LAST
LIMIT 1000
