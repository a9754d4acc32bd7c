import { raw, type Sql, sql } from '../../../sql/sql.ts';
import type { BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { type Refusal, refusal } from '../../contract/refusal.ts';
import type { NamedChange } from './change.ts';

/** The units of a change, how many there are and how statements tell them apart. */
export interface Arms {
  readonly treated: number;
  readonly control: number;
  /** A SELECT of `unit`, `cluster` and `treated`, one row a unit. */
  readonly sql: Sql;
  /** When the last unit was assigned: `2025-06-01`; null where nobody recorded it. */
  readonly assigned: string | null;
}

/** Beyond so many units standard errors are made of random groups of units, which keeps what leaves the engine small. */
const mostUnits = 1000;
const groups = 100;

/** Reads the arms of a change; null without the role, a refusal where units stand in both arms. */
export async function readArms(context: AnalysisContext, change: NamedChange): Promise<Arms | Refusal | null> {
  const role = context.find('arms');
  if (role === null) return null;
  const own = membersOf(role, change);
  const assigned = role.has('assigned')
    ? sql`CAST(CAST(max(${role.column('assigned')}) AS DATE) AS VARCHAR)`
    : sql`CAST(NULL AS VARCHAR)`;
  const counted = await context.rows({
    title: 'Units in each arm',
    sql: sql`SELECT CAST(count(DISTINCT ${role.column('unit')}) FILTER (WHERE ${isArm(role, 'treated')}) AS DOUBLE) AS treated,
  CAST(count(DISTINCT ${role.column('unit')}) FILTER (WHERE ${isArm(role, 'control')}) AS DOUBLE) AS control,
  CAST(count(DISTINCT ${role.column('unit')}) AS DOUBLE) AS units, ${assigned} AS assigned
FROM ${role.source}
WHERE ${own} AND (${isArm(role, 'treated')} OR ${isArm(role, 'control')})`,
  });
  const { one } = counted;
  const [treated, control, units] = [one.number('treated'), one.number('control'), one.number('units')];
  if (treated + control > units)
    return refusal('no-control', {}, { hint: `${treated + control - units} units stand in both arms: decide which.` });
  if (treated === 0) return refusal('empty-group', { which: `: no unit is treated by ${change.name ?? 'the change'}` });
  if (control === 0) return null;
  const cluster =
    units > mostUnits
      ? sql`concat(lower(CAST(${role.column('arm')} AS VARCHAR)), ' ', hash(CAST(${role.column('unit')} AS VARCHAR)) % ${groups})`
      : sql`CAST(${role.column('unit')} AS VARCHAR)`;
  return {
    treated,
    control,
    assigned: one.text('assigned'),
    sql: sql`SELECT CAST(${role.column('unit')} AS VARCHAR) AS unit, ${cluster} AS cluster, bool_or(${isArm(role, 'treated')}) AS treated
  FROM ${role.source}
  WHERE ${own} AND (${isArm(role, 'treated')} OR ${isArm(role, 'control')})
  GROUP BY ALL`,
  };
}

/** All rows as one treated unit, for a series without a comparison. */
export const everybody: Sql = sql`SELECT CAST(NULL AS VARCHAR) AS unit, 'all' AS cluster, true AS treated`;

function membersOf(role: BoundRole, change: NamedChange): Sql {
  return role.has('change') && change.name !== null
    ? sql`CAST(${role.column('change')} AS VARCHAR) = ${change.name}`
    : raw('true');
}

function isArm(role: BoundRole, arm: 'treated' | 'control'): Sql {
  return sql`lower(CAST(${role.column('arm')} AS VARCHAR)) = ${arm}`;
}
