import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDuckDb, type TestDuckDb } from '../../testing/duckdb.ts';
import { bind, id, raw, type Sql, sql } from '../sql.ts';
import type { AggregateName, AggregateOptions, ScalarName } from './dialect.ts';
import { dialects } from './index.ts';

/** One engine a dialect; a dialect without one here fails the test of its name. */
const engines = new Map([['duckdb', openDuckDb]]);

describe.each([...dialects])('$name', (dialect) => {
  let engine: TestDuckDb;
  beforeAll(async () => {
    const open = engines.get(dialect.name);
    if (open === undefined) throw new Error(`No engine to try ${dialect.name} with.`);
    engine = await open();
    await engine.run(`
      CREATE TYPE size AS ENUM ('small', 'big', 'medium');
      CREATE TABLE t (n INTEGER, big BIGINT, money DECIMAL(18,2), x DOUBLE, name VARCHAR, size size, day DATE, ok BOOLEAN);
      INSERT INTO t VALUES
        (1, 10, 1.25, 0.1, 'b', 'small', '2024-01-31', true),
        (2, 20, 2.50, 0.2, 'a', 'big', '2024-02-29', false),
        (3, 30, NULL, 0.3, 'b', 'medium', '2024-03-31', NULL),
        (4, NULL, 10.00, NULL, 'a', NULL, NULL, true),
        (NULL, 40, -3.75, 0.4, NULL, 'big', '2024-12-30', false);
      CREATE TABLE "a""b" ("a""b" INTEGER, "select" INTEGER);
      INSERT INTO "a""b" VALUES (5, 7)`);
  });
  afterAll(() => {
    engine.close();
  });

  const valueOf = async (value: Sql, from = raw('')) => (await engine.rows(sql`SELECT ${value} ${from}`))[0]?.[0];
  const typeOf = async (value: Sql, from = raw('')) => (await engine.types(sql`SELECT ${value} ${from}`))[0];
  const table = raw('FROM t');
  const nothing = raw('FROM t WHERE false');

  test.each([
    ['string', undefined, 'VARCHAR'],
    ['integer', undefined, 'INTEGER'],
    ['bigint', undefined, 'BIGINT'],
    ['decimal', [38, 2], 'DECIMAL(38,2)'],
    ['real', undefined, 'DOUBLE'],
    ['boolean', undefined, 'BOOLEAN'],
    ['date', undefined, 'DATE'],
    ['timestamp', undefined, 'TIMESTAMP'],
  ] as const)('a NULL is cast to %s', async (type, precision, name) => {
    expect(await typeOf(dialect.cast(raw('NULL'), type, precision))).toBe(name);
    expect(dialect.type(type, precision)).toBe(name);
  });

  test('a decimal without digits is refused rather than rounded to three', () => {
    expect(() => dialect.type('decimal')).toThrow('digits and scale');
  });

  const aggregates: [AggregateName, string | null, AggregateOptions, unknown, string, unknown][] = [
    ['count', null, {}, '5', 'BIGINT', '0'],
    ['count', 'money', {}, '4', 'BIGINT', '0'],
    ['count', null, { where: raw('ok') }, '2', 'BIGINT', '0'],
    ['count_distinct', 'name', {}, '2', 'BIGINT', '0'],
    ['count_distinct', 'size', { where: raw('n > 1') }, '2', 'BIGINT', '0'],
    ['sum', 'n', { type: 'bigint' }, '10', 'BIGINT', null],
    ['sum', 'big', { type: 'bigint', where: raw('big > 10') }, '90', 'BIGINT', null],
    ['sum', 'money', { type: 'decimal', precision: [38, 2] }, '10.00', 'DECIMAL(38,2)', null],
    ['sum', 'x', { type: 'real' }, 1, 'DOUBLE', null],
    ['sum', 'n', { type: 'real' }, 10, 'DOUBLE', null],
    ['sum', 'x', { type: 'real', where: raw('n < 3') }, 0.30000000000000004, 'DOUBLE', null],
    ['min', 'money', { type: 'decimal', precision: [18, 2] }, '-3.75', 'DECIMAL(18,2)', null],
    ['max', 'day', { type: 'date' }, '2024-12-30', 'DATE', null],
    ['max', 'name', { type: 'string' }, 'b', 'VARCHAR', null],
    ['max', 'size', { type: 'string' }, 'small', 'VARCHAR', null],
    ['min', 'size', { type: 'string', where: raw("size <> 'big'") }, 'medium', 'VARCHAR', null],
    ['median', 'n', {}, 2.5, 'DOUBLE', null],
    ['median', 'money', { where: raw('money > 0') }, 2.5, 'DOUBLE', null],
    ['percentile_cont', 'n', { fraction: 0.9 }, 3.7, 'DOUBLE', null],
    ['percentile_disc', 'n', { fraction: 0.5, type: 'integer' }, 2, 'INTEGER', null],
    ['percentile_disc', 'size', { fraction: 1, type: 'string' }, 'small', 'VARCHAR', null],
    ['stddev', 'n', {}, 1.2909944487358056, 'DOUBLE', null],
    ['mode', 'name', { type: 'string' }, 'a', 'VARCHAR', null],
    ['mode', 'size', { type: 'string', where: raw("n <= 3 AND size <> 'big'") }, 'medium', 'VARCHAR', null],
  ];
  test.each(aggregates)('%s of %s with %o', async (...[name, column, options, expected, type, empty]) => {
    const value = dialect.aggregate(name, column === null ? null : id(column), options);
    expect(await valueOf(value, table)).toEqual(expected);
    expect(await typeOf(value, table)).toBe(type);
    expect(await valueOf(value, nothing)).toEqual(empty);
  });

  test('sums of whole numbers pass the range of their column, and past 64 bits they fail rather than wrap', async () => {
    const total = dialect.aggregate('sum', id('v'), { type: 'bigint' });
    expect(await valueOf(total, raw('FROM (VALUES (2147483647), (2147483647)) AS s(v)'))).toBe('4294967294');
    const wide = raw('FROM (VALUES (9223372036854775807), (1)) AS s(v)');
    await expect(valueOf(total, wide)).rejects.toThrow('out of range');
  });

  test('real sums do not carry rounding noise', async () => {
    const tenths = raw('FROM (SELECT CAST(i % 10 AS DOUBLE) / 10 AS v FROM range(1000) AS r(i))');
    expect(await valueOf(dialect.aggregate('sum', id('v'), { type: 'real' }), tenths)).toBe(450);
  });

  test('the mode of a tie is the smallest, whatever the order of rows', async () => {
    const mode = dialect.aggregate('mode', id('v'));
    expect(await valueOf(mode, raw("FROM (VALUES ('z'), ('y'), ('z'), ('y')) AS s(v)"))).toBe('y');
    expect(await valueOf(mode, raw("FROM (VALUES ('y'), ('z'), ('y'), ('z')) AS s(v)"))).toBe('y');
  });

  test('a condition with values of its own is bound within the aggregate', async () => {
    const value = dialect.aggregate('count', null, { where: sql`${id('name')} = ${'b'} AND ${id('n')} >= ${2}` });
    expect(await valueOf(value, table)).toBe('1');
  });

  test('only rows are counted without naming a column, and percentiles want a fraction', () => {
    expect(() => dialect.aggregate('sum', null)).toThrow('sum needs');
    expect(() => dialect.aggregate('percentile_cont', id('n'))).toThrow('fraction');
    expect(() => dialect.aggregate('percentile_cont', id('n'), { fraction: 90 })).toThrow('fraction');
  });

  test.each([
    ['1', '0', null],
    ['0', '0', null],
    ['7', '2', 3.5],
    ['-7', '2', -3.5],
    ['CAST(42.54 AS DECIMAL(10,2))', 'CAST(100.00 AS DECIMAL(10,2))', 0.4254],
    ['NULL', '2', null],
    ['2', 'NULL', null],
  ])('%s / %s', async (numerator, denominator, expected) => {
    const value = dialect.divide(raw(numerator), raw(denominator));
    const actual = await valueOf(value);
    if (typeof expected === 'number') expect(actual).toBeCloseTo(expected, 12);
    else expect(actual).toBeNull();
    expect(await typeOf(value)).toBe('DOUBLE');
  });

  const scalars: [ScalarName, Sql[], unknown][] = [
    ['abs', [raw('-2.5')], '2.5'],
    ['ceil', [raw('2.1::DOUBLE')], 3],
    ['floor', [raw('-2.1::DOUBLE')], -3],
    ['round', [raw('2.5')], 3],
    ['round', [raw('-2.5')], -3],
    ['round', [raw('3.5')], 4],
    ['round', [raw('2.4')], 2],
    ['round', [raw('2.345'), sql`${1}`], 2.3],
    ['round', [raw('-2.25'), sql`${1}`], -2.3],
    ['round', [raw('1250'), sql`${-2}`], 1300],
    ['sign', [raw('-2.5')], -1],
    ['sqrt', [raw('9')], 3],
    ['sqrt', [raw('-9')], null],
    ['ln', [raw('1')], 0],
    ['ln', [raw('0')], null],
    ['ln', [raw('-1')], null],
    ['exp', [raw('0')], 1],
    ['exp', [raw('1000')], null],
    ['power', [raw('2'), sql`${10}`], 1024],
    ['power', [raw('2000000000'), raw('2')], 4e18],
    ['power', [raw('-8'), raw('0.333')], null],
    ['power', [raw('0'), raw('-1')], null],
    ['least', [raw('2'), raw('1'), raw('NULL')], 1],
    ['greatest', [raw('2'), raw('1')], 2],
    ['coalesce', [raw('NULL'), raw('NULL'), raw('4')], 4],
    ['nullif', [raw('4'), raw('4')], null],
    ['if', [raw('NULL'), sql`${'yes'}`, sql`${'no'}`], 'no'],
    ['if', [raw('1 > 0'), sql`${'yes'}`, sql`${'no'}`], 'yes'],
    ['lower', [sql`${'ÀÉ顧'}`], 'àé顧'],
    ['upper', [sql`${'àé'}`], 'ÀÉ'],
    ['trim', [sql`${'  x '}`], 'x'],
    ['length', [sql`${'顧客é'}`], '3'],
    ['starts_with', [sql`${'Überfall'}`, sql`${'übER'}`], true],
    ['starts_with', [sql`${'abc'}`, sql`${'%'}`], false],
    ['ends_with', [sql`${'ABC'}`, sql`${'bc'}`], true],
    ['year', [bound('DATE', '2024-03-31')], '2024'],
    ['month', [bound('DATE', '2024-03-31')], '3'],
    ['day_of_week', [bound('DATE', '2024-03-31')], '7'],
    ['day_of_week', [bound('DATE', '2024-04-01')], '1'],
    ['date_trunc', [sql`${'quarter'}`, bound('DATE', '2024-05-31')], '2024-04-01'],
    ['date_trunc', [sql`${'Week'}`, bound('DATE', '2024-03-31')], '2024-03-25'],
    ['date_diff', [sql`${'day'}`, bound('DATE', '2024-02-28'), bound('DATE', '2024-03-01')], '2'],
    ['date_diff', [sql`${'week'}`, bound('DATE', '2024-03-30'), bound('DATE', '2024-04-01')], '0'],
    ['date_diff', [sql`${'month'}`, bound('DATE', '2024-01-31'), bound('DATE', '2024-02-01')], '1'],
    ['contains', [sql`${'50% off'}`, sql`${'% OFF'}`], true],
  ];
  test.each(scalars)('%s(%#)', async (name, args, expected) => {
    const actual = await valueOf(dialect.scalar(name, args));
    if (typeof expected === 'number') expect(Number(actual)).toBeCloseTo(expected, 12);
    else expect(actual).toBe(expected);
  });

  test('every scalar function is tried above', () => {
    const tried = new Set(scalars.map(([name]) => name));
    expect([...tried].sort()).toEqual(Object.keys(allScalars).sort());
  });

  test('a scalar over NULL is NULL', async () => {
    const untyped: ScalarName[] = ['abs', 'ceil', 'floor', 'round', 'sign', 'sqrt', 'ln', 'exp'];
    for (const name of untyped) {
      expect(await valueOf(dialect.scalar(name, [raw('CAST(NULL AS DOUBLE)')])), name).toBeNull();
    }
    for (const name of ['contains', 'starts_with', 'ends_with'] as const) {
      expect(await valueOf(dialect.scalar(name, [raw('CAST(NULL AS VARCHAR)'), sql`${'a'}`])), name).toBeNull();
    }
  });

  test('a unit that dates do not have is refused with the choice', () => {
    expect(() => dialect.scalar('date_trunc', [sql`${'fortnight'}`, id('day')])).toThrow(
      expect.objectContaining({ code: 'invalid-expression', choices: ['day', 'week', 'month', 'quarter', 'year'] }),
    );
    expect(() => dialect.scalar('date_diff', [id('day'), id('day'), id('day')])).toThrow('no unit of time');
  });

  const marks = ["'", '"', '\\', '\n', '%', '_', '!', 'é', '顧客', '--'];
  test.each(marks)('contains finds %j literally and nothing else', async (mark) => {
    const inside = dialect.contains(sql`${`before ${mark} after`}`, sql`${mark}`);
    const absent = dialect.contains(sql`${'before after'}`, sql`${mark}`);
    expect(await valueOf(sql`${inside} AND NOT ${absent}`)).toBe(true);
  });

  test('contains disregards case and searches stored lists of values', async () => {
    expect(await valueOf(dialect.contains(sql`${'GRÜN'}`, sql`${'grün'}`))).toBe(true);
    expect(await engine.rows(sql`SELECT n FROM t WHERE ${dialect.contains(id('size'), sql`${'MED'}`)}`)).toEqual([[3]]);
  });

  test.each([
    ['50%', '50%', true],
    ['50 per cent', '50%', true],
    ['50 per cent', '50\\%', false],
    ['50%', '50\\%', true],
    ['a_b', 'a\\_b', true],
    ['axb', 'a\\_b', false],
    ['axb', 'a_b', true],
    ['AXB', 'a_b', false],
    ['a\\b', 'a\\\\b', true],
  ])('%j like %j', async (text, pattern, expected) => {
    expect(await valueOf(dialect.like(sql`${text}`, sql`${pattern}`))).toBe(expected);
  });

  test.each([
    ['Europe/Berlin', '2024-03-31T22:30:00', '2024-04-01'],
    ['UTC', '2024-03-31T22:30:00', '2024-03-31'],
    ['America/New_York', '2024-03-31T03:59:59', '2024-03-30'],
    ['Asia/Kathmandu', '2024-03-31T18:15:00', '2024-04-01'],
    ['Asia/Kathmandu', '2024-03-31T18:14:59', '2024-03-31'],
  ])('the day in %s of %sZ is %s', async (zone, timestamp, expected) => {
    const day = dialect.truncate('DAY', bound('TIMESTAMP', timestamp), { zone, weekStart: 'MONDAY' });
    expect(await valueOf(day)).toBe(expected);
    expect(await typeOf(day)).toBe('DATE');
  });

  test.each([
    ['DAY', 'MONDAY', '2024-04-01'],
    ['WEEK', 'MONDAY', '2024-04-01'],
    ['WEEK', 'SUNDAY', '2024-03-31'],
    ['MONTH', 'MONDAY', '2024-04-01'],
    ['QUARTER', 'MONDAY', '2024-04-01'],
    ['YEAR', 'MONDAY', '2024-01-01'],
  ] as const)('the %s (weeks from %s) of 2024-03-31T22:30Z in Berlin begins %s', async (grain, weekStart, expected) => {
    const timestamp = bound('TIMESTAMP', '2024-03-31T22:30:00');
    expect(await valueOf(dialect.truncate(grain, timestamp, { zone: 'Europe/Berlin', weekStart }))).toBe(expected);
  });

  test.each([
    ['WEEK', 'MONDAY', '2024-03-31', '2024-03-25'],
    ['WEEK', 'SUNDAY', '2024-03-31', '2024-03-31'],
    ['WEEK', 'SUNDAY', '2024-03-30', '2024-03-24'],
    ['WEEK', 'MONDAY', '2021-01-01', '2020-12-28'],
    ['MONTH', 'MONDAY', '2024-02-29', '2024-02-01'],
    ['QUARTER', 'MONDAY', '2024-12-31', '2024-10-01'],
    ['YEAR', 'SUNDAY', '2024-12-31', '2024-01-01'],
  ] as const)('the %s (weeks from %s) of the date %s begins %s', async (grain, weekStart, date, expected) => {
    const value = dialect.truncateDate(grain, bound('DATE', date), weekStart);
    expect(await valueOf(value)).toBe(expected);
    expect(await typeOf(value)).toBe('DATE');
  });

  test('a period without a date is NULL', async () => {
    expect(await valueOf(dialect.truncateDate('MONTH', raw('CAST(NULL AS DATE)'), 'MONDAY'))).toBeNull();
    const timestamp = raw('CAST(NULL AS TIMESTAMP)');
    expect(await valueOf(dialect.truncate('WEEK', timestamp, { zone: 'UTC', weekStart: 'SUNDAY' }))).toBeNull();
    expect(await valueOf(dialect.startOfDay(raw('CAST(NULL AS DATE)'), 'Europe/Berlin'))).toBeNull();
  });

  test.each([
    ['Europe/Berlin', '2024-03-31', '2024-03-30 23:00:00'],
    ['Europe/Berlin', '2024-04-01', '2024-03-31 22:00:00'],
    ['Europe/Berlin', '2024-10-27', '2024-10-26 22:00:00'],
    ['UTC', '2024-04-01', '2024-04-01 00:00:00'],
    ['America/Havana', '2024-11-03', '2024-11-03 04:00:00'],
    ['America/Sao_Paulo', '2017-10-15', '2017-10-15 03:00:00'],
  ])('in %s the day %s begins at %sZ', async (zone, date, expected) => {
    const start = dialect.startOfDay(bound('DATE', date), zone);
    expect(await valueOf(start)).toBe(expected);
    const options = { zone, weekStart: 'MONDAY' } as const;
    expect(await valueOf(dialect.truncate('DAY', start, options))).toBe(date);
    const before = sql`${dialect.truncate('DAY', sql`(${start} - INTERVAL 1 MICROSECOND)`, options)} < CAST(${date} AS DATE)`;
    expect(await valueOf(before)).toBe(true);
  });

  test.each(['Europe/Atlantis', "UTC'; DROP TABLE t; --", '', '+02:00', "Europe/Berlin'"])(
    'the zone %j is refused by name',
    (zone) => {
      const options = { zone, weekStart: 'MONDAY' } as const;
      const wrong = () => dialect.truncate('DAY', id('day'), options);
      expect(wrong).toThrow(expect.objectContaining({ code: 'invalid-query' }));
    },
  );

  test('truncating to a period can be grouped by', async () => {
    const month = dialect.truncate('MONTH', raw('CAST(day AS TIMESTAMP)'), {
      zone: 'Europe/Paris',
      weekStart: 'MONDAY',
    });
    const rows = await engine.rows(sql`SELECT ${month}, count(*) FROM t GROUP BY ${month} ORDER BY 1 NULLS LAST`);
    expect(rows.map(([period]) => period)).toEqual(['2024-01-01', '2024-02-01', '2024-03-01', '2024-12-01', null]);
  });

  test('NULL is the same as NULL and nothing else', async () => {
    expect(await valueOf(dialect.same(raw('NULL'), raw('NULL')))).toBe(true);
    expect(await valueOf(dialect.same(raw('1'), raw('NULL')))).toBe(false);
    expect(await valueOf(dialect.same(raw('1'), raw('1')))).toBe(true);
  });

  test.each([
    ['ASC', 'LAST', [1, 2, 3, 4, null]],
    ['DESC', 'LAST', [4, 3, 2, 1, null]],
    ['ASC', 'FIRST', [null, 1, 2, 3, 4]],
    ['DESC', 'FIRST', [null, 4, 3, 2, 1]],
  ] as const)('order %s with NULLs %s', async (direction, nulls, expected) => {
    const rows = await engine.rows(sql`SELECT n FROM t ORDER BY ${dialect.orderBy(id('n'), direction, nulls)}`);
    expect(rows.map(([n]) => n)).toEqual(expected);
  });

  test.each([
    [2, 0, [1, 2]],
    [2, 3, [4, null]],
    [0, 0, []],
  ])('a limit of %s from %s', async (count, offset, expected) => {
    const rows = await engine.rows(sql`SELECT n FROM t ORDER BY n NULLS LAST ${dialect.limit(count, offset)}`);
    expect(rows.flat()).toEqual(expected);
  });

  test('only whole numbers limit', () => {
    expect(() => dialect.limit(1.5)).toThrow('1.5');
    expect(() => dialect.limit(1, -1)).toThrow('-1');
  });

  test('odd names are quoted in every hook', async () => {
    const value = dialect.divide(
      dialect.aggregate('sum', id('a"b'), { type: 'bigint', where: sql`${id('select')} = 7` }),
      raw('2'),
    );
    expect(await valueOf(value, sql`FROM ${id('a"b')}`)).toBe(2.5);
  });
});

function bound(type: 'DATE' | 'TIMESTAMP', value: string): Sql {
  return sql`${bind(type, value)}`;
}

const allScalars: { readonly [K in ScalarName]: true } = {
  abs: true,
  ceil: true,
  floor: true,
  round: true,
  sign: true,
  sqrt: true,
  ln: true,
  exp: true,
  power: true,
  least: true,
  greatest: true,
  coalesce: true,
  nullif: true,
  if: true,
  lower: true,
  upper: true,
  trim: true,
  length: true,
  contains: true,
  starts_with: true,
  ends_with: true,
  year: true,
  month: true,
  day_of_week: true,
  date_trunc: true,
  date_diff: true,
};
