import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { interval } from '../stats/intervals/intervals.ts';
import { expectClose } from '../testing/close-to.ts';
import { openDuckDb, type TestDuckDb } from '../testing/duckdb.ts';
import {
  completeExample as complete,
  exampleRows as rows,
  exampleTables as tables,
  metricExamples as examples,
} from '../testing/metric-examples.ts';
import { metricSql } from '../testing/metric-sql.ts';
import { metricKinds } from './index.ts';

let engine: TestDuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => {
  engine.close();
});

const formats = ['number', 'integer', 'percent', 'points', 'currency', 'decimal', 'duration'];

describe.each([...metricKinds])('$name', (kind) => {
  const own = examples.filter((example) => example.kind === kind.name);

  test('has an example, a known format and a sensible range', () => {
    expect(own.length).toBeGreaterThan(0);
    expect(formats).toContain(kind.defaults.format);
    const [low, high] = kind.defaults.range ?? [0, 1];
    expect(low).toBeLessThan(high);
  });

  test('refuses a key it does not know and a spec without its keys', () => {
    const spec = own[0]?.spec;
    expect(kind.spec.safeParse({ ...(spec as object), colour: 'red' }).success).toBe(false);
    expect(kind.spec.safeParse({}).success).toBe(false);
  });

  test.each(own)('$spec is $expected', async (example) => {
    await engine.run(tables + rows);
    const shape = complete(example);
    const [actual = []] = await engine.rows(metricSql(shape, duckdb));
    expectRow(actual, example.expected);
    expect(shape.definition).toBe(example.definition);
    expect(shape.unit ?? null).toBe(example.unit ?? null);
    const names = Object.keys(shape.components);
    if (shape.count !== undefined) expect(names).toContain(shape.count);
    if (shape.interval === undefined) return;
    if (!/^(weighted|difference)-/.test(shape.interval.method)) expect(shape.count).toBe(shape.interval.of.at(-1));
    const bounds = interval(
      shape.interval.method,
      shape.interval.of.map((name) => Number(actual[names.indexOf(name)])),
    );
    expect(bounds?.low).toBeLessThan(Number(actual.at(-1)));
    expect(bounds?.high).toBeGreaterThan(Number(actual.at(-1)));
    if (example.bounds === undefined) return;
    expectClose(bounds?.low, example.bounds[0], 1e-8);
    expectClose(bounds?.high, example.bounds[1], 1e-8);
  });

  test.each(own)('$spec over no rows is null, or 0 where the kind says so', async (example) => {
    await engine.run(tables);
    const shape = complete(example);
    const [actual = []] = await engine.rows(metricSql(shape, duckdb));
    if (kind.defaults.empty === 0) expect(Number(actual.at(-1))).toBe(0);
    else expect(actual.at(-1)).toBeNull();
    if (shape.interval === undefined) return;
    const names = Object.keys(shape.components);
    const values = shape.interval.of.map((name) => actual[names.indexOf(name)] ?? null);
    expect(
      interval(
        shape.interval.method,
        values.map((value) => (value === null ? null : Number(value))),
      ),
    ).toBeNull();
  });

  test.each(own)('$spec does not depend on the order of rows', async (example) => {
    await engine.run(tables + rows);
    await engine.run(`
      CREATE OR REPLACE TABLE responses AS FROM responses ORDER BY md5(id::VARCHAR);
      CREATE OR REPLACE TABLE orders AS FROM orders ORDER BY id DESC`);
    const [actual = []] = await engine.rows(metricSql(complete(example), duckdb));
    expectRow(actual, example.expected);
  });
});

test.each([
  ['sum', { of: 'orders.customer' }, 'is a string, not a number'],
  ['nps', { score: 'responses.instrument' }, 'is a string, not a number'],
  ['average', { of: 'orders' }, 'must be a column'],
  ['average', { of: 'orders.placed' }, 'must be a column'],
  ['sum', { of: 'orders.placed' }, 'a measure by count, not by sum'],
  ['count', { of: 'orders.piece_total' }, 'a measure by sum, not by count'],
  ['ratio', { numerator: 'orders.amount', denominator: 'responses' }, 'must be a metric or a measure'],
])('%s of %o is refused: %s', (kind, spec, message) => {
  const wrong = () => complete({ kind, spec });
  expect(wrong).toThrow(message);
  expect(wrong).toThrow(expect.objectContaining({ code: 'invalid-model', hint: expect.any(String) }));
});

test.each([
  ['amount + 1', { code: 'invalid-expression', message: 'amount + 1 is a number, not a condition.' }],
  ['latte', { code: 'unknown-column', hint: 'Did you mean late?' }],
])('a rate of rows where %s is refused', (hits, error) => {
  expect(() => complete({ kind: 'rate', spec: { of: 'orders', hits } })).toThrow(expect.objectContaining(error));
});

test.each([
  ['nps', { score: 'responses.score' }, ['promoters', 'detractors', 'scored']],
  ['csat', { score: 'responses.satisfaction' }, ['satisfied', 'scored']],
  ['ces', { score: 'responses.effort', direction: 'agree' }, ['sum', 'sum_of_squares', 'n']],
  ['rate', { of: 'orders', hits: 'late' }, ['hits', 'n']],
  ['average', { of: 'orders.amount' }, ['sum', 'sum_of_squares', 'n']],
  ['median', { of: 'orders.amount' }, ['median', 'n']],
  ['sum', { of: 'orders.amount' }, ['sum']],
  ['count', { of: 'orders' }, ['count']],
  ['count_distinct', { of: 'orders.customer' }, ['distinct']],
  ['ratio', { numerator: 'revenue', denominator: 'responses' }, ['numerator', 'denominator']],
  [
    'ratio',
    { numerator: 'nps', denominator: 'revenue' },
    ['numerator_promoters', 'numerator_detractors', 'numerator_scored', 'denominator'],
  ],
])('the components of %s %o are %j', (kind, spec, names) => {
  expect(Object.keys(complete({ kind, spec }).components)).toEqual(names);
});

test('the direction of an effort scale must be said and turns what is good', () => {
  const spec = { score: 'responses.effort' };
  expect(metricKinds.get('ces')?.spec.safeParse(spec).success).toBe(false);
  expect(complete({ kind: 'ces', spec: { ...spec, direction: 'agree' } }).good).toBe('up');
  expect(complete({ kind: 'ces', spec: { ...spec, direction: 'disagree' } }).good).toBe('down');
});

test.each([
  ['sum', 'orders.amount', 'additive'],
  ['count', 'orders', 'additive'],
  ['count_distinct', 'orders.customer', 'distinct'],
  ['median', 'orders.amount', 'holistic'],
  ['average', 'orders.amount', 'algebraic'],
])('a %s of %s is %s', (kind, of, additivity) => {
  expect(complete({ kind, spec: { of } }).additivity).toBe(additivity);
});

test('a ratio whose numerator means 0 without rows is 0 over cases without it', async () => {
  await engine.run(tables + rows);
  await engine.run('DELETE FROM orders');
  const shape = complete({ kind: 'ratio', spec: { numerator: 'booked', denominator: 'responses' } });
  expect((await engine.rows(metricSql(shape, duckdb)))[0]?.at(-1)).toBe(0);
  const unknown = complete({ kind: 'ratio', spec: { numerator: 'revenue', denominator: 'responses' } });
  expect((await engine.rows(metricSql(unknown, duckdb)))[0]?.at(-1)).toBeNull();
});

/** Texts and exact digits as they are, reals to 1e-9. */
function expectRow(actual: readonly unknown[], expected: readonly unknown[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    const found = actual[index];
    if (typeof value === 'number' && typeof found === 'number') expectClose(found, value);
    else expect(found).toEqual(value);
  });
}
