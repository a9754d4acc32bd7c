SELECT count(*) AS seen, count(*) FILTER (WHERE used) AS used, count(*) FILTER (WHERE used AND k) AS null_keys, count(*) FILTER (WHERE used AND o) AS orphans FROM (
  SELECT (t0."ordered_at__day" >= $1 AND t0."ordered_at__day" < $2) AS used, (1 = 0) AS k, (1 = 0) AS o
  FROM "data"."orders" AS t0) AS s0
SELECT count(*) AS seen, count(*) FILTER (WHERE used) AS used, count(*) FILTER (WHERE used AND k) AS null_keys, count(*) FILTER (WHERE used AND o) AS orphans FROM (
  SELECT (t0."ordered_at__day" >= $1 AND t0."ordered_at__day" < $2) AS used, (1 = 0) AS k, (1 = 0) AS o
  FROM "data"."orders" AS t0) AS s0
