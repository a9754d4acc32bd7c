/** roles → the rows of both sides with dimension, pair and day, as SQL */
import { type Sql, sql } from '../../../sql/sql.ts';
import type { BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { type Refusal, refusal } from '../../contract/refusal.ts';

export type SideName = 'expected' | 'perceived';

/** By what both answers of a person are found: the questionnaire, else the person; null: they cannot be. */
export type Pairing = 'response' | 'person' | null;

export function pairingOf(context: AnalysisContext): Pairing {
  const both = [context.role('expected'), context.role('perceived')];
  if (both.every((role) => role.has('response'))) return 'response';
  return both.every((role) => role.has('person')) ? 'person' : null;
}

/** Whether the days of answers are known. */
export function isDated(context: AnalysisContext): boolean {
  return context.role('expected').has('at') && context.role('perceived').has('at');
}

/** The refusal of sides that were asked on different scales or in different units. */
export function scaleMismatch(context: AnalysisContext): Refusal | null {
  const [left, right] = [context.role('expected').described('value'), context.role('perceived').described('value')];
  if (left.unit !== right.unit)
    return refusal('gap-unit-mismatch', { what: 'unit', left: left.unit ?? 'no unit', right: right.unit ?? 'no unit' });
  if (left.range === null || right.range === null) return null;
  if (left.range[0] === right.range[0] && left.range[1] === right.range[1]) return null;
  return refusal('gap-unit-mismatch', {
    what: 'scale',
    left: left.range.join(' to '),
    right: right.range.join(' to '),
  });
}

/** The refusal of answers outside of the scale that is declared. */
export async function valuesOutside(context: AnalysisContext): Promise<Refusal | null> {
  for (const name of ['expected', 'perceived'] as const) {
    const role = context.role(name);
    const { range, sql: column, name: columnName } = role.described('value');
    if (range === null) continue;
    const found = await context.rows({
      title: `Answers outside of the scale: ${role.name}`,
      sql: sql`SELECT CAST(count(*) FILTER (${column} < ${range[0]} OR ${column} > ${range[1]}) AS DOUBLE) AS outside,
  CAST(${personsIn(role)} AS DOUBLE) AS persons
FROM ${role.source}`,
      persons: 'persons',
    });
    const n = found.list[0]?.number('outside') ?? 0;
    if (n > 0) return refusal('out-of-scale', { n, column: `${role.name}.${columnName}`, scale: range.join(' to ') });
  }
  return null;
}

function personsIn(role: BoundRole): Sql {
  return role.has('person') ? sql`count(DISTINCT ${role.column('person')})` : sql`count(*)`;
}

/** One row an answer of a side: item, dimension, pair, person, day, value. */
export function sideSql(context: AnalysisContext, name: SideName, pairing: Pairing): Sql {
  const role = context.role(name);
  const items = context.find('items');
  const item = sql`CAST(s.${role.column('item')} AS VARCHAR)`;
  const hasDimension = items?.has('dimension') === true;
  const dimension = hasDimension ? sql`coalesce(i.dimension, ${item})` : item;
  const pair =
    pairing === null ? sql`concat('row ', row_number() OVER ())` : sql`CAST(s.${role.column(pairing)} AS VARCHAR)`;
  const person = role.has('person') ? sql`CAST(s.${role.column('person')} AS VARCHAR)` : pair;
  const day = role.has('at') ? sql`CAST(s.${role.column('at')} AS DATE)` : sql`CAST(NULL AS DATE)`;
  const join =
    items !== null && hasDimension
      ? sql`
    LEFT JOIN (SELECT CAST(${items.column('item')} AS VARCHAR) AS item, min(CAST(${items.column('dimension')} AS VARCHAR)) AS dimension FROM ${items.source} GROUP BY 1) AS i ON i.item = ${item}`
      : sql``;
  return sql`SELECT ${item} AS item, ${dimension} AS dimension, ${pair} AS pair, ${person} AS person, ${day} AS day, CAST(s.${role.column('value')} AS DOUBLE) AS value
    FROM ${role.source} AS s${join}
    WHERE s.${role.column('value')} IS NOT NULL`;
}

/** One row a pair and dimension: both values, each the mean over the items that were answered on both sides. */
export function pairsSql(context: AnalysisContext, pairing: Pairing): Sql {
  return sql`expected AS (
  SELECT item, pair, min(dimension) AS dimension, min(person) AS person, min(day) AS day, favg(value) AS value
  FROM (
    ${sideSql(context, 'expected', pairing)}
  )
  WHERE pair IS NOT NULL
  GROUP BY ALL
),
perceived AS (
  SELECT item, pair, favg(value) AS value
  FROM (
    ${sideSql(context, 'perceived', pairing)}
  )
  WHERE pair IS NOT NULL
  GROUP BY ALL
),
pairs AS (
  SELECT e.dimension, e.pair, min(e.person) AS person, min(e.day) AS day, favg(e.value) AS e, favg(p.value) AS p
  FROM expected AS e JOIN perceived AS p ON p.item = e.item AND p.pair = e.pair
  GROUP BY ALL
)`;
}
