/** responses with their items and what operations say of them → one table of an outcome and its drivers, as SQL */
import { TrivetError } from '../../../lib/errors.ts';
import { join, raw, type Sql, sql } from '../../../sql/sql.ts';
import type { BoundColumn, BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext } from '../../contract/context.ts';

/** Something that may go with the outcome. */
export interface Driver {
  readonly label: string;
  /** Its column in `rated`: d1, d2, … */
  readonly column: Sql;
  /** The scale that its data declare. */
  readonly range: readonly [number, number] | null;
  readonly from: 'survey' | 'operations';
}

/** Outcome and drivers of each response, as CTEs that end in `rated (y, w, person, d1, d2, …)`. */
export interface DriverData {
  readonly drivers: readonly Driver[];
  readonly ctes: Sql;
  /** Items that are left out because few people answer them. */
  readonly rare: readonly string[];
}

/** Finds the drivers that are bound and writes the SQL that brings them beside the outcome, one row a response. */
export async function driverData(context: AnalysisContext): Promise<DriverData> {
  const responses = context.role('responses');
  numeric(responses, responses.described('outcome'), 'the outcome');
  const columns = responses.columns('drivers');
  const operations = context.find('operations');
  const isLong = columns.length === 0 || context.options.texts('items').length > 0;
  const answers = isLong ? context.find('answers') : null;
  const { items, rare } = answers === null ? { items: [], rare: [] } : await itemsOf(context, answers);
  const drivers: Driver[] = [];
  const add = (label: string, range: Driver['range'], from: Driver['from']): Sql => {
    const column = raw(`d${drivers.length + 1}`);
    drivers.push({ label, range, from, column });
    return column;
  };
  const rated = items.map((item) => ({ item, column: add(item, answers?.described('value').range ?? null, 'survey') }));
  const own = columns.map((each) => ({ ...numeric(responses, each), column: add(each.label, each.range, 'survey') }));
  const found = (operations?.columns('drivers') ?? []).map((each) => ({
    ...numeric(operations ?? responses, each),
    column: add(each.label, each.range, 'operations'),
  }));
  if (drivers.length === 0)
    throw new TrivetError('missing-column', 'Nothing is bound that could go with the outcome.', {
      hint: 'Bind answers with items, or name columns: datasets: { responses: { columns: { drivers: […] } } }.',
    });
  const joined: Sql[] = [];
  const ctes: Sql[] = [];
  if (answers !== null && rated.length > 0) {
    ctes.push(itemTable(answers, rated));
    joined.push(sql`LEFT JOIN item_ratings AS i ON i.response = r.${keyOf(responses, 'response', 'answers')}`);
  }
  if (operations !== null && found.length > 0) {
    ctes.push(operationTable(operations, found));
    joined.push(sql`LEFT JOIN operation_facts AS o ON o.linked = r.${keyOf(responses, 'operation', 'operations')}`);
  }
  const cells = [
    ...rated.map(({ column }) => sql`i.${column}`),
    ...own.map(({ source, column }) => sql`CAST(r.${source} AS DOUBLE) AS ${column}`),
    ...found.map(({ column }) => sql`o.${column}`),
  ];
  ctes.push(ratedTable(responses, cells, joined));
  return { drivers, ctes: sql`WITH ${join(ctes, ',\n')}`, rare };
}

/** Items that go with a rated outcome: those named, or those answered at least half as often as the commonest. */
async function itemsOf(
  context: AnalysisContext,
  answers: BoundRole,
): Promise<{ readonly items: readonly string[]; readonly rare: readonly string[] }> {
  const responses = context.role('responses');
  const counts = await context.rows({
    title: 'Items that were answered together with the outcome',
    persons: 'persons',
    sql: sql`SELECT CAST(a.${answers.column('item')} AS VARCHAR) AS item, CAST(count(*) AS DOUBLE) AS n,
  CAST(count(DISTINCT ${personOf(responses)}) AS DOUBLE) AS persons
FROM ${answers.source} AS a
JOIN ${responses.source} AS r ON r.${keyOf(responses, 'response', 'answers')} = a.${answers.column('response')}
WHERE a.${answers.column('value')} IS NOT NULL AND a.${answers.column('item')} IS NOT NULL
  AND r.${responses.column('outcome')} IS NOT NULL
GROUP BY ALL
ORDER BY item`,
  });
  const known = counts.list.map((row) => ({ item: row.text('item') ?? '', n: row.number('n') }));
  const wanted = context.options.texts('items');
  const unknown = wanted.find((name) => !known.some(({ item }) => item === name));
  if (unknown !== undefined)
    throw new TrivetError('invalid-option', `No item called ${unknown} was answered together with the outcome.`, {
      choices: known.map(({ item }) => item),
    });
  if (wanted.length > 0) return { items: wanted, rare: [] };
  const enough = Math.max(0, ...known.map(({ n }) => n)) / 2;
  const names = (kept: boolean): string[] => known.filter(({ n }) => n >= enough === kept).map(({ item }) => item);
  return { items: names(true), rare: names(false) };
}

interface Item {
  readonly item: string;
  readonly column: Sql;
}

function itemTable(answers: BoundRole, items: readonly Item[]): Sql {
  const cells = items.map(
    ({ item, column }) =>
      sql`favg(CAST(${answers.column('value')} AS DOUBLE)) FILTER (WHERE ${answers.column('item')} = ${item}) AS ${column}`,
  );
  return sql`item_ratings AS (
  SELECT ${answers.column('response')} AS response,
    ${join(cells, ',\n    ')}
  FROM ${answers.source}
  GROUP BY ALL
)`;
}

interface NumericColumn {
  readonly source: Sql;
  readonly column: Sql;
}

/** One row a key, however often operations repeat it. */
function operationTable(operations: BoundRole, columns: readonly NumericColumn[]): Sql {
  const key = operations.column('key');
  const cells = columns.map(({ source, column }) => sql`favg(CAST(${source} AS DOUBLE)) AS ${column}`);
  return sql`operation_facts AS (
  SELECT ${key} AS linked, ${join(cells)}
  FROM ${operations.source}
  WHERE ${key} IS NOT NULL
  GROUP BY ALL
)`;
}

function ratedTable(responses: BoundRole, cells: readonly Sql[], joined: readonly Sql[]): Sql {
  const outcome = sql`CAST(r.${responses.column('outcome')} AS DOUBLE)`;
  const weight = responses.has('weight') ? sql`CAST(r.${responses.column('weight')} AS DOUBLE)` : sql`1`;
  return sql`rated AS (
  SELECT ${outcome} AS y, ${weight} AS w, ${personOf(responses)} AS person,
    ${join(cells, ',\n    ')}
  FROM ${join([sql`${responses.source} AS r`, ...joined], '\n  ')}
  WHERE r.${responses.column('outcome')} IS NOT NULL
)`;
}

/** Who answered; somebody unknown counts as a person of their own. */
function personOf(responses: BoundRole): Sql {
  const known = ['person', 'response']
    .filter((name) => responses.has(name))
    .map((name) => sql`CAST(r.${responses.column(name)} AS VARCHAR)`);
  const row = sql`'row ' || CAST(row_number() OVER (ORDER BY r.${responses.column('outcome')}) AS VARCHAR)`;
  return sql`coalesce(${join([...known, ...(responses.has('response') ? [] : [row])])})`;
}

function keyOf(responses: BoundRole, name: 'response' | 'operation', other: string): Sql {
  if (responses.has(name)) return responses.column(name);
  throw new TrivetError('missing-column', `${responses.name} has no column for responses.${name}.`, {
    hint: `${other} is joined by it. Name it: datasets: { responses: { columns: { ${name}: … } } }.`,
    choices: responses.readable.columns.map((column) => column.name),
  });
}

const numericTypes: ReadonlySet<string> = new Set(['integer', 'bigint', 'decimal', 'real', 'boolean']);

function numeric(
  role: BoundRole,
  { name, sql: source, type }: BoundColumn,
  part = 'a driver',
): { readonly source: Sql } {
  if (numericTypes.has(type)) return { source };
  throw new TrivetError(
    'unknown-column',
    `${role.name}.${name} cannot be ${part}: it is neither a number nor yes or no.`,
    {
      hint: 'Bind an SQL cell that turns it into a number.',
      choices: role.readable.columns.filter((column) => numericTypes.has(column.type)).map((column) => column.name),
    },
  );
}
