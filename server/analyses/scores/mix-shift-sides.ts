import { TrivetError } from '../../lib/errors.ts';
import { id, join, raw, sql, type Sql } from '../../sql/sql.ts';
import type { BoundRole } from '../run/bind-roles.ts';
import type { AnalysisContext } from '../contract/context.ts';
import { isOutside, type Outcome, outsideScale } from '../shared/outcome.ts';
import type { Refusal } from '../contract/refusal.ts';
import type { Compared } from '../shared/side-means.ts';

/** Two groups of rows, told apart by the values of one column. */
export interface Sides {
  readonly compared: Compared;
  /** The column's name. */
  readonly group: string;
  /** The values of each side. */
  readonly first: readonly string[];
  readonly second: readonly string[];
  /** Rows with a value, whatever their group. */
  readonly n: number;
  readonly outside: readonly Refusal[];
}

/** The column that tells the groups apart, and the rows that have it. */
interface Grouping {
  readonly name: string;
  readonly column: Sql;
  readonly source: Sql;
}

/** Longest list of groups that is looked at. */
const mostGroups = 200;

/**
 * Tells the two sides apart, by a column of the cases or of the persons behind them. Throws `missing-column` without such
 * a column, `missing-option` where it has more than two values and none is named, `invalid-option` for values it lacks.
 */
export async function sidesIn(context: AnalysisContext, outcome: Outcome): Promise<Sides> {
  const role = context.role('cases');
  const { name, column, source } = groupingOf(context, role);
  const outcomeColumn = role.column('outcome');
  const hasPersons = role.has('customer');
  const rows = await context.rows({
    title: `Groups by ${name}`,
    sql: sql`SELECT CAST(${column} AS VARCHAR) AS "group", CAST(count(*) AS DOUBLE) AS n,
  CAST(count(*) FILTER (${isOutside(outcome, outcomeColumn)}) AS DOUBLE) AS outside,
  CAST(${hasPersons ? sql`count(DISTINCT ${role.column('customer')})` : raw('count(*)')} AS DOUBLE) AS persons
FROM ${source}
WHERE ${outcomeColumn} IS NOT NULL
GROUP BY 1
ORDER BY 1
LIMIT ${mostGroups}`,
    persons: 'persons',
  });
  const sum = (of: string): number => rows.list.reduce((total, row) => total + row.number(of), 0);
  const values = rows.list.map((row) => row.text('group')).filter((value) => value !== null);
  const [first, second] = chosen(context, name, values);
  const side = sql`CASE WHEN CAST(${column} AS VARCHAR) IN (${listOf(first)}) THEN 'first' WHEN CAST(${column} AS VARCHAR) IN (${listOf(second)}) THEN 'second' END`;
  return {
    compared: { role, source, outcome, column: 'outcome', side },
    group: name,
    first,
    second,
    n: sum('n'),
    outside: outsideScale(outcome, role.described('outcome').name, sum('outside')),
  };
}

function listOf(values: readonly string[]): Sql {
  return join(values.length === 0 ? [raw('NULL')] : values.map((value) => sql`${value}`));
}

function groupingOf(context: AnalysisContext, role: BoundRole): Grouping {
  if (role.has('group'))
    return { name: role.described('group').name, column: role.column('group'), source: role.source };
  const persons = context.find('customers');
  if (persons === null || !persons.has('group') || !role.has('customer'))
    throw new TrivetError('missing-column', 'The analysis mix-shift needs a column that tells two groups apart.', {
      hint: `Name it: datasets: { cases: { dataset: ${role.name}, columns: { group: … } } }, or as the group of customers.`,
    });
  const group = persons.column('group');
  const column = id(`${persons.described('group').name} of ${persons.name}`);
  const source = sql`(
    SELECT r.*, p.${column} FROM ${role.source} AS r LEFT JOIN (
      SELECT ${persons.column('customer')} AS person, CASE WHEN min(${group}) = max(${group}) THEN min(${group}) END AS ${column}
      FROM ${persons.source} GROUP BY 1
    ) AS p ON p.person = r.${role.column('customer')}
  )`;
  return { name: persons.described('group').name, column, source };
}

function chosen(
  { options }: AnalysisContext,
  group: string,
  values: readonly string[],
): readonly [readonly string[], readonly string[]] {
  const [first, second] = [options.texts('first'), options.texts('second')];
  const known = new Set(values);
  // Where conditions leave no rows, there is too little of everything, and not one value that is wrong.
  const strange = known.size === 0 ? undefined : [...first, ...second].find((value) => !known.has(value));
  if (strange !== undefined)
    throw new TrivetError('invalid-option', `${group} is never ${strange}.`, {
      hint: 'Values are written as the data have them.',
      choices: values,
    });
  const twice = first.find((value) => second.includes(value));
  if (twice !== undefined) throw new TrivetError('invalid-option', `${twice} of ${group} cannot stand on both sides.`);
  const others = (taken: readonly string[]): readonly string[] => values.filter((value) => !taken.includes(value));
  if (first.length > 0) return [first, second.length > 0 ? second : others(first)];
  if (second.length > 0) return [others(second), second];
  if (values.length > 2)
    throw new TrivetError('missing-option', `${group} has ${values.length} values: say which are compared.`, {
      hint: 'Add options: { first: […] }; all others are the second side unless second is named.',
      choices: values,
    });
  const [one, other] = values.includes('true') ? values.toReversed() : values;
  return [one === undefined ? [] : [one], other === undefined ? [] : [other]];
}
