WITH leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS DECIMAL(38,2)) AS m0 FROM (
  SELECT CASE WHEN (t0."amount" >= $1) THEN $2 ELSE $3 END AS d0, t0."amount" AS x0
  FROM "data"."orders" AS t0) AS s0
  GROUP BY d0),
merged AS (SELECT CAST(d0 AS VARCHAR) AS d0, g, CAST(m0 AS DECIMAL(38,2)) AS b0 FROM leg0),
result AS (SELECT d0, g, b0 AS r0 FROM merged)
SELECT d0, g, r0, count(*) OVER () AS c FROM result ORDER BY d0 ASC NULLS LAST
LIMIT 1000
