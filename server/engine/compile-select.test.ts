import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Parameter } from '../sql/sql.ts';
import { datasetFile } from '../testing/dataset-file.ts';
import { tableOf } from './arrow/arrow-table.ts';
import { compileSelect, inspectSelect } from './compile-select.ts';
import type { Engine } from './engine.ts';
import { functionRefusal, tableFunctionRefusal } from './gate/gate-functions.ts';
import { openEngine } from './open-engine.ts';

let folder: string;
let engine: Engine;

const cell = 'c'.repeat(64);
const relations = new Map([
  ['orders', 'scope."orders"'],
  ['Customers', 'scope."Customers"'],
  ['late_orders', `read_parquet('${cell}.parquet')`],
  ['größe 😀', 'scope."orders"'],
]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-gate-'));
  const orders = `SELECT i AS id, i % 3 AS customer, (['web', 'shop'])[1 + i % 2]::ENUM('web', 'shop') AS channel,
    (i * 10)::DECIMAL(10, 2) AS amount, DATE '2024-01-01' + i::INTEGER AS day FROM range(6) AS t(i)`;
  engine = await openEngine({
    folder: join(folder, 'spill'),
    resultsFolder: join(folder, 'results'),
    datasets: [
      await datasetFile(join(folder, 'orders.duckdb'), 'orders', orders),
      await datasetFile(
        join(folder, 'customers.duckdb'),
        'Customers',
        "SELECT i AS id, 'c' || i AS name FROM range(3) AS t(i)",
      ),
    ],
    memoryMb: 300,
    threads: 1,
    spare: false,
  });
  const late = { text: 'SELECT * FROM scope.orders WHERE id >= 4', parameters: [] };
  await engine.store(cell, { statement: late, lane: 'interactive', maxRows: 100 });
});

afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

async function rows(text: string, parameters: ReadonlyMap<string, Parameter> = new Map()) {
  const { statement } = await compileSelect(engine, text, { relations, parameters });
  const result = await engine.query({ statement, lane: 'interactive', maxRows: 1000 });
  const table = tableOf(result.arrow, result.columns);
  return Array.from({ length: table.rowCount }, (_, row) => table.columns.map((column) => column.values[row]));
}

const accepted: readonly (readonly [text: string, ...rows: unknown[][]])[] = [
  ['select count(*) from orders', ['6']],
  ['SELECT orders.id FROM orders WHERE orders.id = 5', ['5']],
  ['select o.id from ORDERS as o where o.id = 5', ['5']],
  ['select o.id from o: orders where o.id = 5', ['5']],
  ['select x from orders as o(x) where x = 5', ['5']],
  ['from "orders" select count(*)', ['6']],
  ["select count(*) from 'orders'", ['6']],
  ['select count(*) from orders -- orders\n', ['6']],
  ["/* ü😀 */ select count(*) from \"größe 😀\" where '😀' = '😀'", ['6']],
  [
    'select c.name, sum(amount) from orders join customers c on c.id = customer group by all order by all',
    ['c0', '30.00'],
    ['c1', '50.00'],
    ['c2', '70.00'],
  ],
  ['select count(*) from orders, customers', ['18']],
  ['select count(*) from orders natural join (select id from customers)', ['3']],
  ['select count(*) from orders o positional join customers c', ['6']],
  [
    'select name, (select max(amount) from orders where customer = customers.id) from customers order by 1 limit 1',
    ['c0', '30.00'],
  ],
  ['select count(*) from customers where exists (from orders where customer = customers.id and id > 4)', ['1']],
  ['select count(*) from customers, lateral (select * from orders where customer = customers.id limit 1) as l', ['3']],
  ['select o.id, c.name from orders o asof join customers c on o.id >= c.id where o.id = 5', ['5', 'c2']],
  [
    'with big as (select * from orders where amount > 30), bigger as (from big where amount > 40) select count(*) from bigger',
    ['1'],
  ],
  ['with t(a) as (select id from orders) select max(a) from t as u', ['5']],
  ['with a as materialized (from orders) select (select count(*) from a), count(*) from a', ['6', '6']],
  ['with recursive t(n) as (select 1 union all select n + 1 from t where n < 4) select sum(n) from t', ['10']],
  [
    'with recursive t(n) as (select min(id) from orders union select o.id from orders o join t on o.id = t.n + 1) select count(*) from t',
    ['6'],
  ],
  ['select id from orders union all select id from customers order by 1 desc limit 1', ['5']],
  ['(select count(*) from orders) except (select 0)', ['6']],
  [
    "from orders pivot (count(*) for channel in ('web', 'shop') group by customer) order by customer limit 1",
    ['0', '1', '1'],
  ],
  ['from (select id, customer from orders) unpivot (v for n in (id, customer)) select count(*)', ['12']],
  ['select column_name from (describe orders) limit 1', ['id']],
  ['describe customers', ['id', 'BIGINT', 'YES', null, null, null], ['name', 'VARCHAR', 'YES', null, null, null]],
  ['describe select id from orders', ['id', 'BIGINT', 'YES', null, null, null]],
  ['select column_name, approx_unique from (summarize customers)', ['id', '3'], ['name', '3']],
  ['select column_name from (summarize late_orders) limit 1', ['id']],
  ['select count(*) from late_orders', ['2']],
  ['select late_orders.id from late_orders order by id', ['4'], ['5']],
  ['select l.a from late_orders l(a) order by 1', ['4'], ['5']],
  ['select count(*) from orders tablesample 100%', ['6']],
  ['select count(*) from late_orders tablesample 100%', ['2']],
  [
    "select list_transform([1, 2], lambda x: x + 1)::varchar, [y for y in [1, 2] if y > 1]::varchar, {'a': 1}.a",
    ['[2, 3]', '[2]', 1],
  ],
  ['select i from range(2) as t(i)', ['0'], ['1']],
  ["select count(*) from generate_series(date '2024-01-01', date '2024-01-31', interval 1 day)", ['31']],
  ['select key from json_each(\'{"a": 1}\')', ['a']],
  ['select unnest([1, 2])', [1], [2]],
  ['select sum(amount) over (order by id), row_number() over () from orders order by 1 limit 1', ['0.00', '1']],
  ["select count(*) filter (channel = 'phone'), count(*) from orders", ['0', '6']],
  ['select * exclude (day, channel) replace (id + 1 as id) from orders where id = 0', ['1', '0', '0.00']],
  ["select columns('id|customer') from orders where id = 4", ['4', '1']],
  ['select distinct on (customer) customer from orders order by customer limit 1', ['0']],
  [
    'select customer from orders qualify row_number() over (partition by customer order by id) = 1 order by 1 limit 1',
    ['0'],
  ],
  ['values (1), (2)', [1], [2]],
  ['select 1e3, 0.5, -2;', [1000, '0.5', -2]],
];

test.each(accepted)('%s gives what it gives on the tables themselves', async (text, ...expected) => {
  expect(await rows(String(text))).toEqual(expected);
});

const refusedTexts: readonly (readonly [text: string, code: string, hint?: RegExp])[] = [
  ['select 1; select 2', 'sql-refused', /cell of its own/],
  ['', 'sql-invalid', /SELECT/],
  ['-- nothing', 'sql-invalid'],
  ...[
    'insert into orders values (1)',
    'update orders set id = 1',
    'delete from orders',
    'drop view scope.orders',
    'create table t as select 1',
    'create temp view orders as select 1',
    'create macro m() as 1',
    'alter table orders add column x int',
    'begin',
    'commit',
    'prepare p as select 1',
    'execute p',
    "copy orders to 'x.csv'",
    "export database 'x'",
    "attach 'x.db'",
    'detach x',
    'install httpfs',
    'load httpfs',
    'set threads = 1',
    'reset threads',
    'use scope',
    'call range(3)',
    'pragma database_list',
    'checkpoint',
    'vacuum',
    'explain select 1',
    'create sequence s',
    "comment on table orders is 'x'",
  ].map((text) => [text, 'sql-refused'] as const),
  ['pivot orders on channel using count(*)', 'sql-refused', /FROM t PIVOT/],
  ['table orders', 'sql-refused', /FROM/],
  ['select * from (table orders)', 'sql-refused', /FROM/],
  ['show tables', 'sql-refused', /catalogue/],
  ['show all tables', 'sql-refused'],
  ['show databases', 'sql-refused'],
  ['describe', 'sql-refused'],
  ['describe secrets', 'unknown-dataset'],
  ['summarize data.orders', 'sql-refused'],
  ['from scope.orders', 'sql-refused', /plain names/],
  ['from data.orders', 'sql-refused'],
  ['from file_0.main.rows', 'sql-refused'],
  ['from memory.scope.orders', 'sql-refused'],
  ['from information_schema.tables', 'sql-refused'],
  ['from pg_catalog.pg_tables', 'sql-refused'],
  ['from sqlite_master', 'unknown-dataset'],
  ['from pg_tables', 'unknown-dataset'],
  ['from duckdb_tables', 'unknown-dataset'],
  ['from duckdb_settings', 'unknown-dataset'],
  ["from 'orders.parquet'", 'sql-refused', /dataset/],
  [`from '${cell}.parquet'`, 'sql-refused', /dataset/],
  ['from "/etc/passwd"', 'sql-refused'],
  ['from order', 'sql-invalid'],
  ['from ordres', 'unknown-dataset', /Did you mean orders\?/],
  ['with x as (select * from hidden) select * from x', 'unknown-dataset'],
  ['with hidden as (select * from hidden) select * from hidden', 'unknown-dataset'],
  ['with recursive hidden as (select * from hidden) select * from hidden', 'unknown-dataset'],
  [
    'with recursive hidden as (select * from hidden union all select * from hidden where false) select * from hidden',
    'unknown-dataset',
  ],
  ['with a as (from b), b as (select 1) from a', 'unknown-dataset'],
  ['select * from (with inner_one as (select 1) from inner_one), inner_one', 'unknown-dataset'],
  ['with orders as (select 1) from orders', 'sql-refused', /another name/],
  ['select (with ORDERS as (select 1) select 1 from orders)', 'sql-refused'],
  [
    'with recursive t(n) as (select 1 union all select n + 1 from t) select * from t',
    'sql-refused',
    /WHERE or a LIMIT/,
  ],
  ['select * from orders at (version => 1)', 'sql-refused'],
  ...[
    "read_csv('/etc/passwd')",
    "read_parquet('x')",
    "read_text('x')",
    "read_blob('x')",
    "read_json('x')",
    "glob('*')",
    "sniff_csv('x')",
    "read_duckdb('x')",
    "parquet_metadata('x')",
    "parquet_scan('x')",
    "query('select 1')",
    "query_table('orders')",
    "json_execute_serialized_sql('x')",
    'duckdb_settings()',
    'duckdb_functions()',
    'duckdb_databases()',
    'duckdb_logs()',
    'duckdb_secrets()',
    'duckdb_tables()',
    'duckdb_temporary_files()',
    'duckdb_variables()',
    'duckdb_logs_parsed(1)',
    'truncate_duckdb_logs()',
    "enable_logging(storage := 'file')",
    'disable_logging()',
    'enable_profiling()',
    'pragma_version()',
    "pragma_table_info('orders')",
    'pragma_database_size()',
    'checkpoint()',
    'force_checkpoint()',
    'disable_peg_parser()',
    "which_secret('a', 'b')",
    'test_all_types()',
    "histogram('orders', 'id')",
    'repeat_row(1)',
    "sql_auto_complete('s')",
    "seq_scan('orders')",
    'arrow_scan(1, 2, 3)',
  ].map((call) => [`from ${call}`, 'sql-refused'] as const),
  ["from read_csv('x.csv')", 'sql-refused', /Declare the file as a dataset/],
  ["from read_cvs('x.csv')", 'sql-invalid', /Did you mean read_csv\?/],
  ...[
    'sleep_ms(100)',
    'pg_sleep(1)',
    'setseed(0.5)',
    "getvariable('x')",
    "current_setting('threads')",
    'current_query()',
    'current_schemas(true)',
    "nextval('s')",
    "error('x')",
    "write_log('x')",
    "json_serialize_sql('select 1')",
    "json_serialize_plan('from orders')",
    'txid_current()',
    'pg_catalog.pg_get_viewdef(1)',
    "has_table_privilege('x', 'y')",
    "levenshtein('a', 'b')",
    "damerau_levenshtein('a', 'b')",
    "editdist3('a', 'b')",
    "jaro_similarity('a', 'b')",
    'list_reduce([1, 2], lambda a, b: a + b)',
    'reduce([1], lambda a, b: a)',
    'range(1000000000)',
    'range(id)',
    "generate_series(date '2024-01-01', date '2024-01-02', interval 1 microsecond)",
    "repeat('x', 1000000000)",
    "repeat('x', id::integer)",
    "lpad('x', 100000001, ' ')",
    "rpad('x', id::integer, ' ')",
    "printf('%1000000d', 1)",
    "printf('%*d', 1000000, 1)",
    'printf(channel::varchar, 1)',
    "format('{:1000000}', 1)",
    "format('{:{}}', 1, 1000000)",
    'list_resize([1], 100000000)',
    'stats(id)',
    "regexp_extract_all(repeat(channel::varchar, 1000), '.')",
    'vector_type(id)',
    'create_sort_key(id)',
    'main.getvariable(id)',
    'system.main.lower(id)',
  ].map((call) => [`select ${call} from orders`, 'sql-refused'] as const),
  ['select id, sum(levenshtein(channel, channel)) over () from orders', 'sql-refused', /jaccard/],
  ['select id from orders where sleep_ms(1) is null', 'sql-refused'],
  ['select id from orders order by sleep_ms(1)', 'sql-refused'],
  ['select id from orders limit (select sleep_ms(1))', 'sql-refused'],
  ['select * replace (sleep_ms(1) as id) from orders', 'sql-refused'],
  ['from range(sleep_ms(1))', 'sql-refused'],
  ['from orders pivot (sum(sleep_ms(1)) for channel in (1))', 'sql-refused'],
  ['values (sleep_ms(1))', 'sql-refused'],
  ['select lenght(channel) from orders', 'sql-invalid', /Did you mean length\?/],
  ['select $month', 'unknown-parameter'],
  ['select $1', 'unknown-parameter', /have names/],
  ['select ?', 'unknown-parameter', /have names/],
  ['selec 1', 'sql-invalid'],
  ['select 1 +', 'sql-invalid', /missing at the end/],
];

test.each(refusedTexts)('%s is refused', async (text, code, hint) => {
  const refusal: unknown = await compileSelect(engine, String(text), { relations, parameters: new Map() }).catch(
    (error: unknown) => error,
  );
  expect(refusal).toMatchObject({ code });
  if (hint !== undefined) expect((refusal as { hint: string }).hint).toMatch(hint); // just matched as a TrivetError
});

test('a refusal shows its place in units of the editor', async () => {
  const text = "select 'ü😀',\n  sleep_ms(1)\nfrom orders";
  await expect(compileSelect(engine, text, { relations, parameters: new Map() })).rejects.toMatchObject({
    message: 'sleep_ms does something beside computing a value.',
    position: { line: 2, column: 3, offset: 16, length: 8 },
  });
});

test('parameters are bound by name, without regard to case, as often as they are named', async () => {
  const parameters = new Map<string, Parameter>([
    ['channel', { type: 'VARCHAR', value: 'web' }],
    ['from_day', { type: 'DATE', value: '2024-01-03' }],
    ['unused', { type: 'BIGINT', value: 1 }],
  ]);
  const text = 'select id, $Channel from orders where channel = $channel and day >= $from_day order by id';
  expect(await rows(text, parameters)).toEqual([
    ['2', 'web'],
    ['4', 'web'],
  ]);
  const { reads } = await compileSelect(engine, text, { relations, parameters });
  expect(reads.relations).toEqual(['orders']);
  expect(reads.parameters.map((name) => name.toLowerCase())).toEqual(['channel', 'from_day']);
});

test('a name in a string or a comment is no parameter', async () => {
  expect(await inspectSelect(engine, "select '$a', 1 -- $b\nfrom range(1) where $c")).toMatchObject({
    tables: [],
    parameters: ['c'],
  });
});

test('a text can be looked at before its tables are known', async () => {
  const text = 'with a as (from late), b as (from a join LATE on true) from b, "My Table", range(3)';
  expect(await inspectSelect(engine, text)).toMatchObject({ tables: ['LATE', 'My Table', 'late'], parameters: [] });
  await expect(inspectSelect(engine, 'selec 1')).rejects.toMatchObject({ code: 'sql-invalid' });
});

const properties: readonly (readonly [text: string, volatile: boolean, perQuery: boolean, unorderedLimit: boolean])[] =
  [
    ['select id from orders order by id limit 1', false, false, false],
    ['select random()', true, false, false],
    ['select uuid() from orders', true, false, false],
    ['select now()', false, true, false],
    ['select current_date', false, true, false],
    ['select orders.current_date from (select 1 as current_date) as orders_2, orders', false, false, false],
    ['select id from orders limit 1', false, false, true],
    ['select id from (from orders limit 3) order by id', false, false, true],
    ['from orders tablesample 10%', true, false, true],
    ['from orders tablesample reservoir(3 rows) repeatable (7)', false, false, true],
  ];

test.each(properties)('%s: what can be said of its repetition', async (text, volatile, perQuery, unorderedLimit) => {
  const compiled = await compileSelect(engine, text, { relations, parameters: new Map() });
  expect(compiled).toMatchObject({ volatile, perQuery, unorderedLimit });
  expect(await inspectSelect(engine, text)).toMatchObject({ volatile, perQuery, unorderedLimit });
});

test.each([
  ['from orders', false],
  ['select id from (from orders order by id)', false],
  ['select id from orders order by id desc limit 3', true],
  ['from orders union all from orders order by all', true],
  ['with a as (from orders) from a order by id', true],
])('%s: whether its rows have an order is %s', async (text, ordered) => {
  expect(await compileSelect(engine, text, { relations, parameters: new Map() })).toMatchObject({ ordered });
});

test('every function of this engine is either allowed or refused for a reason', async () => {
  const { scalar, aggregate, table } = await engine.functions();
  const unsorted = [
    ...[...scalar, ...aggregate].filter((name) => functionRefusal(name) === undefined),
    ...[...table].filter((name) => tableFunctionRefusal(name) === undefined),
  ];
  expect(unsorted).toEqual([]);
  expect(scalar.size).toBeGreaterThan(600);
});

test('what the gate refuses and the lock would let pass, the lock refuses where it reaches outside', async () => {
  const outside = [
    "FROM read_text('/etc/passwd')",
    "FROM read_csv('/proc/self/environ')",
    "FROM glob('/*')",
    "COPY (SELECT 1) TO '/tmp/x.csv'",
    "ATTACH '/tmp/x.db'",
    'INSTALL httpfs',
    'SET threads = 1',
    "SET allowed_directories = ['/']",
    'CREATE TABLE file_0.main.t AS SELECT 1',
    'DELETE FROM file_0.main.rows',
  ];
  for (const text of outside) {
    const run = engine.query({ statement: { text, parameters: [] }, lane: 'interactive', maxRows: 1 });
    await expect(run, text).rejects.toMatchObject({ code: expect.stringMatching(/^sql-/) });
  }
});
