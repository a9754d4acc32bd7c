WITH leg0 AS (SELECT d0, 0 AS g, accurateCast(sum(CAST(x0 AS Nullable(Int128))), 'Nullable(Int64)') AS m0 FROM (
  SELECT toDate32(toStartOfMonth(toDate32(t0."snap"))) AS d0, t0."mrr" AS x0, t0."snap" AS z, max(t0."snap") OVER (PARTITION BY toDate32(toStartOfMonth(toDate32(t0."snap")))) AS k
  FROM "data"."mrr" AS t0) AS s0
  WHERE z = k
  GROUP BY d0
  UNION ALL
  SELECT CAST(NULL AS Nullable(Date32)) AS d0, 1 AS g, accurateCast(sum(CAST(x0 AS Nullable(Int128))), 'Nullable(Int64)') AS m0 FROM (
  SELECT t0."mrr" AS x0, t0."snap" AS z, max(t0."snap") OVER () AS k
  FROM "data"."mrr" AS t0) AS s0
  WHERE z = k),
merged AS (SELECT CAST(d0 AS Nullable(Date32)) AS d0, g, CAST(m0 AS Nullable(Int64)) AS b0 FROM leg0),
result AS (SELECT d0, g, b0 AS r0 FROM (SELECT *, (g IN (1) OR d0 >= {p1:Date32} AND d0 <= {p2:Date32}) AS v0 FROM merged) AS s0)
SELECT d0, g, r0, k, c FROM (SELECT d0, g, r0, row_number() OVER (PARTITION BY g ORDER BY d0 ASC NULLS LAST) AS k, CAST(sum(CASE WHEN g = 0 THEN 1 ELSE 0 END) OVER () AS Nullable(Int64)) AS c FROM result) AS s1 WHERE g <> 0 OR k = 1 OR (k > 0 AND k <= 1000) ORDER BY g, k
