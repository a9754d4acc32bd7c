import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AggregateName, AggregateOptions, Dialect, ScalarName, SqlType } from '../sql/dialects/dialect.ts';
import { bound, testCalendar } from './dialect-calendar-contract.ts';
import { testMasksAndTimes } from './dialect-masks-contract.ts';
import { bind, id, join, type Parameter, raw, type Sql, sql, type Statement } from '../sql/sql.ts';

/** An engine of a dialect, for tests that execute what they print. */
export interface TestEngine {
  /** Rows with exact digits as text (whole numbers of 64 bits, decimals), dates as ISO text, reals as numbers. */
  rows(statement: Sql | Statement): Promise<readonly (readonly unknown[])[]>;
  /** The engine's name of each column's type. */
  types(statement: Sql | Statement): Promise<readonly string[]>;
  /** A statement of a test's own. */
  run(text: string): Promise<void>;
  close(): void;
}

/**
 * What every dialect has to mean, tried on its own engine: each hook over the same few rows, with figures by hand. Texts in
 * this file are spelled as both engines read them.
 */
export function testDialect(dialect: Dialect, open: () => Promise<TestEngine>): void {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await open();
    const column = (name: string, type: SqlType, precision?: readonly [number, number]) =>
      `${name} ${dialect.type(type, precision)}`;
    const size = dialect.name === 'duckdb' ? 'size size' : column('size', 'string');
    if (dialect.name === 'duckdb') await engine.run("CREATE TYPE size AS ENUM ('small', 'big', 'medium')");
    const columns = [
      column('n', 'integer'),
      column('big', 'bigint'),
      column('money', 'decimal', [18, 2]),
      column('x', 'real'),
      column('name', 'string'),
      size,
      column('day', 'date'),
      column('ok', 'boolean'),
    ];
    const memory = dialect.name === 'duckdb' ? '' : 'ENGINE = Memory';
    await engine.run(`CREATE TABLE t (${columns.join(', ')}) ${memory}`);
    await engine.run(`INSERT INTO t VALUES
      (1, 10, 1.25, 0.1, 'b', 'small', '2024-01-31', true),
      (2, 20, 2.50, 0.2, 'a', 'big', '2024-02-29', false),
      (3, 30, NULL, 0.3, 'b', 'medium', '2024-03-31', NULL),
      (4, NULL, 10.00, NULL, 'a', NULL, NULL, true),
      (NULL, 40, -3.75, 0.4, NULL, 'big', '2024-12-30', false)`);
    await engine.run(
      `CREATE TABLE "a""b" (${column('"a""b"', 'integer')}, ${column('"select"', 'integer')}) ${memory}`,
    );
    await engine.run('INSERT INTO "a""b" VALUES (5, 7)');
  });
  afterAll(() => {
    engine.close();
  });

  const valueOf = async (value: Sql, from = raw('')) => (await engine.rows(sql`SELECT ${value} ${from}`))[0]?.[0];
  const typeOf = async (value: Sql, from = raw('')) => (await engine.types(sql`SELECT ${value} ${from}`))[0];
  const rowsOf = (values: readonly string[], type: SqlType): Sql => {
    const rows = values.map((value) => sql`SELECT ${dialect.cast(raw(value), type)} AS v`);
    return sql`FROM (${join(rows, ' UNION ALL ')}) AS s`;
  };
  const table = raw('FROM t');
  const nothing = raw('FROM t WHERE false');

  test.each([
    ['string', undefined],
    ['integer', undefined],
    ['bigint', undefined],
    ['decimal', [38, 2]],
    ['real', undefined],
    ['boolean', undefined],
    ['date', undefined],
    ['timestamp', undefined],
  ] as const)('a NULL is cast to %s', async (type, precision) => {
    expect(await typeOf(dialect.cast(raw('NULL'), type, precision))).toBe(dialect.type(type, precision));
  });

  test('a decimal without digits is refused rather than rounded to three', () => {
    expect(() => dialect.type('decimal')).toThrow('digits and scale');
  });

  const aggregates: [AggregateName, string | null, AggregateOptions, unknown, SqlType, unknown][] = [
    ['count', null, {}, '5', 'bigint', '0'],
    ['count', 'money', {}, '4', 'bigint', '0'],
    ['count', null, { where: raw('ok') }, '2', 'bigint', '0'],
    ['count_distinct', 'name', {}, '2', 'bigint', '0'],
    ['count_distinct', 'size', { where: raw('n > 1') }, '2', 'bigint', '0'],
    ['sum', 'n', { type: 'bigint' }, '10', 'bigint', null],
    ['sum', 'big', { type: 'bigint', where: raw('big > 10') }, '90', 'bigint', null],
    ['sum', 'money', { type: 'decimal', precision: [38, 2] }, '10.00', 'decimal', null],
    ['sum', 'x', { type: 'real' }, 1, 'real', null],
    ['sum', 'n', { type: 'real' }, 10, 'real', null],
    ['sum', 'x', { type: 'real', where: raw('n < 3') }, 0.30000000000000004, 'real', null],
    ['min', 'money', { type: 'decimal', precision: [18, 2] }, '-3.75', 'decimal', null],
    ['max', 'day', { type: 'date' }, '2024-12-30', 'date', null],
    ['max', 'name', { type: 'string' }, 'b', 'string', null],
    ['max', 'size', { type: 'string' }, 'small', 'string', null],
    ['min', 'size', { type: 'string', where: raw("size <> 'big'") }, 'medium', 'string', null],
    ['avg', 'n', {}, 2.5, 'real', null],
    ['median', 'n', {}, 2.5, 'real', null],
    ['median', 'money', { where: raw('money > 0') }, 2.5, 'real', null],
    ['percentile_cont', 'n', { fraction: 0.9 }, 3.7, 'real', null],
    ['percentile_disc', 'n', { fraction: 0.5, type: 'integer' }, 2, 'integer', null],
    ['percentile_disc', 'size', { fraction: 1, type: 'string' }, 'small', 'string', null],
    ['stddev', 'n', {}, 1.2909944487358056, 'real', null],
    ['mode', 'name', { type: 'string' }, 'a', 'string', null],
    ['mode', 'size', { type: 'string', where: raw("n <= 3 AND size <> 'big'") }, 'medium', 'string', null],
  ];
  test.each(aggregates)('%s of %s with %o', async (...[name, column, options, expected, type, empty]) => {
    const value = dialect.aggregate(name, column === null ? null : id(column), options);
    expect(await valueOf(value, table)).toEqual(expected);
    expect(await typeOf(value, table)).toBe(dialect.type(type, options.precision));
    expect(await valueOf(value, nothing)).toEqual(empty);
  });

  test('sums of whole numbers pass the range of their column, and past 64 bits they fail rather than wrap', async () => {
    const total = dialect.aggregate('sum', id('v'), { type: 'bigint' });
    expect(await valueOf(total, rowsOf(['2147483647', '2147483647'], 'integer'))).toBe('4294967294');
    await expect(valueOf(total, rowsOf(['9223372036854775807', '1'], 'bigint'))).rejects.toThrow(
      /out of range|cannot be safely converted|overflow/i,
    );
  });

  test('real sums do not carry rounding noise', async () => {
    const tenths = Array.from({ length: 1000 }, (_, index) => String((index % 10) / 10));
    expect(await valueOf(dialect.aggregate('sum', id('v'), { type: 'real' }), rowsOf(tenths, 'real'))).toBe(450);
  });

  test('the mode of a tie is the smallest, whatever the order of rows', async () => {
    const mode = dialect.aggregate('mode', id('v'));
    expect(await valueOf(mode, rowsOf(["'z'", "'y'", "'z'", "'y'"], 'string'))).toBe('y');
    expect(await valueOf(mode, rowsOf(["'y'", "'z'", "'y'", "'z'"], 'string'))).toBe('y');
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
    ['CAST(42.54 AS decimal(10,2))', 'CAST(100.00 AS decimal(10,2))', 0.4254],
    ['NULL', '2', null],
    ['2', 'NULL', null],
  ])('%s / %s', async (numerator, denominator, expected) => {
    const value = dialect.divide(raw(numerator), raw(denominator));
    const actual = await valueOf(value);
    if (typeof expected === 'number') expect(actual).toBeCloseTo(expected, 12);
    else expect(actual).toBeNull();
    expect(await typeOf(value)).toBe(dialect.type('real'));
  });

  const scalars: [ScalarName, Sql[], unknown][] = [
    ['abs', [raw('-2.5')], 2.5],
    ['ceil', [dialect.cast(raw('2.1'), 'real')], 3],
    ['floor', [dialect.cast(raw('-2.1'), 'real')], -3],
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
      expect(await valueOf(dialect.scalar(name, [dialect.cast(raw('NULL'), 'real')])), name).toBeNull();
    }
    for (const name of ['contains', 'starts_with', 'ends_with'] as const) {
      expect(await valueOf(dialect.scalar(name, [dialect.cast(raw('NULL'), 'string'), sql`${'a'}`])), name).toBeNull();
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
    expect(await valueOf(dialect.cast(sql`${inside} AND NOT ${absent}`, 'boolean'))).toBe(true);
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

  testMasksAndTimes(dialect, { valueOf, typeOf, rowsOf: (statement) => engine.rows(statement) });

  testCalendar(dialect, { valueOf, typeOf, rowsOf: (statement) => engine.rows(statement) });

  test('a bound list is searched whole: members, others and missing values', async () => {
    const isIn = async (value: string, list: Parameter) =>
      valueOf(dialect.cast(dialect.isIn(raw(value), sql`${list}`), 'boolean'));
    const texts = bind('VARCHAR[]', ["O'B", 'a"b', '顧客']);
    expect(await isIn("'顧客'", texts)).toBe(true);
    expect(await isIn("'b'", texts)).toBe(false);
    expect(await isIn('2', bind('BIGINT[]', [1, 2]))).toBe(true);
    expect(await isIn('2.5', bind('DOUBLE[]', [1, 2.5]))).toBe(true);
    const day = dialect.cast(raw("'2024-02-29'"), 'date');
    expect(await valueOf(dialect.cast(dialect.isIn(day, sql`${bind('DATE[]', ['2024-02-29'])}`), 'boolean'))).toBe(
      true,
    );
    const instant = dialect.cast(raw("'2024-02-29 10:00:00'"), 'timestamp');
    const instants = bind('TIMESTAMP[]', ['2024-02-29 10:00:00']);
    expect(await valueOf(dialect.cast(dialect.isIn(instant, sql`${instants}`), 'boolean'))).toBe(true);
  });

  test('NULL is the same as NULL and nothing else', async () => {
    const same = async (left: string, right: string) =>
      valueOf(dialect.cast(dialect.same(raw(left), raw(right)), 'boolean'));
    expect(await same('NULL', 'NULL')).toBe(true);
    expect(await same('1', 'NULL')).toBe(false);
    expect(await same('1', '1')).toBe(true);
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
