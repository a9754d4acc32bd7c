/** a cell of an answer → the leg of its metric, narrowed to the cell's group → the rows it was made from */
import { TrivetError } from '../../lib/errors.ts';
import type { Value } from '../../lib/table.ts';
import type { Dataset, ModelColumn } from '../../model/model.ts';
import { bind, id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { Dialect, SqlType } from '../../sql/dialects/dialect.ts';
import type { PreparedQuery } from '../answer/answer.ts';
import { afterRow } from '../compile/compile-row-list.ts';
import { type RowPrinter, rowPrinter } from '../compile/compile-rows.ts';
import type { Leg, PlanMetric } from '../plan/plan.ts';
import { rowsRefusal } from '../policy/policy.ts';
import { invalidQuery } from '../language/refuse.ts';
import { hasReadableKey, readableColumns, type RowOrder } from './row-request.ts';
import type { MetricResult, NullReason } from '../answer/result.ts';

export interface EvidenceRequest {
  /** The row of the answer, from 0. */
  readonly row: number;
  /** The metric's name, and the column where it was asked for more than once. */
  readonly metric: string;
  readonly alias: string | null;
  /** Which dataset's rows, where the metric stands on several. */
  readonly dataset: string | null;
  readonly first: number;
  /** The key of the row after which the page begins. */
  readonly after: readonly Value[] | null;
}

/** What the engine has to run, and how its answer is read: `v<n>` are the columns, `k<n>` the key. */
export interface PreparedEvidence {
  readonly dataset: Dataset;
  readonly columns: readonly ModelColumn[];
  readonly order: readonly RowOrder[];
  readonly page: Sql;
  readonly count: Sql;
}

const largestPage = 1000;
const reasonCodes: { readonly [Reason in NullReason]: number } = { NO_KEY: 3, NO_MATCH: 2, EMPTY: 1 };

/** Throws where there is no such cell, where its rows may not be seen, and where no list of rows stands behind it. */
export function prepareEvidence(
  prepared: PreparedQuery,
  result: MetricResult,
  request: EvidenceRequest,
  dialect: Dialect,
): PreparedEvidence {
  const metric = metricOf(prepared, request);
  refuseUnlisted(prepared, result, metric, request);
  const { index, leg } = legOf(prepared, metric, request);
  const { policy } = prepared.resolved;
  const of = policy.model.datasets.get(leg.dataset);
  const refusal = rowsRefusal(policy, leg.dataset);
  if (refusal !== null) throw refusal;
  if (of === undefined || !hasReadableKey(policy, of)) {
    throw new TrivetError('forbidden', `The rows of ${leg.dataset} cannot be told apart by what may be seen of them.`);
  }
  const rows = rowPrinter(prepared.plan, leg, dialect);
  const conditions = [
    ...(rows.condition === null ? [] : [rows.condition]),
    ...groupConditions(prepared, result, { leg, rows, row: request.row }, dialect),
    ...lookedAt(prepared, metric, index, rows),
  ];
  const readable = readableColumns(of, policy);
  const columns = [...of.columns.values()].filter(({ name }) => readable.has(name));
  const order = of.key.map((column): RowOrder => ({ column, direction: 'ASC', nulls: 'LAST' }));
  const after = request.after === null ? [] : [afterRow({ of, order }, request.after, dialect)];
  const selected = [
    ...columns.map(({ name }, number) => sql`t0.${id(name)} AS ${raw(`v${number}`)}`),
    ...order.map(({ column }, number) => sql`t0.${id(column)} AS ${raw(`k${number}`)}`),
  ];
  const sorted = order.map(({ column }) => dialect.orderBy(sql`t0.${id(column)}`, 'ASC', 'LAST'));
  return {
    dataset: of,
    columns,
    order,
    page: sql`SELECT ${join(selected)}\n${rows.from}${where([...conditions, ...after])}\nORDER BY ${join(sorted)}\n${dialect.limit(request.first + 1)}`,
    count: sql`SELECT ${dialect.aggregate('count', null)} AS c\n${rows.from}${where(conditions)}`,
  };
}

function where(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('') : sql`\nWHERE ${join(conditions, ' AND ')}`;
}

function metricOf({ plan }: PreparedQuery, { metric: name, alias }: EvidenceRequest): PlanMetric {
  const found = plan.metrics.filter((metric) => metric.compared === null && metric.name === name);
  const [only] = alias === null ? found : found.filter((metric) => metric.alias === alias);
  if (only !== undefined && (alias !== null || found.length === 1)) return only;
  const choices = (found.length === 0 ? plan.metrics : found).map((metric) => metric.alias);
  throw new TrivetError(
    'unknown-metric',
    `The answer has ${found.length === 0 ? 'no' : 'several'} columns of ${name}.`,
    {
      hint: found.length === 0 ? 'Name a metric of the answer.' : 'Say which with alias.',
      choices,
    },
  );
}

/** Refuses cells that more stands behind than a list of rows of one group. */
function refuseUnlisted(
  { resolved }: PreparedQuery,
  result: MetricResult,
  metric: PlanMetric,
  { row, first }: EvidenceRequest,
): void {
  if (!Number.isInteger(row) || row < 0 || row >= result.rowCount) {
    throw invalidQuery(['row'], `the answer has rows 0 to ${result.rowCount - 1}, not ${row}.`);
  }
  if (!Number.isInteger(first) || first < 0 || first > largestPage) {
    throw invalidQuery(['first'], `a page holds 0 to ${largestPage} rows, not ${first}.`);
  }
  const reasons = [
    ...(resolved.query.topN === null ? [] : ['the first groups and all others']),
    ...(resolved.query.cohort === null ? [] : ['cohorts']),
  ];
  const [reason] = reasons;
  if (reason !== undefined) throw unlisted(metric, `it is made of ${reason}`);
}

function unlisted({ alias }: PlanMetric, why: string): TrivetError {
  return new TrivetError('unsupported', `No list of rows stands behind a cell of ${alias}: ${why}.`, {
    hint: 'Ask the query without that, then for the rows behind its cells.',
  });
}

function legOf(
  { plan }: PreparedQuery,
  metric: PlanMetric,
  { dataset }: EvidenceRequest,
): { readonly index: number; readonly leg: Leg } {
  const used = new Set(metric.components.flatMap(({ component }) => plan.components[component]?.leg ?? []));
  const legs = [...used].flatMap((index) => {
    const leg = plan.legs[index];
    return leg === undefined ? [] : [{ index, leg }];
  });
  const named = dataset === null ? legs : legs.filter(({ leg }) => leg.dataset === dataset);
  const [only, ...others] = named;
  if (only === undefined || others.length > 0) {
    const choices = [...new Set(legs.map(({ leg }) => leg.dataset))];
    throw new TrivetError('invalid-query', `${metric.alias} stands on ${choices.join(' and ')}.`, {
      hint: 'Say whose rows with dataset.',
      choices,
    });
  }
  const { snapshot, also, links, window } = only.leg;
  if (snapshot !== null) throw unlisted(metric, 'it is a state at dates');
  if (window !== null) throw unlisted(metric, 'it is made of a window over several periods');
  if (links.length > 0) throw unlisted(metric, 'a row may count in several groups');
  if (also.length > 0) throw unlisted(metric, 'it is made of values that several datasets share');
  return only;
}

interface CellPlace {
  readonly leg: Leg;
  readonly rows: RowPrinter;
  readonly row: number;
}

function groupConditions(
  { plan }: PreparedQuery,
  result: MetricResult,
  { leg, rows, row }: CellPlace,
  dialect: Dialect,
): readonly Sql[] {
  return plan.dimensions.flatMap(({ column, type, precision, splitsNulls }, index) => {
    const of = leg.dimensions[index];
    if (of === undefined || of.is === 'linked' || leg.excluded.includes(index)) return [];
    const value = valueAt(result, column, row);
    const own = rows.dimension(of);
    if (value !== null) return [sql`${own} = ${boundTo(type, precision, value, dialect)}`];
    const reason = splitsNulls ? valueAt(result, `${column}_reason`, row) : null;
    const code = reason === null ? null : reasonCodes[reason as NullReason]; // of that column's closed set
    return [sql`${own} IS NULL`, ...(code === null ? [] : [sql`${rows.reason(of)} = ${code}`])];
  });
}

function valueAt({ columns }: MetricResult, name: string, row: number): Value {
  return columns.find((column) => column.name === name)?.values[row] ?? null;
}

function boundTo(
  type: SqlType,
  precision: readonly [number, number] | null,
  value: NonNullable<Value>,
  dialect: Dialect,
): Sql {
  const text = String(value);
  if (type === 'date') return sql`${bind('DATE', text)}`;
  if (type === 'timestamp') return sql`${bind('TIMESTAMP', text.replace('T', ' ').replace('Z', ''))}`;
  if (type === 'boolean') return sql`${bind('BOOLEAN', value === true)}`;
  if (type === 'real') return sql`${bind('DOUBLE', Number(value))}`;
  return type === 'string' ? sql`${text}` : dialect.cast(sql`${text}`, type, precision ?? undefined);
}

/** The rows that one of the metric's components looks at: those of its condition that have a value to look at. */
function lookedAt({ plan }: PreparedQuery, metric: PlanMetric, leg: number, rows: RowPrinter): readonly Sql[] {
  const ways = metric.components.flatMap(({ component }) => {
    const found = plan.components[component];
    if (found === undefined || found.leg !== leg) return [];
    const parts = [
      ...(found.where === null ? [] : [rows.expression(found.where)]),
      ...(found.filter === null ? [] : [rows.filter(found.filter)]),
      ...(found.of === null ? [] : [sql`${rows.expression(found.of)} IS NOT NULL`]),
    ];
    return [parts.length === 0 ? raw('1 = 1') : sql`(${join(parts, ' AND ')})`];
  });
  return ways.length === 0 ? [] : [sql`(${join(ways, ' OR ')})`];
}
