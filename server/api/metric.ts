import { TrivetError } from '../lib/errors.ts';
import { type Column as TableColumn, plainValue, type Value } from '../lib/table.ts';
import type { MetricResult, ResultColumn } from '../query/answer/result.ts';
import { besides } from '../query/resolve/resolve.ts';
import { policyOf } from '../query/policy/policy.ts';
import type { ApiContext } from './context.ts';
import { refuseUnknown } from './flat/options.ts';
import { queryParameters } from './flat/query-parameters.ts';
import { parameterTexts } from './params.ts';
import { savedQuery, writtenQuery } from './saved-queries.ts';
import type {
  Cell,
  Column,
  Grain,
  MetricResultResolvers,
  MetricRow,
  MetricRowConnection,
  NullReason,
  QueryResolvers,
  ResultLinks,
  TableLayout,
} from './generated.ts';
import { queryOfInput } from './query-input.ts';
import { packAccount, packFreshness, packWarning } from './pack.ts';

export const query: Pick<QueryResolvers, 'metricQuery' | 'result' | 'savedQuery'> = {
  metricQuery: (_parent, { input }, context, info) =>
    context.ask(queryOfInput(input, info.schema), { signal: context.signal, viewer: context.viewer }),
  result: (_parent, { id }, context) => keptResult(context, id),
  savedQuery: (_parent, { slug, parameters }, { ask, workspace, viewer, signal }) => {
    const saved = savedQuery(policyOf(workspace.current().model, viewer).model, slug);
    const given = parameterTexts(parameters);
    refuseUnknown(given, [...saved.parameters.keys()]);
    return ask(writtenQuery(saved, false), { viewer, signal, parameters: queryParameters(saved, given) });
  },
};

/** An answer that is kept; throws `result-expired` where it is not, or not for this viewer. */
function keptResult({ ask, viewer }: ApiContext, id: string): MetricResult {
  const found = ask.find(id, ask.policyOf(viewer));
  if (found !== null) return found;
  throw new TrivetError('result-expired', 'The answer is not kept any more.', { hint: 'Ask the query again.' });
}

export const metricResult: MetricResultResolvers = {
  columns: (result) => result.columns.map(packColumn),
  rows: (result, { first, after }) => packRows(result, first, after ?? null),
  table: (result, { layout }) => layouts[layout](result),
  totals: (result) =>
    result.totals.map(({ totalOf, values, suppressed }) => ({
      cells: packCells(result, (index) => ({ value: values[index] ?? null, suppressed: suppressed?.[index] === true })),
      isTotal: true,
      totalOf,
      isOthers: isOthers(result, (index) => values[index] ?? null),
    })),
  links: (result, _arguments, context) => signedLinks(context, result),
  explain: ({ explain }) => ({
    ...explain,
    joinPaths: Object.fromEntries(explain.legs.map(({ dataset, joins }) => [dataset, joins])),
  }),
  accounting: (result) => result.accounting.map(packAccount),
  warnings: (result) => result.warnings.map(packWarning),
  freshness: (result) => result.freshness.map(packFreshness),
};

async function signedLinks({ ask, viewer, links, basePath }: ApiContext, { id }: MetricResult): Promise<ResultLinks> {
  const link = await links.sign(id, ask.policyOf(viewer));
  const at = (path: string): string => `${basePath}/results/${id}${path}?link=${link}`;
  return {
    json: at('.json'),
    csv: at('.csv'),
    parquet: at('.parquet'),
    arrow: at('.arrow'),
    columns: at('/columns.json'),
  };
}

const pageLimit = 1000;

const layouts: { readonly [Layout in TableLayout]: (result: MetricResult) => unknown } = {
  COLUMNS: (result) => Object.fromEntries(result.columns.map((column) => [column.name, wireValues(column)])),
  ARRAYS: (result) => {
    const columns = result.columns.map(wireValues);
    return Array.from({ length: result.rowCount }, (_, row) => columns.map((values) => values[row] ?? null));
  },
  OBJECTS: (result) => {
    const columns = result.columns.map((column) => [column.name, wireValues(column)] as const);
    return Array.from({ length: result.rowCount }, (_, row) =>
      Object.fromEntries(columns.map(([name, values]) => [name, values[row] ?? null])),
    );
  },
};

/** Counts come as numbers while they are safe; money keeps its exact digits as text. */
export function wireValues(column: Pick<ResultColumn, 'type' | 'values'>): readonly Value[] {
  return column.type === 'bigint' ? column.values.map(safeNumber) : column.values;
}

function safeNumber(value: Value): Value {
  const number = Number(value);
  return value !== null && Number.isSafeInteger(number) ? number : value;
}

function packColumn(column: ResultColumn): Column {
  const { name, label, role, type, unit, format, good, additivity, overlapping, metric, definition, minN } = column;
  return {
    name,
    label,
    role,
    type,
    unit,
    format,
    good,
    additivity,
    overlapping,
    metric,
    definition,
    minN,
    grain: grainOf(column),
  };
}

// The grain of a column is a member of the enum, or null; a column of a table cell may hold any text.
function grainOf({ grain }: ResultColumn): Grain | null {
  return grains.find((known) => known === grain) ?? null;
}

const grains: readonly Grain[] = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'];

function packRows(result: MetricResult, first: number, after: string | null): MetricRowConnection {
  if (first < 0 || first > pageLimit) {
    throw new TrivetError('invalid-query', `A page holds 0 to ${pageLimit} rows, not ${first}.`, {
      hint: 'Ask for `table` to get all rows at once.',
    });
  }
  const start = after === null ? 0 : offsetOf(result, after) + 1;
  const end = Math.min(result.rowCount, start + first);
  const edges = Array.from({ length: Math.max(0, end - start) }, (_, index) => ({
    cursor: cursorOf(result, start + index),
    node: packRow(result, start + index),
  }));
  return {
    edges,
    totalCount: result.rowCount,
    pageInfo: {
      hasNextPage: end < result.rowCount,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function packRow(result: MetricResult, row: number): MetricRow {
  return {
    cells: packCells(result, (index) => {
      const column = result.columns[index];
      return { value: column?.values[row] ?? null, suppressed: column?.suppressed?.[row] === true };
    }),
    isTotal: false,
    totalOf: null,
    isOthers: isOthers(result, (index) => result.columns[index]?.values[row] ?? null),
  };
}

/** A row of all others says so in a column of its own beside the dimension. */
function isOthers({ columns }: MetricResult, valueAt: (index: number) => Value): boolean {
  return columns.some(({ role, type }, index) => role === 'REASON' && type === 'boolean' && valueAt(index) === true);
}

interface Shown {
  readonly value: Value;
  readonly suppressed: boolean;
}

function packCells({ columns }: MetricResult, shownAt: (index: number) => Shown): Cell[] {
  const valueOf = (name: string): Value => {
    const index = columns.findIndex((column) => column.name === name);
    return index === -1 ? null : shownAt(index).value;
  };
  const numberOf = (name: string): number | null => {
    const value = valueOf(name);
    return value === null ? null : Number(value);
  };
  return columns.map((column, index) => {
    const { value, suppressed } = shownAt(index);
    const cell = { ...packValue(column, value), suppressed };
    if (column.role === 'DIMENSION') return { ...cell, nullReason: reasonOf(valueOf(`${column.name}_reason`)) };
    if (column.role !== 'METRIC') return cell;
    const { low, high, count } = besides(column.name);
    return { ...cell, low: numberOf(low), high: numberOf(high), count: numberOf(count) };
  });
}

function reasonOf(value: Value): NullReason | null {
  return value === 'NO_KEY' || value === 'NO_MATCH' || value === 'EMPTY' ? value : null;
}

function packValue(column: Pick<TableColumn, 'type'>, value: Value): Omit<Cell, 'suppressed'> {
  if (value === null) return { isNull: true };
  const exact = column.type === 'bigint' || column.type === 'decimal';
  if (exact)
    return {
      isNull: false,
      s: String(value),
      n: Number(plainValue({ name: '', type: column.type, values: [value] }, 0)),
    };
  if (typeof value === 'number') return { isNull: false, n: value };
  if (typeof value === 'boolean') return { isNull: false, b: value };
  return column.type === 'date' || column.type === 'timestamp'
    ? { isNull: false, d: value }
    : { isNull: false, s: value };
}

function cursorOf(result: MetricResult, row: number): string {
  return Buffer.from(`${result.id.slice(0, 16)}:${row}`).toString('base64url');
}

function offsetOf(result: MetricResult, cursor: string): number {
  const [id, row] = Buffer.from(cursor, 'base64url').toString().split(':');
  if (id !== result.id.slice(0, 16) || row === undefined || !/^\d+$/.test(row)) {
    throw new TrivetError('result-expired', 'This cursor belongs to another answer.', {
      hint: 'Start again without `after`: the data or the model changed.',
    });
  }
  return Number(row);
}
