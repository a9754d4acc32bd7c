import type { ColumnTypeName, Dataset } from '../model/model.ts';
import type { SourceFreshness } from '../query/answer/result.ts';
import type { ResultColumnType } from '../engine/engine.ts';
import type { ValueType } from '../lib/table.ts';
import { readableColumns } from '../query/rows/row-request.ts';
import { raw, type Sql } from '../sql/sql.ts';
import type { Relation } from './cell-kind.ts';
import type { FindingOutput, MetricOutput, Output, OutputColumn, TableOutput } from './output.ts';

/** Outputs whose rows are stored, so that other cells can read them: of a metric one row, of a finding one an estimate. */
type RowsOutput = TableOutput | MetricOutput | FindingOutput;

export function hasRows(output: Output): output is RowsOutput {
  return output.type === 'TableOutput' || output.type === 'MetricOutput' || output.type === 'FindingOutput';
}

/** The relation that a cell's rows stand for. */
export function outputRelation(name: string, output: RowsOutput): Relation {
  const { columns, result, provenance } = output;
  const { rowCount, truncated, ordered } = shapeOf(output);
  const sql = provenance.steps.find((step) => step.language === 'sql')?.text ?? null;
  return {
    name,
    result,
    columns,
    rowCount,
    truncated,
    ordered,
    sources: provenance.sources,
    elapsedMs: provenance.elapsedMs,
    sql,
  };
}

function shapeOf(output: RowsOutput): Pick<Relation, 'truncated' | 'ordered'> & { readonly rowCount: number } {
  if (output.type === 'TableOutput') return output;
  return { rowCount: output.type === 'MetricOutput' ? 1 : output.rowCount, truncated: false, ordered: true };
}

/** A dataset as a relation: those of its declared columns that may be read. */
export function datasetRelation(dataset: Dataset, rowCount: number | null, source: SourceFreshness): Relation {
  const readable = readableColumns(dataset);
  const declared = [...dataset.columns.values()].filter(({ name }) => readable.has(name));
  const columns = declared.map((column): OutputColumn => ({
    name: column.name,
    label: column.label,
    type: valueTypes[column.type.name],
    unit: column.unit,
    format: null,
    role: null,
    metric: null,
  }));
  return {
    name: dataset.name,
    result: null,
    columns,
    rowCount,
    truncated: false,
    ordered: false,
    sources: [source],
    elapsedMs: 0,
    sql: null,
  };
}

/** What a stored result is called in a statement of the engine. */
export function relationSql(result: string): Sql {
  if (!/^[0-9a-f]{64}$/.test(result)) throw new Error(`${result} is not the id of a result.`);
  return raw(`read_parquet('${result}.parquet')`);
}

/** Columns of a plain result: nothing is known of them but name and type. */
export function plainColumns(columns: readonly Pick<ResultColumnType, 'name' | 'type'>[]): readonly OutputColumn[] {
  return columns.map(({ name, type }) => ({
    name,
    label: name,
    type,
    unit: null,
    format: null,
    role: null,
    metric: null,
  }));
}

const valueTypes: { readonly [Name in ColumnTypeName]: ValueType } = {
  string: 'string',
  integer: 'bigint',
  decimal: 'decimal',
  real: 'real',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  timestamptz: 'timestamp',
};
