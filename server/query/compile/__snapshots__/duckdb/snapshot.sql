WITH leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS BIGINT) AS m0 FROM (
  SELECT CAST(date_trunc('month', t0."snap") AS DATE) AS d0, t0."mrr" AS x0, t0."snap" AS z, max(t0."snap") OVER (PARTITION BY CAST(date_trunc('month', t0."snap") AS DATE)) AS k
  FROM "data"."mrr" AS t0) AS s0
  WHERE z = k
  GROUP BY d0
  UNION ALL
  SELECT CAST(NULL AS DATE) AS d0, 1 AS g, CAST(sum(x0) AS BIGINT) AS m0 FROM (
  SELECT t0."mrr" AS x0, t0."snap" AS z, max(t0."snap") OVER () AS k
  FROM "data"."mrr" AS t0) AS s0
  WHERE z = k),
merged AS (SELECT CAST(d0 AS DATE) AS d0, g, CAST(m0 AS BIGINT) AS b0 FROM leg0),
result AS (SELECT d0, g, b0 AS r0 FROM (SELECT *, (g IN (1) OR d0 >= $1 AND d0 <= $2) AS v0 FROM merged) AS s0)
SELECT d0, g, r0, k, c FROM (SELECT d0, g, r0, row_number() OVER (PARTITION BY g ORDER BY d0 ASC NULLS LAST) AS k, CAST(sum(CASE WHEN g = 0 THEN 1 ELSE 0 END) OVER () AS BIGINT) AS c FROM result) AS s1 WHERE g <> 0 OR k = 1 OR (k > 0 AND k <= 1000) ORDER BY g, k
