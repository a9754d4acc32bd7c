import { TrivetError } from '../../lib/errors.ts';
import type { Dataset, ModelColumn } from '../../model/model.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { dayOf } from './column-sql.ts';
import { countRows, type Database, numberOf } from './database.ts';
import type { ImportWork } from './import-rows.ts';

const mostEnumValues = 1000;
const enumShare = 0.05;

/** Name of the column with the day of a time column, in the workspace's zone. */
function dayColumn(name: string): string {
  return `${name}__day`;
}

/** kept → rows of the target: texts with few values as ENUM, a day beside each time, sorted by time and key. */
export async function writeRows(
  { database, dataset, zone, target }: ImportWork,
  { isKeyed }: { readonly isKeyed: boolean },
): Promise<void> {
  const enums = await makeEnums(database, dataset, target);
  const declared = [...dataset.columns.values()].map((column) => {
    const type = enums.get(column.name);
    return type === undefined ? id(column.name) : sql`CAST(${id(column.name)} AS ${type}) AS ${id(column.name)}`;
  });
  const days = timeColumns(dataset).map((column) => sql`${dayOf(column, zone)} AS ${id(dayColumn(column.name))}`);
  for (const column of timeColumns(dataset)) {
    const day = dayColumn(column.name);
    if (dataset.columns.has(day)) {
      throw new TrivetError('reserved-name', `${dataset.name}.${day} is the name of a column that Trivet adds.`, {
        hint: 'Give the column another name and say from.',
      });
    }
  }
  const select = sql`SELECT ${join([...declared, ...days])} FROM kept ORDER BY ${join(sortOrder(dataset, isKeyed))}`;
  await database.run(sql`CREATE TABLE ${id(target)}.rows AS ${select}`);
  await database.run(sql`DROP TABLE kept`);
}

/** The dataset's time columns as declared columns. */
export function timeColumns(dataset: Dataset): readonly ModelColumn[] {
  return (dataset.time?.columns ?? []).flatMap((name) => dataset.columns.get(name) ?? []);
}

// The other columns make the order total where the key does not; they cost three times as much.
function sortOrder(dataset: Dataset, isKeyed: boolean): readonly Sql[] {
  const first = [...(dataset.time === null ? [] : [dataset.time.default]), ...dataset.key];
  const columns = isKeyed ? first : [...first, ...dataset.columns.keys()];
  return [...new Set(columns)].map((name) => sql`${id(name)} ASC NULLS LAST`);
}

async function makeEnums(database: Database, dataset: Dataset, target: string): Promise<ReadonlyMap<string, Sql>> {
  const texts = [...dataset.columns.values()].filter(
    (column) =>
      column.type.name === 'string' &&
      !dataset.key.includes(column.name) &&
      column.pii !== 'direct' &&
      column.pii !== 'free_text',
  );
  const rows = await countRows(database, 'kept');
  if (texts.length === 0 || rows === 0) return new Map();
  const enums = new Map<string, Sql>();
  for (const column of await withFewValues(database, texts, rows)) {
    const name = `values_${enums.size}`;
    const values = sql`SELECT DISTINCT ${id(column.name)} AS value FROM kept WHERE ${id(column.name)} IS NOT NULL`;
    await database.run(
      sql`CREATE TYPE ${id(target, name)} AS ENUM (SELECT value FROM (${withDeclared(column, values)}) ORDER BY value)`,
    );
    enums.set(column.name, id(target, name));
  }
  return enums;
}

function withDeclared(column: ModelColumn, values: Sql): Sql {
  const declared = (column.values ?? []).map((value) => sql` UNION SELECT ${value}`);
  return sql`${values}${join(declared, '')}`;
}

async function withFewValues(
  database: Database,
  texts: readonly ModelColumn[],
  rows: number,
): Promise<readonly ModelColumn[]> {
  const counted = async (columns: readonly ModelColumn[], count: string) => {
    const counts = columns.map((column, index) => sql`${raw(count)}${id(column.name)}) AS ${id(`n${index}`)}`);
    const [row] = await database.rows(sql`SELECT ${join(counts)} FROM kept`);
    return new Map(columns.map((column, index) => [column.name, numberOf(row, `n${index}`)]));
  };
  const most = (column: ModelColumn) =>
    column.values === null ? Math.min(mostEnumValues, rows * enumShare) : mostEnumValues;
  const roughly = await counted(texts, 'approx_count_distinct(');
  // The estimate is off by some per cent; the exact count is only asked for columns near enough.
  const near = texts.filter((column) => (roughly.get(column.name) ?? 0) <= most(column) * 1.5 + 10);
  if (near.length === 0) return [];
  const exactly = await counted(near, 'count(DISTINCT ');
  return near.filter((column) => {
    const values = exactly.get(column.name) ?? 0;
    return values <= most(column) && (values > 0 || column.values !== null);
  });
}
