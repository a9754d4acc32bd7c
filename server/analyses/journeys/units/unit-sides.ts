/** what employees, customers and operations say of each unit, overall and by period; groups of too few persons left out */
import { TrivetError } from '../../../lib/errors.ts';
import { type Sql, sql } from '../../../sql/sql.ts';
import type { BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { isOutside, outcomeOf } from '../../shared/outcome.ts';

/** Fewer answers of customers in a cell are not shown. */
const fewestAnswers = 10;
/** Where a dataset of employees declares no smallest group. */
const usualK = 10;

/** One side of a unit, or of a unit in a period. */
export interface SideCell {
  readonly unit: string;
  /** The first day of the period; null for the unit as a whole. */
  readonly period: string | null;
  readonly mean: number;
  /** Standard error of the mean. */
  readonly error: number;
  /** What is counted: employees, answers of customers, rows of operations. */
  readonly n: number;
}

export interface Side {
  readonly cells: readonly SideCell[];
  /** Cells of too few to be shown: whole units, and units in a period. */
  readonly hiddenUnits: number;
  readonly hiddenCells: number;
}

/** Employees' answers by unit: the mean of persons, so that who answers often counts once. */
export async function employeeSide(
  context: AnalysisContext,
  employees: BoundRole,
): Promise<Side & { readonly k: number }> {
  const k = Math.max(employees.k ?? usualK, 2);
  const item = context.options.text('item');
  if (item !== null && !employees.has('item'))
    throw new TrivetError('missing-column', `${employees.name} has no column for employees.item.`, {
      hint: 'Bind it, or leave the option item out.',
      choices: employees.readable.columns.map(({ name }) => name),
    });
  const isAsked = item === null ? sql`` : sql` AND CAST(${employees.column('item')} AS VARCHAR) = ${item}`;
  const given = sql`SELECT CAST(${employees.column('unit')} AS VARCHAR) AS unit, ${periodOf(context, employees)} AS period,
    CAST(${employees.column('person')} AS VARCHAR) AS person, CAST(${employees.column('value')} AS DOUBLE) AS value
  FROM ${employees.source}
  WHERE ${employees.column('unit')} IS NOT NULL AND ${employees.column('person')} IS NOT NULL${isAsked}`;
  const cells = sql`WITH given AS (
  ${given}
), answered AS (
  SELECT unit, period, person, favg(value) AS value FROM given WHERE isfinite(value)
  GROUP BY GROUPING SETS ((unit, period, person), (unit, person))
  HAVING grouping(period) = 1 OR period IS NOT NULL
), cells AS (
  SELECT unit, period, CAST(count(*) AS DOUBLE) AS n, favg(value) AS mean, coalesce(stddev_samp(value), 0) / sqrt(count(*)) AS error
  FROM answered GROUP BY ALL
)`;
  const counted = await context.rows({
    title: 'Units and periods with too few employees to be shown',
    persons: 'persons',
    sql: sql`${cells}
SELECT CAST(count(*) FILTER (WHERE period IS NULL AND n < ${k}) AS DOUBLE) AS units,
  CAST(count(*) FILTER (WHERE period IS NOT NULL AND n < ${k}) AS DOUBLE) AS cells,
  CAST((SELECT count(DISTINCT person) FROM given) AS DOUBLE) AS persons
FROM cells`,
  });
  const rows = await context.rows({
    title: 'What employees say, by unit and period',
    persons: 'n',
    sql: sql`${cells}
SELECT unit, CAST(period AS VARCHAR) AS period, mean, error, n
FROM cells
WHERE n >= ${k}
ORDER BY unit, period NULLS FIRST`,
  });
  const [hidden] = counted.list;
  return {
    cells: rows.list.map(cellIn),
    hiddenUnits: hidden?.number('units') ?? 0,
    hiddenCells: hidden?.number('cells') ?? 0,
    k,
  };
}

/** Customers' scores by unit; `outside` answers lie beyond the scale. */
export async function customerSide(
  context: AnalysisContext,
  responses: BoundRole,
): Promise<Side & { readonly outside: number }> {
  const outcome = outcomeOf(context, responses, 'score');
  const score = sql`r.${responses.column('score')}`;
  const person = responses.has('person') ? sql`r.${responses.column('person')}` : sql`NULL`;
  const [unit, joined] = unitOf(context, responses);
  const side = await sideOf(context, {
    title: 'What customers say, by unit and period',
    given: sql`SELECT ${unit} AS unit, ${periodOf(context, responses, sql`r.`)} AS period, CAST(${person} AS VARCHAR) AS person,
    ${outcome.value(score)} AS value, ${isOutside(outcome, score)} AS outside
  FROM ${responses.source} AS r${joined}
  WHERE ${unit} IS NOT NULL AND ${score} IS NOT NULL`,
  });
  return side;
}

/** What happened in each unit: the mean of a number or the share of a yes. */
export async function operationSide(context: AnalysisContext, operations: BoundRole): Promise<Side> {
  const person = operations.has('person') ? operations.column('person') : sql`NULL`;
  return await sideOf(context, {
    title: 'What happened, by unit and period',
    given: sql`SELECT CAST(${operations.column('unit')} AS VARCHAR) AS unit, ${periodOf(context, operations)} AS period, CAST(${person} AS VARCHAR) AS person,
    CAST(${operations.column('value')} AS DOUBLE) AS value, FALSE AS outside
  FROM ${operations.source}
  WHERE ${operations.column('unit')} IS NOT NULL AND ${operations.column('value')} IS NOT NULL`,
  });
}

async function sideOf(
  context: AnalysisContext,
  { title, given }: { readonly title: string; readonly given: Sql },
): Promise<Side & { readonly outside: number }> {
  const rows = await context.rows({
    title,
    persons: 'persons',
    sql: sql`WITH given AS (
  ${given}
)
SELECT unit, CAST(period AS VARCHAR) AS period, favg(value) AS mean,
  coalesce(stddev_samp(value), 0) / sqrt(count(value)) AS error, CAST(count(value) AS DOUBLE) AS n,
  CAST(count(DISTINCT person) + count(*) FILTER (WHERE person IS NULL) AS DOUBLE) AS persons,
  CAST(count(*) FILTER (WHERE outside) AS DOUBLE) AS outside
FROM given
WHERE isfinite(value)
GROUP BY GROUPING SETS ((unit, period), (unit))
HAVING grouping(period) = 1 OR period IS NOT NULL
ORDER BY unit, period NULLS FIRST`,
  });
  const enough = rows.list.filter((row) => row.number('n') >= fewestAnswers);
  const few = rows.list.filter((row) => row.number('n') < fewestAnswers);
  const whole = rows.list.filter((row) => row.text('period') === null);
  return {
    cells: enough.map(cellIn),
    hiddenUnits: few.filter((row) => row.text('period') === null).length,
    hiddenCells: few.filter((row) => row.text('period') !== null).length + rows.withheld,
    outside: whole.reduce((sum, row) => sum + row.number('outside'), 0),
  };
}

function cellIn(row: { text(name: string): string | null; number(name: string): number }): SideCell {
  return {
    unit: row.text('unit') ?? '',
    period: row.text('period')?.slice(0, 10) ?? null,
    mean: row.number('mean'),
    error: row.number('error'),
    n: row.number('n'),
  };
}

/** The first day of the month, quarter or year; NULL where nothing says when. */
function periodOf(context: AnalysisContext, role: BoundRole, prefix: Sql = sql``): Sql {
  if (!role.has('at')) return sql`CAST(NULL AS DATE)`;
  return sql`CAST(date_trunc(${context.options.text('period') ?? 'quarter'}, CAST(${prefix}${role.column('at')} AS DATE)) AS DATE)`;
}

/** The unit of a response: its own column, or that of the customer who gave it. */
function unitOf(context: AnalysisContext, responses: BoundRole): readonly [Sql, Sql] {
  if (responses.has('unit')) return [sql`CAST(r.${responses.column('unit')} AS VARCHAR)`, sql``];
  const customers = context.find('customers');
  if (customers === null || !responses.has('person'))
    throw new TrivetError('missing-column', `Nothing says to which unit the rows of ${responses.name} belong.`, {
      hint: 'Bind responses.unit, or customers with the unit of each.',
      choices: responses.readable.columns.map(({ name }) => name),
    });
  const home = sql`
  JOIN (
    SELECT ${customers.column('customer')} AS customer, min(CAST(${customers.column('unit')} AS VARCHAR)) AS unit
    FROM ${customers.source}
    GROUP BY ALL
  ) AS c ON c.customer = r.${responses.column('person')}`;
  return [sql`c.unit`, home];
}
