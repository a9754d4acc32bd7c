import { TrivetError } from '../lib/errors.ts';
import { type Column as TableColumn, plainValue, type Value } from '../lib/table.ts';
import type { MetricResult, ResultColumn } from '../query/result.ts';
import type { ApiContext } from './context.ts';
import type {
  Cell,
  Column,
  Grain,
  MetricResultResolvers,
  MetricRow,
  MetricRowConnection,
  QueryResolvers,
  TableLayout,
} from './generated.ts';
import { queryOfInput } from './query-input.ts';
import { packAccount, packFreshness, packWarning } from './pack.ts';

export const query: Pick<QueryResolvers, 'metricQuery' | 'result'> = {
  metricQuery: (_parent, { input }, context, info) =>
    context.ask(queryOfInput(input, info.schema), { signal: context.signal, viewer: context.viewer }),
  result: (_parent, { id }, context) => keptResult(context, id),
};

/** An answer that is kept; throws `result-expired` where it is not, or not for this viewer. */
export function keptResult({ ask, viewer }: ApiContext, id: string): MetricResult {
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
  accounting: (result) => result.accounting.map(packAccount),
  warnings: (result) => result.warnings.map(packWarning),
  freshness: (result) => result.freshness.map(packFreshness),
};

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
function wireValues(column: ResultColumn): readonly Value[] {
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
    cells: packCells(result, (index) => ({
      value: result.columns[index]?.values[row] ?? null,
      suppressed: result.columns[index]?.suppressed?.[row] === true,
    })),
    isTotal: false,
    totalOf: null,
    isOthers: isOthers(result, (index) => result.columns[index]?.values[row] ?? null),
  };
}

/** A row of all others says so in a column of its own beside the dimension. */
function isOthers({ columns }: MetricResult, valueAt: (index: number) => Value): boolean {
  return columns.some(({ role, type }, index) => role === 'REASON' && type === 'boolean' && valueAt(index) === true);
}

interface Told {
  readonly value: Value;
  readonly suppressed: boolean;
}

function packCells(result: MetricResult, at: (index: number) => Told): Cell[] {
  const numberAt = (name: string): number | null => {
    const index = result.columns.findIndex((column) => column.name === name);
    const value = index === -1 ? null : at(index).value;
    return value === null ? null : Number(value);
  };
  return result.columns.map((column, index) => ({
    ...packValue(column, at(index).value),
    suppressed: at(index).suppressed,
    ...(column.role === 'METRIC'
      ? {
          low: numberAt(`${column.name}_low`),
          high: numberAt(`${column.name}_high`),
          count: numberAt(`${column.name}_n`),
        }
      : {}),
  }));
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
