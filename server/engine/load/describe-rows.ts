import type { Dataset } from '../../model/model.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { LoadedColumn } from '../engine.ts';
import { type Database, numberOf } from './database.ts';

const samplesFrom = 200;
const mostSamples = 5;

export interface RowsDescription {
  readonly rowCount: number;
  readonly columns: readonly LoadedColumn[];
  readonly dataFrom: string | null;
  readonly dataThrough: string | null;
}

/** What lies in the finished table: types, missing values, samples, first and last time. */
export async function describeRows(
  database: Database,
  dataset: Dataset,
  rows: Sql,
  failed: ReadonlyMap<string, number>,
): Promise<RowsDescription> {
  const described = await database.rows(sql`DESCRIBE SELECT * FROM ${rows}`);
  const names = described.map((row) => String(row['column_name']));
  const counts = names.map((name, index) => sql`count(${id(name)}) AS ${id(`n${index}`)}`);
  const [count] = await database.rows(sql`SELECT count(*) AS rows, ${join(counts)} FROM ${rows}`);
  const samples = await samplesOf(database, dataset, rows, names);
  const rowCount = numberOf(count, 'rows');
  const columns = described.map((row, index): LoadedColumn => {
    const name = String(row['column_name']);
    return {
      name,
      engineType: plainType(String(row['column_type'])),
      added: !dataset.columns.has(name),
      nulls: rowCount - numberOf(count, `n${index}`),
      failedCasts: failed.get(name) ?? 0,
      samples: samples.get(name) ?? [],
    };
  });
  return { rowCount, columns, ...(await extent(database, dataset, rows)) };
}

/** Samples of what a stranger may see: no names, no free text. */
async function samplesOf(
  database: Database,
  dataset: Dataset,
  rows: Sql,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const shown = names.filter((name) => {
    const pii = dataset.columns.get(name)?.pii ?? null;
    return pii !== 'direct' && pii !== 'free_text';
  });
  if (shown.length === 0) return new Map();
  const texts = shown.map((name, index) => sql`CAST(${id(name)} AS VARCHAR) AS ${id(`s${index}`)}`);
  const first = await database.rows(sql`SELECT ${join(texts)} FROM ${rows} LIMIT ${raw(String(samplesFrom))}`);
  return new Map(
    shown.map((name, index) => {
      const written = first.map((row) => row[`s${index}`]).filter((text) => typeof text === 'string');
      const distinct = [...new Set(written.map((text) => text.slice(0, 80)))].sort();
      return [name, distinct.slice(0, mostSamples)];
    }),
  );
}

async function extent(
  database: Database,
  dataset: Dataset,
  rows: Sql,
): Promise<{ readonly dataFrom: string | null; readonly dataThrough: string | null }> {
  if (dataset.time === null) return { dataFrom: null, dataThrough: null };
  const time = id(dataset.time.default);
  const pattern =
    dataset.columns.get(dataset.time.default)?.type.name === 'date' ? '%Y-%m-%d' : '%Y-%m-%dT%H:%M:%S.%gZ';
  const [row] = await database.rows(
    sql`SELECT strftime(min(${time}), ${pattern}) AS first, strftime(max(${time}), ${pattern}) AS last FROM ${rows}`,
  );
  return { dataFrom: textOf(row?.['first']), dataThrough: textOf(row?.['last']) };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

// The type's name lists every value.
function plainType(engineType: string): string {
  return engineType.startsWith('ENUM(') ? 'ENUM' : engineType;
}
