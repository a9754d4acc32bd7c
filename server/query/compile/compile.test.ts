import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../../testing/case-workspace.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { duckdb } from '../../sql/dialects/duckdb.ts';
import { dialects } from '../../sql/dialects/index.ts';
import { prepareMetricQuery, type PreparedQuery } from '../answer/answer.ts';
import { openPolicy } from '../policy/policy.ts';
import { parseMetricQuery } from '../language/parse-query.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

function prepare(query: object, dialect: Dialect = duckdb): PreparedQuery {
  const { model, database } = cases;
  const parsed = parseMetricQuery(query, { purpose: 'service_improvement', zone: 'UTC', weekStart: 'MONDAY' });
  return prepareMetricQuery(parsed, openPolicy(model), database.facts, dialect);
}

const chasm = {
  metrics: ['revenue', 'responses', 'nps', 'tickets', 'ticket_cost', 'revenue_per_response'],
  groupBy: ['region'],
  totals: true,
};
const everything = {
  metrics: ['revenue', { name: 'nps', alias: 'north', filter: { region: 'North' } }, 'shipped_revenue'],
  groupBy: [
    { dimension: 'region', nulls: 'SPLIT' },
    { dimension: 'date', grain: 'MONTH' },
  ],
  time: { range: ['2024-01-01', '2024-05-01'] },
  where: { region: { _in: ['North', 'South', null] } },
  having: { revenue: { _gte: 10 } },
  totals: ['GRAND', { by: ['region'] }],
  orderBy: ['-revenue'],
  limit: 10,
  offset: 1,
};

// What these statements answer is held to literals over GraphQL (every-worked-case.test.ts) and between both engines
// (dialects.chdb.test.ts).
const shapes: [name: string, query: object][] = [
  ['w1', chasm],
  ['two-dimensions', everything],
  ['one-leg', { metrics: ['revenue'], groupBy: ['orders.size'] }],
  ['bridge', { metrics: ['responses'], groupBy: ['themes.theme'], totals: true }],
  ['semi-join', { metrics: ['revenue'], groupBy: ['responses.channel'], filterScope: 'SEMI_JOIN', totals: true }],
  ['entity-filter', { metrics: ['nps'], where: { customers: { _metric: { revenue: { _gte: 100 } } } } }],
  ['as-of', { metrics: ['nps'], groupBy: [{ dimension: 'orders.size', path: ['last_order'] }] }],
  ['rollup', { metrics: ['revenue', 'nps'], groupBy: ['nps_class'] }],
  ['rollup-as-of', { metrics: ['revenue'], groupBy: [{ dimension: 'nps_class', asOf: 'FACT' }] }],
  ['snapshot', { metrics: ['mrr'], groupBy: [{ dimension: 'date', grain: 'MONTH' }], totals: true }],
  ['across', { metrics: ['reach'], groupBy: ['region'] }],
  ['cohort', { metrics: ['buyers'], cohort: { rollup: 'first_order', grain: 'MONTH', period: 'MONTH' } }],
  [
    'spine-compare',
    {
      metrics: [{ name: 'revenue', compare: 'P1M' }],
      groupBy: [{ dimension: 'date', grain: 'MONTH' }],
      time: { range: ['2024-01-01', '2024-05-01'], spine: 'DENSE' },
    },
  ],
  ['top', { metrics: ['nps'], groupBy: ['region'], topN: { dimension: 'region', by: 'revenue', n: 1 } }],
];
const printed = [...dialects].flatMap((dialect) => shapes.map(([name, query]) => ({ dialect, name, query })));

test.each(printed)('$dialect.name: the statement of $name', async ({ dialect, name, query }) => {
  const prepared = prepare(query, dialect);
  await expect(`${prepared.statement.text}\n`).toMatchFileSnapshot(`__snapshots__/${dialect.name}/${name}.sql`);
});

test.each(shapes)('the statement of %s and of its accounts is bound by the engine', async (name, query) => {
  const prepared = prepare(query);
  await expect(`${prepared.accounts.map(({ text }) => text).join('\n')}\n`).toMatchFileSnapshot(
    `__snapshots__/accounts/${name}.sql`,
  );
  const results = await Promise.all([prepared.statement, ...prepared.accounts].map((each) => cases.database.run(each)));
  expect(results.every(({ columns }) => columns.length > 0)).toBe(true);
});

test('I11: the same query compiles to the same bytes, whatever came between', () => {
  const first = [chasm, everything].map((query) => JSON.stringify([prepare(query).statement, prepare(query).accounts]));
  prepare({ metrics: ['nps'] });
  const second = [chasm, everything].map((query) =>
    JSON.stringify([prepare(query).statement, prepare(query).accounts]),
  );
  expect(second).toEqual(first);
});

test('values are bound, never written into the statement', () => {
  const { statement } = prepare({
    metrics: ['nps'],
    where: { region: `x' OR 1=1 --` },
    having: { nps: { _gt: 12.5 } },
  });
  expect(statement.text).not.toContain('OR 1=1');
  expect(statement.parameters).toContainEqual({ type: 'VARCHAR', value: `x' OR 1=1 --` });
  expect(statement.parameters).toContainEqual({ type: 'DOUBLE', value: 12.5 });
});

test('the readable statement has its values in it, quoted', () => {
  const readable = prepare({
    metrics: ['nps'],
    where: { region: `O'Hara`, date: { _gte: '2024-01-05' } },
  }).readableSql();
  expect(readable).toContain(`'O''Hara'`);
  expect(readable).toContain(`DATE '2024-01-05'`);
  expect(readable).not.toContain('$1');
});

test('the readable statement runs and answers the same', async () => {
  const { readableSql, statement } = prepare(everything);
  expect(await cases.database.run({ text: readableSql(), parameters: [] })).toEqual(
    await cases.database.run(statement),
  );
});

test('the id changes with the query, the model and the version of any dataset that is used, joined ones included', () => {
  const { model, database } = cases;
  const idOf = (query: object, dataset?: string): string => {
    const parsed = parseMetricQuery(query, { purpose: 'service_improvement', zone: 'UTC', weekStart: 'MONDAY' });
    const changed = [...database.facts.datasets].map(
      ([name, known]) => [name, name === dataset ? { ...known, version: 'new' } : known] as const,
    );
    return prepareMetricQuery(parsed, openPolicy(model), { ...database.facts, datasets: new Map(changed) }, duckdb).id;
  };
  const query = { metrics: ['revenue'], groupBy: ['region'] };
  expect(idOf(query)).toBe(idOf({ metrics: 'revenue', groupBy: 'region' }));
  expect(idOf(query, 'orders')).not.toBe(idOf(query));
  expect(idOf(query, 'customers')).not.toBe(idOf(query));
  expect(idOf(query, 'tickets')).toBe(idOf(query));
  expect(idOf({ ...query, limit: 5 })).not.toBe(idOf(query));
});

test('an account is the same for every query that uses the same rows in the same way', () => {
  const [first] = prepare({ metrics: ['revenue'], groupBy: ['region'] }).accountIds;
  const [second] = prepare({ metrics: ['orders', 'tickets'], groupBy: ['region'], totals: true }).accountIds;
  const [third] = prepare({ metrics: ['revenue'], groupBy: ['region'], where: { region: 'North' } }).accountIds;
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});
