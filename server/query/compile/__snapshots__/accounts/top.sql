SELECT count(*) AS seen, count(*) FILTER (WHERE used) AS used, count(*) FILTER (WHERE used AND k) AS null_keys, count(*) FILTER (WHERE used AND o) AS orphans, count(*) FILTER (WHERE used AND k0) AS null_keys0, count(*) FILTER (WHERE used AND o0) AS orphans0 FROM (
  SELECT 1 = 1 AS used, ((t0."customer_id" IS NULL)) AS k, (NOT (t0."customer_id" IS NULL) AND t1."customer_id" IS NULL) AS o, ((t0."customer_id" IS NULL)) AS k0, (NOT (t0."customer_id" IS NULL) AND t1."customer_id" IS NULL) AS o0
  FROM (SELECT q0.* FROM "data"."responses" AS q0 WHERE (($1 || replace(CAST(q0."consent_scope" AS VARCHAR), ' ', '') || $1) LIKE $2 ESCAPE '\')) AS t0
  LEFT JOIN "data"."customers" AS t1 ON t1."customer_id" = t0."customer_id") AS s0
