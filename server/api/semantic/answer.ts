import type { Value } from '../../lib/table.ts';
import type { MetricResult, ResultColumn } from '../../query/answer/result.ts';

export interface SemanticColumn {
  readonly name: string;
  /** Arrow name: int, floating, utf8, bool, date or timestamp. */
  readonly type: string;
}

/** Rows of an answer under the ids that were asked for, dimensions first. */
export function semanticRows(
  result: MetricResult,
  asked: readonly SemanticColumn[],
): { readonly schema: readonly SemanticColumn[]; readonly rows: readonly object[] } {
  const columns = result.columns.filter(({ role }) => role === 'DIMENSION' || role === 'METRIC');
  if (columns.length !== asked.length) throw new Error('The answer has other columns than were asked for.');
  const values = columns.map(plainValues);
  const others = othersOf(result);
  const schema = others === null ? asked : [...asked, others.column];
  const all = others === null ? values : [...values, others.values];
  const rows = Array.from({ length: result.rowCount }, (_, row) =>
    Object.fromEntries(schema.map(({ name }, index) => [name, all[index]?.[row] ?? null])),
  );
  return { schema, rows };
}

/** Which row stands for all others: told apart from the group without a value, and from one that is called so. */
function othersOf(result: MetricResult): { readonly column: SemanticColumn; readonly values: readonly Value[] } | null {
  const found = result.columns.find(({ role, type }) => role === 'REASON' && type === 'boolean');
  return found === undefined ? null : { column: { name: found.name, type: 'bool' }, values: found.values };
}

/** Numbers as numbers, as the types of the schema say. */
function plainValues({ type, values }: ResultColumn): readonly Value[] {
  if (type !== 'bigint' && type !== 'decimal') return values;
  return values.map((value) => (value === null ? null : Number(value)));
}
