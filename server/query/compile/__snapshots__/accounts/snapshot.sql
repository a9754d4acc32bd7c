SELECT count(*) AS seen, count(*) FILTER (WHERE used) AS used, count(*) FILTER (WHERE used AND k) AS null_keys, count(*) FILTER (WHERE used AND o) AS orphans FROM (
  SELECT 1 = 1 AS used, (1 = 0) AS k, (1 = 0) AS o
  FROM "data"."mrr" AS t0) AS s0
