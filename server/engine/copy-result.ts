import type { Table, ValueType } from '../lib/table.ts';
import { id, type Statement } from '../sql/sql.ts';
import type { Hold } from './connections.ts';
import type { WorkResult } from './protocol.ts';
import { appendTexts } from './append-texts.ts';
import { describeStatement, runWrapped } from './run-statement.ts';
import { isLong, scaleOf, type TypedColumn } from './arrow/typed-column.ts';

/** Types that Parquet would round, reinterpret or lose, and what is written instead. */
const writtenAs: readonly (readonly [type: RegExp, as: string])[] = [
  [/^U?HUGEINT$/, 'DECIMAL(38, 0)'],
  [/^(BIT|BIGNUM)$/, 'VARCHAR'],
  [/^(UNION\(|VARIANT$)/, 'JSON'],
];

/** Runs a statement into a Parquet file of the results folder; columns of one name are told apart. */
export async function copyStatement(hold: Hold, statement: Statement, file: string): Promise<WorkResult> {
  const columns = await describeStatement(hold, statement);
  const select = columns.map(({ name, engineType }, index) => {
    const as = writtenAs.find(([type]) => type.test(engineType))?.[1];
    return `${as === undefined ? `c${index}` : `CAST(c${index} AS ${as})`} AS ${quoted(name)}`;
  });
  const aliases = columns.map((_, index) => `c${index}`);
  return copy(hold, statement, file, { select: select.join(', '), as: `r(${aliases.join(', ')})` });
}

/** Writes a table into a Parquet file of the results folder. */
export async function copyTable(hold: Hold, table: Table, file: string): Promise<WorkResult> {
  const name = `table_${file.replaceAll(/\W/g, '_')}`;
  const columns = table.columns.map((_, index) => `c${index} VARCHAR`);
  await hold.connection.run(`CREATE TEMP TABLE ${name} (${columns.join(', ')})`);
  try {
    await appendTexts(hold, name, table);
    const select = table.columns.map(
      (column, index) => `CAST(c${index} AS ${sqlType(column)}) AS ${quoted(column.name)}`,
    );
    const statement = { text: `FROM temp.main.${name}`, parameters: [] };
    return await copy(hold, statement, file, { select: select.join(', '), as: 'r' });
  } finally {
    // Also fails while the run is being stopped; the table then goes with the process.
    await hold.connection.run(`DROP TABLE temp.main.${name}`).catch(() => undefined);
  }
}

async function copy(hold: Hold, statement: Statement, file: string, { select, as }: Selection): Promise<WorkResult> {
  const before = `COPY (SELECT ${select} FROM (`;
  const after = `) AS ${as}) TO '${file}' (FORMAT parquet, COMPRESSION zstd)`;
  const [row] = await runWrapped(hold, statement, { before, after }, async (prepared) =>
    (await prepared.run()).getRowsJson(),
  );
  const columns = await describeStatement(hold, { text: `FROM read_parquet('${file}')`, parameters: [] });
  return { columns, rowCount: Number(row?.[0] ?? 0), truncated: false };
}

interface Selection {
  readonly select: string;
  /** The name of the relation that is selected from, with names of its columns. */
  readonly as: string;
}

const sqlTypes: { readonly [T in Exclude<ValueType, 'bigint' | 'decimal' | 'timestamp'>]: string } = {
  string: 'VARCHAR',
  integer: 'BIGINT',
  real: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  time: 'TIME',
  json: 'JSON',
};

function sqlType(column: TypedColumn): string {
  const { type, values } = column;
  if (type === 'bigint') return values.every(isLong) ? 'BIGINT' : 'DECIMAL(38, 0)';
  if (type === 'decimal') return `DECIMAL(38, ${scaleOf(column)})`;
  if (type === 'timestamp') return values.some((value) => String(value).endsWith('Z')) ? 'TIMESTAMPTZ' : 'TIMESTAMP';
  return sqlTypes[type];
}

function quoted(name: string): string {
  return id(name).print().text;
}
