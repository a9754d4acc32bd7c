import type { Dialect } from '../../sql/dialects/dialect.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { Plan } from '../plan/plan.ts';

/** Rows with their columns. */
interface Named {
  readonly rows: Sql;
  readonly names: readonly string[];
}

/**
 * Rows whose dimension keeps only its first values, with a column `o`: 1 where the row belongs to all others. Before anything
 * is aggregated, so that the value of the others is computed from their rows, whatever the aggregate.
 */
export function withOthers(plan: Plan, { rows, names }: Named, dialect: Dialect): Named {
  if (plan.top === null) return { rows, names };
  const { dimension: index } = plan.top;
  const { type, precision, splitsNulls } = plan.dimensions[index] ?? {};
  if (type === undefined) throw new Error(`The plan has no dimension ${index}.`);
  const [key, reason, others] = [`d${index}`, `n${index}`, `o${index}`];
  const value = dialect.cast(raw(key), type, precision ?? undefined);
  const isTopNull =
    splitsNulls === true
      ? raw(`${reason} IN (SELECT n0 FROM top0 WHERE d0 IS NULL)`)
      : raw('(SELECT count(*) FROM top0 WHERE d0 IS NULL) > 0');
  const isTop = sql`CASE WHEN ${raw(key)} IS NULL THEN ${isTopNull} ELSE ${value} IN (SELECT d0 FROM top0 WHERE d0 IS NOT NULL) END`;
  const flag = sql`CASE WHEN ${isTop} THEN 0 ELSE 1 END AS ${raw(others)}`;
  const flagged = sql`SELECT ${join([...names.map((name) => raw(name)), flag])} FROM (\n  ${rows}) AS s2`;
  const columns = names.map((name) => {
    if (name === key) return sql`CASE WHEN ${raw(others)} = 0 THEN ${value} END AS ${raw(key)}`;
    return name === reason
      ? sql`CASE WHEN ${raw(others)} = 0 THEN ${raw(reason)} ELSE 0 END AS ${raw(reason)}`
      : raw(name);
  });
  return { rows: sql`SELECT ${join([...columns, raw(others)])} FROM (${flagged}) AS s3`, names: [...names, others] };
}
