WITH leg0 AS (SELECT d0, 0 AS g, CAST(count(*) AS Nullable(Int64)) AS m0 FROM (
  SELECT s1.v0 AS d0
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE CAST(CAST(({p1:String} || replace(CAST(q0."consent_scope" AS Nullable(String)), ' ', '') || {p1:String}) AS Nullable(String)) LIKE {p2:String} AS Nullable(Bool))) AS t0
  LEFT JOIN (SELECT DISTINCT t0."response_id" AS k0, t0."theme" AS v0 FROM "data"."themes" AS t0) AS s1 ON s1.k0 = t0."response_id") AS s0
  GROUP BY d0
UNION ALL
SELECT CAST(NULL AS Nullable(String)) AS d0, 1 AS g, CAST(count(*) AS Nullable(Int64)) AS m0 FROM (
  SELECT 1 AS x0
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE CAST(CAST(({p1:String} || replace(CAST(q0."consent_scope" AS Nullable(String)), ' ', '') || {p1:String}) AS Nullable(String)) LIKE {p2:String} AS Nullable(Bool))) AS t0) AS s0),
merged AS (SELECT CAST(d0 AS Nullable(String)) AS d0, g, CAST(m0 AS Nullable(Int64)) AS b0 FROM leg0),
result AS (SELECT d0, g, coalesce(b0, CAST(0 AS Nullable(Int64))) AS r0 FROM merged)
SELECT d0, g, r0, k, c FROM (SELECT d0, g, r0, row_number() OVER (PARTITION BY g ORDER BY d0 ASC NULLS LAST) AS k, CAST(sum(CASE WHEN g = 0 THEN 1 ELSE 0 END) OVER () AS Nullable(Int64)) AS c FROM result) AS s1 WHERE g <> 0 OR k = 1 OR (k > 0 AND k <= 1000) ORDER BY g, k
