WITH rollup0 AS (SELECT d0, z, CASE WHEN (v >= $1) THEN $2 WHEN ((v >= $3) AND (v <= $4)) THEN $5 WHEN (v <= $6) THEN $7 END AS v FROM (SELECT d0, x0 AS v, z FROM (
  SELECT t0."customer_id" AS d0, t0."score" AS x0, t0."answered_at" AS z, row_number() OVER (PARTITION BY t0."customer_id" ORDER BY t0."answered_at" DESC NULLS LAST, CAST(t0."response_id" AS VARCHAR) DESC NULLS LAST, CAST(t0."response_id" AS VARCHAR) ASC NULLS LAST) AS k
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($8 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $8) LIKE $9 ESCAPE '\')) AS t0
  WHERE t0."customer_id" IS NOT NULL AND (t0."score" IS NOT NULL)) AS s0 WHERE k = 1) AS s3)
SELECT count(*) AS seen, count(*) FILTER (WHERE used) AS used, count(*) FILTER (WHERE used AND k) AS null_keys, count(*) FILTER (WHERE used AND o) AS orphans, count(*) FILTER (WHERE used AND k0) AS null_keys0, count(*) FILTER (WHERE used AND o0) AS orphans0, count(*) FILTER (WHERE used AND h1) AS hindsight1 FROM (
  SELECT 1 = 1 AS used, ((t0."customer_id" IS NULL)) AS k, (NOT (t0."customer_id" IS NULL) AND t1."customer_id" IS NULL) AS o, ((t0."customer_id" IS NULL)) AS k0, (NOT (t0."customer_id" IS NULL) AND t1."customer_id" IS NULL) AS o0, (t0."ordered_at" < t2.z) AS h1
  FROM "data"."orders" AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  LEFT JOIN rollup0 AS t2 ON t2.d0 = t1."customer_id") AS s0
WITH rollup0 AS (SELECT d0, z, CASE WHEN (v >= $1) THEN $2 WHEN ((v >= $3) AND (v <= $4)) THEN $5 WHEN (v <= $6) THEN $7 END AS v FROM (SELECT d0, x0 AS v, z FROM (
  SELECT t0."customer_id" AS d0, t0."score" AS x0, t0."answered_at" AS z, row_number() OVER (PARTITION BY t0."customer_id" ORDER BY t0."answered_at" DESC NULLS LAST, CAST(t0."response_id" AS VARCHAR) DESC NULLS LAST, CAST(t0."response_id" AS VARCHAR) ASC NULLS LAST) AS k
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($8 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $8) LIKE $9 ESCAPE '\')) AS t0
  WHERE t0."customer_id" IS NOT NULL AND (t0."score" IS NOT NULL)) AS s0 WHERE k = 1) AS s3)
SELECT count(*) AS seen, count(*) FILTER (WHERE used) AS used, count(*) FILTER (WHERE used AND k) AS null_keys, count(*) FILTER (WHERE used AND o) AS orphans, count(*) FILTER (WHERE used AND k0) AS null_keys0, count(*) FILTER (WHERE used AND o0) AS orphans0, count(*) FILTER (WHERE used AND h1) AS hindsight1 FROM (
  SELECT 1 = 1 AS used, ((t0."customer_id" IS NULL)) AS k, (NOT (t0."customer_id" IS NULL) AND t1."customer_id" IS NULL) AS o, ((t0."customer_id" IS NULL)) AS k0, (NOT (t0."customer_id" IS NULL) AND t1."customer_id" IS NULL) AS o0, (t0."answered_at" < t2.z) AS h1
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($8 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $8) LIKE $9 ESCAPE '\')) AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id"
  LEFT JOIN rollup0 AS t2 ON t2.d0 = t1."customer_id") AS s0
