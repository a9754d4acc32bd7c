import { type Problem, problem } from '../../lib/problem.ts';
import type { Dataset, ModelColumn } from '../../model/model.ts';
import { id, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { type Database, numberOf, type Row } from './database.ts';

/** Key: unique and never null, else an error. Ranges and lists of values: a warning with the number of rows. */
export async function checkRows(database: Database, dataset: Dataset, rows: Sql): Promise<readonly Problem[]> {
  return [...(await checkKey(database, dataset, rows)), ...(await checkValues(database, dataset, rows))];
}

async function checkKey(database: Database, dataset: Dataset, rows: Sql): Promise<readonly Problem[]> {
  const key = dataset.key.map((name) => id(name));
  if (key.length === 0) return [];
  const place = { file: dataset.file, subject: `${dataset.name}.${dataset.key.join(', ')}` };
  const problems: Problem[] = [];
  const missing = join(
    key.map((column) => sql`${column} IS NULL`),
    ' OR ',
  );
  const nulls = numberOf((await database.rows(sql`SELECT count(*) AS n FROM ${rows} WHERE ${missing}`))[0], 'n');
  if (nulls > 0) {
    const hint = 'A key is never empty. Fill it in the source, or choose columns that always have a value.';
    problems.push(
      problem('null-key', `${place.subject}: ${nulls} ${nulls === 1 ? 'row has' : 'rows have'} no key`, {
        ...place,
        hint,
      }),
    );
  }
  const doubles = sql`SELECT ${join(key)}, count(*) AS n FROM ${rows} WHERE NOT (${missing}) GROUP BY ${join(key)} HAVING count(*) > 1`;
  const text = join(key.map((column) => sql`CAST(${column} AS VARCHAR)`));
  const found = await database.rows(
    sql`SELECT concat_ws(', ', ${text}) AS key, n, count(*) OVER () AS keys FROM (${doubles}) ORDER BY n DESC, key LIMIT ${raw('3')}`,
  );
  if (found.length === 0) return problems;
  const message = `${place.subject}: ${isPersonal(dataset) ? `${numberOf(found[0], 'keys')} keys stand more than once` : examplesOf(found, key.length)}`;
  const hint = 'A key stands once. Clean the source, or say which row counts: dedupe: { keep: latest, by: <column> }.';
  return [...problems, problem('duplicate-key', message, { ...place, hint })];
}

// Problems are printed, logged and sent: they never carry what identifies a person.
function isPersonal({ key, columns }: Dataset): boolean {
  return key.some((name) => columns.get(name)?.pii === 'direct');
}

function examplesOf(found: readonly Row[], width: number): string {
  const examples = found.map(
    (row) => `${width > 1 ? `(${String(row['key'])})` : String(row['key'])} ×${String(row['n'])}`,
  );
  const more = numberOf(found[0], 'keys') - found.length;
  return `${examples.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

async function checkValues(database: Database, dataset: Dataset, rows: Sql): Promise<readonly Problem[]> {
  const rules = [...dataset.columns.values()].flatMap((column) => rulesOf(column));
  if (rules.length === 0) return [];
  const counts = rules.map(({ broken }, index) => sql`count(*) FILTER (WHERE ${broken}) AS ${id(`n${index}`)}`);
  const [row] = await database.rows(sql`SELECT ${join(counts)} FROM ${rows}`);
  return rules.flatMap(({ column, rule }, index) => {
    const count = numberOf(row, `n${index}`);
    if (count === 0) return [];
    const subject = `${dataset.name}.${column.name}`;
    const message = `${subject}: ${count} ${count === 1 ? 'value is' : 'values are'} not ${rule}`;
    return [
      problem('unexpected-value', message, {
        severity: 'warning',
        file: dataset.file,
        subject,
        hint: 'The values are kept; correct them in the source or widen the declaration.',
      }),
    ];
  });
}

interface Rule {
  readonly column: ModelColumn;
  readonly broken: Sql;
  readonly rule: string;
}

function rulesOf(column: ModelColumn): readonly Rule[] {
  const name = id(column.name);
  const rules: Rule[] = [];
  if (column.range !== null) {
    const [low, high] = column.range;
    rules.push({ column, broken: sql`${name} NOT BETWEEN ${low} AND ${high}`, rule: `between ${low} and ${high}` });
  }
  if (column.values !== null && column.values.length > 0) {
    const allowed = join(column.values.map((value) => sql`${value}`));
    rules.push({
      column,
      broken: sql`CAST(${name} AS VARCHAR) NOT IN (${allowed})`,
      rule: `one of ${column.values.slice(0, 8).join(', ')}`,
    });
  }
  return rules;
}
