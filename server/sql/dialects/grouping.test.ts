import { expect, test } from 'vitest';
import { openDuckDb } from '../../testing/duckdb.ts';
import { id, join, sql } from '../sql.ts';
import { duckdb } from './duckdb.ts';

test('every aggregate is right within groups and their total, over texts that are stored as numbers', async () => {
  const engine = await openDuckDb();
  await engine.run(`
    CREATE TYPE region AS ENUM ('South', 'North');
    CREATE TABLE t (region region, kind region, x DOUBLE);
    INSERT INTO t VALUES ('North', 'South', 1), ('North', 'North', 2), ('North', 'South', 4), ('South', 'North', 8), (NULL, NULL, NULL)`);
  const present = sql`${id('x')} > ${1}`;
  const columns = join([
    duckdb.aggregate('count', null),
    duckdb.aggregate('sum', id('x'), { type: 'real', where: present }),
    duckdb.aggregate('max', id('kind'), { type: 'string' }),
    duckdb.aggregate('mode', id('kind'), { type: 'string' }),
    duckdb.aggregate('median', id('x')),
    duckdb.aggregate('count_distinct', id('kind'), { where: present }),
  ]);
  const rows = await engine.rows(sql`SELECT CAST(region AS VARCHAR), grouping(region), ${columns}
    FROM t GROUP BY GROUPING SETS ((region), ()) ORDER BY 2, 1 NULLS LAST`);
  engine.close();
  expect(rows).toEqual([
    ['North', '0', '3', 6, 'South', 'South', 2, '2'],
    ['South', '0', '1', 8, 'North', 'North', 8, '1'],
    [null, '0', '1', null, null, null, null, '0'],
    [null, '1', '5', 14, 'South', 'North', 3, '2'],
  ]);
});

test('a text that is stored as a number is searched and compared by what it says', async () => {
  const engine = await openDuckDb();
  await engine.run(
    `CREATE TYPE size AS ENUM ('small', 'big'); CREATE TABLE t AS SELECT unnest(['small', 'big'])::size AS size`,
  );
  const found = async (condition: ReturnType<typeof sql>) =>
    (await engine.rows(sql`SELECT size FROM t WHERE ${condition}`)).flat();
  const size = id('size');
  expect(await found(duckdb.like(size, sql`${'sm%'}`))).toEqual(['small']);
  expect(await found(duckdb.scalar('starts_with', [size, sql`${'B'}`]))).toEqual(['big']);
  expect(await found(duckdb.same(size, sql`${'big'}`))).toEqual(['big']);
  expect(await found(sql`${duckdb.scalar('upper', [size])} = ${'BIG'}`)).toEqual(['big']);
  expect(await found(sql`${size} < ${'c'}`)).toEqual(['big']);
  expect(await found(sql`${size} IN (${'big'}, ${'huge'})`)).toEqual(['big']);
  engine.close();
});
