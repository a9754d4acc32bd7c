import { afterAll, beforeAll, expect, test } from 'vitest';
import { duckdb } from '../../sql/dialects/duckdb.ts';
import { id, sql } from '../../sql/sql.ts';
import { openDuckDb, type TestDuckDb } from '../../testing/duckdb.ts';
import { parseExpression } from './parse.ts';
import { printExpression } from './print.ts';

let database: TestDuckDb;

beforeAll(async () => {
  database = await openDuckDb();
  await database.run(`CREATE TABLE t AS SELECT 7 AS score, 2 AS "end", 'it''s' AS "a""b", NULL::INTEGER AS nothing,
    DATE '2024-02-29' AS day, TIMESTAMP '2024-02-29 22:30:00' AS at_time, TRUE AS late, CAST(42.54 AS DECIMAL(18,2)) AS amount`);
});

afterAll(() => {
  database.close();
});

async function valueOf(text: string): Promise<unknown> {
  const printed = printExpression(parseExpression(text), {
    dialect: duckdb,
    column: (path) => id('t', path.at(-1) ?? ''),
  });
  const [row] = await database.rows(sql`SELECT ${printed} AS v FROM t`);
  return row?.[0];
}

test.each([
  ['score / "end"', 3.5],
  ['score / (score - 7)', null],
  ['1 + 2 * 3 - -1', '8'],
  ['"a""b" = \'it\'\'s\'', true],
  ['"a""b" = \'\'\' OR TRUE --\'', false],
  ['score in (1, 7)', true],
  ['score not in (1, 7)', false],
  ['nothing is null and score is not null', true],
  ['coalesce(nothing, score) between 7 and 8', true],
  ['not late or score > 8', false],
  ['case when score >= 9 then 1 when score <= 6 then -1 end', null],
  ["case when nothing is null then 'none' else 'some' end", 'none'],
  ["if(late, 'late', null)", 'late'],
  ['round(2.5)', 3],
  ['round(-2.5)', -3],
  ['month(day)', '2'],
  ['day_of_week(at_time)', '4'],
  ["date_trunc('month', day)", '2024-02-01'],
  ["date_diff('day', day, at_time)", '0'],
  ['amount / 100', 0.4254],
  ['contains("a""b", \'T\'\'\')', true],
  ['starts_with("a""b", \'it\')', true],
  ['power(2, 10)', 1024],
  ["day between date '2024-02-01' and date '2024-02-29'", true],
])('%s means %s in DuckDB', async (text, expected) => {
  expect(await valueOf(text)).toEqual(expected);
});

test('a literal never becomes SQL', () => {
  const printed = printExpression(parseExpression("name = 'x'' OR 1=1' and day > date '2024-01-31'"), {
    dialect: duckdb,
    column: (path) => id(...path),
  });
  expect(printed.print()).toEqual({
    text: '(("name" = $1) AND ("day" > $2))',
    parameters: [
      { type: 'VARCHAR', value: "x' OR 1=1" },
      { type: 'DATE', value: '2024-01-31' },
    ],
  });
});
