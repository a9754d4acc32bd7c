import { expect, test } from 'vitest';
import type { Dialect } from '../sql/dialects/dialect.ts';
import { bind, id, raw, type Sql, sql } from '../sql/sql.ts';

/** How a test asks the engine of a dialect. */
export interface Asking {
  readonly valueOf: (value: Sql, from?: Sql) => Promise<unknown>;
  readonly typeOf: (value: Sql, from?: Sql) => Promise<string | undefined>;
  readonly rowsOf: (statement: Sql) => Promise<readonly (readonly unknown[])[]>;
}

/** What every dialect has to mean by days, periods and zones. */
export function testCalendar(dialect: Dialect, { valueOf, typeOf, rowsOf }: Asking): void {
  test.each([
    ['Europe/Berlin', '2024-03-31T22:30:00', '2024-04-01'],
    ['UTC', '2024-03-31T22:30:00', '2024-03-31'],
    ['America/New_York', '2024-03-31T03:59:59', '2024-03-30'],
    ['Asia/Kathmandu', '2024-03-31T18:15:00', '2024-04-01'],
    ['Asia/Kathmandu', '2024-03-31T18:14:59', '2024-03-31'],
  ])('the day in %s of %sZ is %s', async (zone, timestamp, expected) => {
    const day = dialect.truncate('DAY', bound('TIMESTAMP', timestamp), { zone, weekStart: 'MONDAY' });
    expect(await valueOf(day)).toBe(expected);
    expect(await typeOf(day)).toBe(dialect.type('date'));
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
    expect(await typeOf(value)).toBe(dialect.type('date'));
  });

  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2024-02-29', -12, '2023-02-28'],
    ['2023-11-01', 3, '2024-02-01'],
  ])('%s and %i months is %s', async (date, months, expected) => {
    const value = dialect.addMonths(bound('DATE', date), months);
    expect(await valueOf(value)).toBe(expected);
    expect(await typeOf(value)).toBe(dialect.type('date'));
  });

  test('days are added and taken away', async () => {
    expect(await valueOf(dialect.addDays(bound('DATE', '2024-02-28'), raw('2')))).toBe('2024-03-01');
    expect(await valueOf(dialect.addDays(bound('DATE', '2024-01-01'), raw('-1')))).toBe('2023-12-31');
    expect(await valueOf(dialect.addDays(dialect.cast(raw('NULL'), 'date'), raw('2')))).toBeNull();
    expect(await typeOf(dialect.addDays(bound('DATE', '2024-02-28'), raw('2')))).toBe(dialect.type('date'));
  });

  test.each([
    ['2024-01-01', '2024-04-01', { months: 1, days: 0 }, ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01']],
    ['2023-10-01', '2024-04-01', { months: 3, days: 0 }, ['2023-10-01', '2024-01-01', '2024-04-01']],
    ['2024-02-28', '2024-03-01', { months: 0, days: 1 }, ['2024-02-28', '2024-02-29', '2024-03-01']],
    ['2024-02-26', '2024-03-10', { months: 0, days: 7 }, ['2024-02-26', '2024-03-04']],
    ['2024-02-01', '2024-01-01', { months: 1, days: 0 }, []],
  ] as const)('the series from %s through %s in steps of %o', async (first, last, step, expected) => {
    const series = dialect.series(bound('DATE', first), bound('DATE', last), step);
    const rows = await rowsOf(sql`SELECT d FROM ${series} AS s ORDER BY d`);
    expect(rows.map(([day]) => day)).toEqual(expected);
    expect(await typeOf(raw('d'), sql`FROM ${series} AS s`)).toBe(dialect.type('date'));
  });

  test('a period without a date is NULL', async () => {
    expect(await valueOf(dialect.truncateDate('MONTH', dialect.cast(raw('NULL'), 'date'), 'MONDAY'))).toBeNull();
    const timestamp = dialect.cast(raw('NULL'), 'timestamp');
    expect(await valueOf(dialect.truncate('WEEK', timestamp, { zone: 'UTC', weekStart: 'SUNDAY' }))).toBeNull();
    expect(await valueOf(dialect.startOfDay(dialect.cast(raw('NULL'), 'date'), 'Europe/Berlin'))).toBeNull();
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
    const before = sql`${dialect.truncate('DAY', sql`(${start} - INTERVAL 1 MICROSECOND)`, options)} < ${dialect.cast(sql`${date}`, 'date')}`;
    expect(await valueOf(dialect.cast(before, 'boolean'))).toBe(true);
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
    const month = dialect.truncate('MONTH', dialect.cast(raw('day'), 'timestamp'), {
      zone: 'Europe/Paris',
      weekStart: 'MONDAY',
    });
    const rows = await rowsOf(sql`SELECT ${month}, count(*) FROM t GROUP BY ${month} ORDER BY 1 NULLS LAST`);
    expect(rows.map(([period]) => period)).toEqual(['2024-01-01', '2024-02-01', '2024-03-01', '2024-12-01', null]);
  });
}

/** A day or an instant as it is bound. */
export function bound(type: 'DATE' | 'TIMESTAMP', value: string): Sql {
  return sql`${bind(type, value)}`;
}
