WITH rollup0 AS (SELECT d0, z, CASE WHEN (v >= {p1:Int64}) THEN {p2:String} WHEN ((v >= {p3:Int64}) AND (v <= {p4:Int64})) THEN {p5:String} WHEN (v <= {p6:Int64}) THEN {p7:String} END AS v FROM (SELECT d0, x0 AS v, z FROM (
  SELECT t0."customer_id" AS d0, t0."score" AS x0, t0."answered_at" AS z, row_number() OVER (PARTITION BY t0."customer_id", t0."answered_at" ORDER BY t0."answered_at" DESC NULLS LAST, CAST(t0."response_id" AS Nullable(String)) DESC NULLS LAST, CAST(t0."response_id" AS Nullable(String)) ASC NULLS LAST) AS k
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE CAST(CAST(({p8:String} || replace(CAST(q0."consent_scope" AS Nullable(String)), ' ', '') || {p8:String}) AS Nullable(String)) LIKE {p9:String} AS Nullable(Bool))) AS t0
  WHERE t0."customer_id" IS NOT NULL AND (t0."score" IS NOT NULL) AND t0."answered_at" IS NOT NULL) AS s0 WHERE k = 1) AS s3),
leg0 AS (SELECT d0, 0 AS g, CAST(sum(x0) AS Nullable(Decimal(38, 2))) AS m0 FROM (
  SELECT CASE WHEN t1."customer_id" IS NULL OR t0."ordered_at" IS NULL THEN NULL WHEN t2.d0 IS NULL THEN {p10:String} ELSE t2.v END AS d0, t0."amount" AS x0
  FROM "data"."orders" AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  ASOF LEFT JOIN rollup0 AS t2 ON t2.d0 = t1."customer_id" AND t0."ordered_at" >= t2.z) AS s0
  GROUP BY d0),
merged AS (SELECT CAST(d0 AS Nullable(String)) AS d0, g, CAST(m0 AS Nullable(Decimal(38, 2))) AS b0 FROM leg0),
result AS (SELECT d0, g, b0 AS r0 FROM merged)
SELECT d0, g, r0, count(*) OVER () AS c FROM result ORDER BY d0 ASC NULLS LAST
LIMIT 1000
