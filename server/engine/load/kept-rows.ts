import type { Dataset } from '../../model/model.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { countRows, type Database, replaceTable } from './database.ts';

/** typed → kept: without rows that are marked deleted, and one row a key where the dataset says which. */
export async function keepRows(
  database: Database,
  dataset: Dataset,
  rows: number,
): Promise<{ readonly deleted: number; readonly deduplicated: number }> {
  const living = dataset.deletedColumn === null ? rows : await dropDeleted(database, dataset, dataset.deletedColumn);
  if (dataset.dedupe === null) {
    await database.run(sql`ALTER TABLE typed RENAME TO kept`);
    return { deleted: rows - living, deduplicated: 0 };
  }
  await replaceTable(database, 'typed', 'kept', onePerKey(dataset, dataset.dedupe));
  return { deleted: rows - living, deduplicated: living - (await countRows(database, 'kept')) };
}

async function dropDeleted(database: Database, dataset: Dataset, column: string): Promise<number> {
  const isMark = dataset.columns.get(column)?.type.name === 'boolean';
  const lives = isMark ? sql`${id(column)} IS NOT TRUE` : sql`${id(column)} IS NULL`;
  await replaceTable(database, 'typed', 'living', sql`SELECT * FROM typed WHERE ${lives}`);
  await database.run(sql`ALTER TABLE living RENAME TO typed`);
  return countRows(database, 'typed');
}

// Rows without a key are not doubles of each other; the key check names them.
function onePerKey(dataset: Dataset, { keep, by }: { readonly keep: 'latest' | 'earliest'; readonly by: string }): Sql {
  const key = dataset.key.map((name) => id(name));
  const direction = raw(keep === 'latest' ? 'DESC' : 'ASC');
  const others = [...dataset.columns.keys()].filter((name) => name !== by && !dataset.key.includes(name));
  const order = [by, ...others].map((name) => sql`${id(name)} ${direction} NULLS LAST`);
  const lacksKey = join(
    key.map((column) => sql`${column} IS NULL`),
    ' OR ',
  );
  return sql`SELECT * FROM typed QUALIFY ${lacksKey} OR row_number() OVER (PARTITION BY ${join(key)} ORDER BY ${join(order)}) = 1`;
}
