import type { Problem } from '../../lib/problem.ts';
import { problem } from '../../lib/problem.ts';
import type { ColumnType, Dataset, ModelColumn } from '../../model/model.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { ColumnSql, ReadColumns } from './column-sql.ts';
import { type Database, numberOf } from './database.ts';

/** Values that the declared types refused. */
export interface CastFailures {
  /** Column → values that became NULL. */
  readonly counts: ReadonlyMap<string, number>;
  /** One warning a column. */
  readonly problems: readonly Problem[];
}

const none: CastFailures = { counts: new Map(), problems: [] };

/** Counts what was lost from `source` to `typed`, with the commonest samples. */
export async function countFailedCasts(
  database: Database,
  dataset: Dataset,
  columns: ReadColumns,
): Promise<CastFailures> {
  const fallible = columns.filter(([, made]) => made.canFail);
  if (fallible.length === 0) return none;
  const given = fallible.flatMap(([column, made], index) => {
    const count = sql`count(${made.given}) AS ${id(`given${index}`)}`;
    return made.canRound ? [count, sql`${roundedOff(column.type, made)} AS ${id(`rounded${index}`)}`] : [count];
  });
  const kept = fallible.map(([column], index) => sql`count(${id(column.name)}) AS ${id(`kept${index}`)}`);
  const [before] = await database.rows(sql`SELECT ${join(given)} FROM source`);
  const [after] = await database.rows(sql`SELECT ${join(kept)} FROM typed`);
  const counts = new Map<string, number>();
  const problems: Problem[] = [];
  for (const [index, [column, made]] of fallible.entries()) {
    const failed = numberOf(before, `given${index}`) - numberOf(after, `kept${index}`);
    const rounded = numberOf(before, `rounded${index}`);
    counts.set(column.name, failed);
    if (failed > 0) problems.push(failedCast(dataset, column, failed, await samples(database, made)));
    if (rounded > 0) problems.push(rounding(dataset, column, rounded));
  }
  return { counts, problems };
}

// Six more digits tell a value from its rounding; the limit is what DuckDB's widest decimal holds.
function roundedOff(type: ColumnType, { given, value }: ColumnSql): Sql {
  const [, scale] = type.precision ?? [18, 2];
  const exact = raw(`DECIMAL(38, ${Math.min(scale + 6, 38)})`);
  return sql`count(*) FILTER (WHERE try_cast(${given} AS ${exact}) <> ${value})`;
}

async function samples(database: Database, { given, value }: ColumnSql): Promise<readonly string[]> {
  const rows = await database.rows(
    sql`SELECT CAST(${given} AS VARCHAR) AS text, count(*) AS n FROM source WHERE ${given} IS NOT NULL AND ${value} IS NULL GROUP BY ALL ORDER BY n DESC, text LIMIT ${raw('3')}`,
  );
  return rows.map((row) => `"${String(row['text']).slice(0, 40)}" ×${String(row['n'])}`);
}

function failedCast(dataset: Dataset, column: ModelColumn, failed: number, examples: readonly string[]): Problem {
  const shown = column.pii === null ? `: ${examples.join(', ')}` : '';
  const message = `${dataset.name}.${column.name}: ${failed} ${failed === 1 ? 'value is' : 'values are'} no ${typeText(column.type)} and left empty${shown}`;
  return problem('failed-cast', message, {
    severity: 'warning',
    file: dataset.file,
    subject: `${dataset.name}.${column.name}`,
    hint: 'Say nulls: [ … ] for texts that mean missing, format: for how dates and numbers are written, or another type.',
  });
}

function rounding(dataset: Dataset, column: ModelColumn, rounded: number): Problem {
  const scale = (column.type.precision ?? [18, 2])[1];
  const message = `${dataset.name}.${column.name}: ${rounded} values have more than ${scale} decimals and were rounded.`;
  return problem('unexpected-value', message, {
    severity: 'warning',
    file: dataset.file,
    subject: `${dataset.name}.${column.name}`,
    hint: 'Declare more decimals, for example decimal(18,4).',
  });
}

function typeText(type: ColumnType): string {
  return type.name === 'decimal' ? `decimal(${(type.precision ?? [18, 2]).join(',')})` : type.name;
}
