WITH rollup0 AS (SELECT d0, CAST(min(x0) AS Nullable(DateTime64(6, 'UTC'))) AS v, CAST(min(CASE WHEN x0 = w0 THEN z END) AS Nullable(DateTime64(6, 'UTC'))) AS z FROM (SELECT s0.*, min(x0) OVER (PARTITION BY d0) AS w0 FROM (
  SELECT t0."customer_id" AS d0, t0."ordered_at" AS x0, t0."ordered_at" AS z
  FROM "data"."orders" AS t0
  WHERE t0."customer_id" IS NOT NULL) AS s0) AS s1 GROUP BY d0),
leg0 AS (SELECT d0, d1, 0 AS g, CAST(uniqExact(x0) AS Nullable(Int64)) AS m0 FROM (
  SELECT toDate32(toStartOfMonth(toDate32(toDate32(toTimeZone(t1.v, 'UTC'))))) AS d0, CAST(dateDiff('month', toDate32(toStartOfMonth(toDate32(toDate32(toTimeZone(t1.v, 'UTC'))))), toDate32(toStartOfMonth(toDate32(t0."ordered_at__day"))), 'UTC') AS Nullable(Int64)) AS d1, t0."customer_id" AS x0
  FROM "data"."orders" AS t0
  LEFT JOIN rollup0 AS t1 ON t1.d0 = t0."customer_id") AS s0
  GROUP BY d0, d1),
merged AS (SELECT CAST(d0 AS Nullable(Date32)) AS d0, CAST(d1 AS Nullable(Int64)) AS d1, g, CAST(m0 AS Nullable(Int64)) AS b0 FROM leg0),
sizes AS (SELECT x, CAST(count(*) AS Nullable(Int64)) AS s FROM (SELECT toDate32(toStartOfMonth(toDate32(toDate32(toTimeZone(v, 'UTC'))))) AS x FROM rollup0 WHERE v IS NOT NULL) AS s0 GROUP BY x),
result AS (SELECT s2.*, CAST(sizes.s AS Nullable(Int64)) AS s FROM (SELECT d0, d1, g, coalesce(b0, CAST(0 AS Nullable(Int64))) AS r0 FROM merged) AS s2 LEFT JOIN sizes ON sizes.x = s2.d0)
SELECT d0, d1, g, r0, s, count(*) OVER () AS c FROM result ORDER BY d0 ASC NULLS LAST, d1 ASC NULLS LAST
LIMIT 1000
