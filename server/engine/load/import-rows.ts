/** relation → source (as read) → typed (cast, derived) → kept (not deleted, one row a key) → rows (ENUMs, days, sorted) */
import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Problem } from '../../lib/problem.ts';
import type { Dataset } from '../../model/model.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { checkRows } from './check-rows.ts';
import { columnSql, type ReadColumns } from './column-sql.ts';
import { countRows, type Database, literal } from './database.ts';
import { countFailedCasts } from './failed-casts.ts';
import { keepRows } from './kept-rows.ts';
import { typedRows } from './typed-rows.ts';
import { writeRows } from './write-rows.ts';

export interface ImportWork {
  readonly database: Database;
  readonly dataset: Dataset;
  /** What the connector gives. */
  readonly relation: Sql;
  /** The workspace's zone. */
  readonly zone: string;
  /** The attached database that gets the table `rows`. */
  readonly target: string;
  /** Share of the whole that is done. */
  readonly onProgress: (fraction: number) => void;
}

export interface ImportedRows {
  readonly rowsInSource: number;
  readonly deleted: number;
  readonly deduplicated: number;
  /** Column → values of the source that its type refused. */
  readonly failedCasts: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
}

/** Leaves the table `rows` in the target; the staging tables are gone afterwards. */
export async function importRows(work: ImportWork): Promise<ImportedRows> {
  const { database, dataset } = work;
  await database.run(sql`SET TimeZone = ${literal(dataset.time?.zone ?? work.zone)}`);
  const columns = await stage(work);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE typed AS ${typedRows(dataset, columns)}`);
  work.onProgress(0.6);
  const casts = await countFailedCasts(database, dataset, columns);
  await database.run(sql`DROP TABLE source`);
  const rowsInSource = await countRows(database, 'typed');
  work.onProgress(0.7);
  const { deleted, deduplicated } = await keepRows(database, dataset, rowsInSource);
  const problems = await checkRows(database, dataset, id('kept'));
  work.onProgress(0.8);
  await writeRows(work, { isKeyed: !problems.some(({ code }) => code === 'duplicate-key' || code === 'null-key') });
  work.onProgress(0.95);
  return { rowsInSource, deleted, deduplicated, failedCasts: casts.counts, problems: [...casts.problems, ...problems] };
}

async function stage({ database, dataset, relation, onProgress }: ImportWork): Promise<ReadColumns> {
  const described = await database.rows(sql`DESCRIBE SELECT * FROM (${relation})`);
  const types = new Map(described.map((row) => [String(row['column_name']), String(row['column_type'])]));
  const wanted = [...dataset.columns.values()].filter((column) => column.expression === null);
  const columns = wanted.map((column, index) => {
    const from = column.from ?? column.name;
    const engineType = types.get(from);
    if (engineType === undefined) throw unknownColumn(dataset, column.name, from, [...types.keys()]);
    const staged = id(`c${index}`);
    return { column, from, staged, made: columnSql(column, { sql: staged, engineType }) };
  });
  const selected = columns.map(({ from, staged }) => sql`${id(from)} AS ${staged}`);
  const stop = watch(database, (done) => onProgress(done * 0.5));
  try {
    await database.run(
      sql`CREATE OR REPLACE TEMP TABLE source AS SELECT ${selected.length > 0 ? join(selected) : raw('1 AS nothing')} FROM (${relation})`,
    );
  } finally {
    stop();
  }
  return columns.map(({ column, made }) => [column, made] as const);
}

function unknownColumn(dataset: Dataset, column: string, from: string, names: readonly string[]): TrivetError {
  const written = column === from ? column : `${column} (from ${from})`;
  return new TrivetError('unknown-column', `${dataset.name}: the source has no column ${written}.`, {
    hint: didYouMean(from, names) ?? `It has ${names.length} columns, among them ${names.slice(0, 8).join(', ')}.`,
    choices: names,
  });
}

function watch(database: Database, onProgress: (fraction: number) => void): () => void {
  const timer = setInterval(() => {
    const done = database.progress();
    if (done !== null) onProgress(done);
  }, 200);
  return () => clearInterval(timer);
}
