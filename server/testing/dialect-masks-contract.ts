import { expect, test } from 'vitest';
import type { Dialect } from '../sql/dialects/dialect.ts';
import { join, raw, type Sql, sql } from '../sql/sql.ts';
import { type Asking, bound } from './dialect-calendar-contract.ts';

/** What every dialect has to mean by masks, and by rows that are found by their time. */
export function testMasksAndTimes(dialect: Dialect, { valueOf, typeOf, rowsOf }: Asking): void {
  test.each([
    ['4000 1234', '…1234'],
    ['顧客番号12', '…番号12'],
    ['12345', '…2345'],
    ['1234', null],
    ['', null],
    [null, null],
  ])('of %j the last four characters are %j', async (text, expected) => {
    const value = text === null ? dialect.cast(raw('NULL'), 'string') : sql`${text}`;
    expect(await valueOf(dialect.lastCharacters(value, 4))).toBe(expected);
  });

  test.each([
    ['', 'e3b0c44298fc1c14'],
    ['abc', 'ba7816bf8f01cfea'],
    ['顧客', '40b3e4e1be19ea23'],
    [null, null],
  ])('the hash of %j is %j', async (text, expected) => {
    const value = text === null ? dialect.cast(raw('NULL'), 'string') : sql`${text}`;
    expect(await valueOf(dialect.hash(value))).toBe(expected);
  });

  test('a hash regards the secret before its text', async () => {
    const keyed = (key: string, text: string) =>
      valueOf(dialect.hash(sql`${key} || ${dialect.cast(sql`${text}`, 'string')}`));
    expect(await keyed('ab', 'c')).toBe('ba7816bf8f01cfea');
    expect(await keyed('xx', 'c')).not.toBe('ba7816bf8f01cfea');
  });

  test.each([
    ['date', 'DATE', '2024-01-31', { months: 1, days: 0, seconds: 0 }, '2024-02-29'],
    ['date', 'DATE', '2024-01-31', { months: 1, days: 1, seconds: 0 }, '2024-03-01'],
    ['timestamp', 'TIMESTAMP', '2024-12-31T23:00:00', { months: 0, days: 1, seconds: 3600 }, '2025-01-02 00:00:00'],
    ['timestamp', 'TIMESTAMP', '2024-03-31T10:00:00', { months: -1, days: 0, seconds: 0 }, '2024-02-29 10:00:00'],
  ] as const)('of a %s, %s %s later by %j is %s', async (...[type, sqlType, from, duration, expected]) => {
    const value = dialect.later(bound(sqlType, from), type, duration);
    expect(String(await valueOf(dialect.cast(value, 'string')))).toMatch(new RegExp(`^${expected}`));
    expect(await typeOf(value)).toBe(dialect.type(type));
  });

  const relation = (rows: readonly (readonly [key: string, at: string, name: string])[]): Sql => {
    const selects = rows.map(
      ([key, at, name]) =>
        sql`SELECT ${dialect.known(dialect.cast(sql`${key}`, 'string'))} AS k, ${dialect.known(dialect.cast(bound('TIMESTAMP', at), 'timestamp'))} AS t, ${name} AS name`,
    );
    return sql`(${join(selects, ' UNION ALL ')})`;
  };
  const source = relation([
    ['c1', '2024-01-05T09:00:00', 'o1'],
    ['c1', '2024-02-01T09:00:00', 'o2'],
    ['c3', '2024-01-31T09:00:00', 'o4'],
  ]);
  const facts = relation([
    ['c1', '2024-02-01T09:00:00', 'r1'],
    ['c1', '2024-01-05T08:59:59', 'r2'],
    ['c2', '2024-02-01T09:00:00', 'r3'],
    ['c3', '2024-02-05T12:00:00', 'r4'],
  ]);
  test.each([
    ['backward', true, ['o2', null, null, 'o4']],
    ['backward', false, ['o1', null, null, 'o4']],
    ['forward', true, ['o2', 'o1', null, null]],
    ['forward', false, [null, 'o1', null, null]],
  ] as const)('%s, the own time included: %j, each row finds %j', async (direction, inclusive, expected) => {
    const found = dialect.asOfJoin({
      source,
      alias: raw('s'),
      keys: [[sql`f.k`, raw('k')]],
      at: sql`f.t`,
      match: raw('t'),
      direction,
      inclusive,
    });
    const rows = await rowsOf(sql`SELECT f.name, s.name FROM ${facts} AS f ${found} ORDER BY f.name`);
    expect(rows.map(([, name]) => name)).toEqual(expected);
  });
}
