import { afterAll, describe, expect, test } from 'vitest';
import type { Column } from '../../lib/table.ts';
import { createSandbox } from './create-sandbox.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.close());

const { signal } = new AbortController();
const options = { signal, timeoutMs: 20_000 };

const parcels: readonly Column[] = [
  { name: 'region', type: 'string', values: ['North', 'South', 'North', null] },
  { name: 'late', type: 'integer', values: [2, 3, 4, 5] },
  { name: 'cost', type: 'decimal', values: ['1.50', '2.25', null, '4.00'] },
  { name: 'on', type: 'date', values: ['2026-01-31', '2026-02-01', '2026-02-02', '2026-02-03'] },
];
const refunds: readonly Column[] = [
  { name: 'region', type: 'string', values: ['North', 'West'] },
  { name: 'refund', type: 'bigint', values: ['100', '200'] },
];

function run(code: string): Promise<readonly Column[]> {
  const inputs = [
    { name: 'parcels', columns: parcels },
    { name: 'refunds', columns: refunds },
  ];
  return sandbox.run(code, inputs, options);
}

test('a table is derived, grouped and gathered', async () => {
  const code = `(parcels, refunds) => parcels
    .derive({ twice: d => d.late * 2 })
    .groupby('region')
    .rollup({ n: op.count(), twice: op.sum('twice'), cost: op.mean('cost') })
    .orderby('n', 'twice')`;
  expect(await run(code)).toEqual([
    { name: 'region', type: 'string', values: ['South', null, 'North'] },
    { name: 'n', type: 'integer', values: [1, 1, 2] },
    { name: 'twice', type: 'integer', values: [6, 10, 12] },
    { name: 'cost', type: 'real', values: [2.25, 4, 1.5] },
  ]);
});

test('two tables are joined in the order of the names', async () => {
  const code = `(p, r) => p.filter(d => d.region != null).join_left(r, 'region').select('region', 'late', 'refund')`;
  expect(await run(code)).toEqual([
    { name: 'region', type: 'string', values: ['North', 'North', 'South'] },
    { name: 'late', type: 'integer', values: [2, 4, 3] },
    { name: 'refund', type: 'integer', values: [100, 100, null] },
  ]);
});

test('filter and order of the returned table hold', async () => {
  const code = `p => p.filter(d => d.late > 2).orderby(aq.desc('late')).select('late', 'on')`;
  expect(await run(code)).toEqual([
    { name: 'late', type: 'integer', values: [5, 4, 3] },
    { name: 'on', type: 'date', values: ['2026-02-03', '2026-02-02', '2026-02-01'] },
  ]);
});

test('columns are typed by their values', async () => {
  const code = `() => aq.table({
    whole: [1, null, 3], broken: [0.5, 1, NaN], endless: [1, 2, 1 / 0], yes: [true, false, null],
    day: ['2026-02-28', null, '2024-02-29'], noday: ['2026-02-30', '2026-02-28', null],
    moment: ['2026-01-31T22:30:00.000', null, '2026-01-31T22:30:00.001'],
    date: [new Date('2026-01-31'), null, new Date(2026, 0, 1)],
    time: [new Date('2026-01-31T10:20:30'), null, new Date('2026-01-31T10:20:30+01:00')],
    exact: [9007199254740993n, null, 1n], nested: [{ a: 1 }, [2], null], empty: [null, undefined, null],
  })`;
  expect(await run(code)).toEqual([
    { name: 'whole', type: 'integer', values: [1, null, 3] },
    { name: 'broken', type: 'real', values: [0.5, 1, null] },
    { name: 'endless', type: 'integer', values: [1, 2, null] },
    { name: 'yes', type: 'boolean', values: [true, false, null] },
    { name: 'day', type: 'date', values: ['2026-02-28', null, '2024-02-29'] },
    { name: 'noday', type: 'string', values: ['2026-02-30', '2026-02-28', null] },
    { name: 'moment', type: 'timestamp', values: ['2026-01-31T22:30:00.000', null, '2026-01-31T22:30:00.001'] },
    { name: 'date', type: 'date', values: ['2026-01-31', null, '2026-01-01'] },
    { name: 'time', type: 'timestamp', values: ['2026-01-31T10:20:30.000Z', null, '2026-01-31T09:20:30.000Z'] },
    { name: 'exact', type: 'bigint', values: ['9007199254740993', null, '1'] },
    { name: 'nested', type: 'json', values: ['{"a":1}', '[2]', null] },
    { name: 'empty', type: 'string', values: [null, null, null] },
  ]);
});

test('columns may have names that objects use themselves', async () => {
  const columns: readonly Column[] = [
    { name: 'constructor', type: 'integer', values: [1] },
    { name: '__proto__', type: 'string', values: ['x'] },
  ];
  expect(await sandbox.run('t => t', [{ name: 't', columns }], options)).toEqual(columns);
});

test('a column that keeps its name keeps its type, as far as its values allow', async () => {
  const columns: readonly Column[] = [
    { name: 'rate', type: 'real', values: [1, 2] },
    { name: 'share', type: 'decimal', values: ['1.00', '2.00'] },
    { name: 'key', type: 'string', values: ['2026-01-31', '2026-02-01'] },
    { name: 'none', type: 'date', values: [null, null] },
    { name: 'late', type: 'string', values: ['yes', 'no'] },
  ];
  const changed = await sandbox.run(
    't => t.derive({ late: d => d.late === "yes" })',
    [{ name: 't', columns }],
    options,
  );
  expect(changed.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'rate real',
    'share real',
    'key string',
    'none date',
    'late boolean',
  ]);
});

test('an input without rows gives a table without rows', async () => {
  const columns: readonly Column[] = [{ name: 'a', type: 'integer', values: [] }];
  expect(await sandbox.run('t => t.derive({ b: d => d.a + 1 })', [{ name: 't', columns }], options)).toEqual([
    { name: 'a', type: 'integer', values: [] },
    { name: 'b', type: 'string', values: [] },
  ]);
});

test('chance and calendar are the same in every run', async () => {
  const code = `p => p.derive({ r: () => op.random(), y: d => op.month(d.on) })
    .derive({ s: aq.escape(() => aq.random(7)()) }).sample(3)`;
  const [first, second] = [await run(code), await run(code)];
  expect(first).toEqual(second);
  expect(first.find(({ name }) => name === 'r')?.values.length).toBe(3);
});

test('nothing of one run is left for the next', async () => {
  await run('p => { globalThis.left = 1; aq.table = null; Object.prototype.left = 1; return p; }');
  expect(await run('() => aq.table({ left: [typeof left] })')).toEqual([
    { name: 'left', type: 'string', values: ['undefined'] },
  ]);
});

test('a hundred thousand rows pass', async () => {
  const rows = Array.from({ length: 100_000 }, (_, row) => row);
  const columns: readonly Column[] = [
    { name: 'g', type: 'string', values: rows.map((row) => `g${row % 4}`) },
    { name: 'v', type: 'real', values: rows.map((row) => row % 8) },
  ];
  const code = `t => t.groupby('g').rollup({ n: op.count(), v: op.sum('v') }).orderby('g')`;
  expect(await sandbox.run(code, [{ name: 't', columns }], options)).toEqual([
    { name: 'g', type: 'string', values: ['g0', 'g1', 'g2', 'g3'] },
    { name: 'n', type: 'integer', values: [25_000, 25_000, 25_000, 25_000] },
    { name: 'v', type: 'real', values: [50_000, 75_000, 100_000, 125_000] },
  ]);
});

describe('what a cell may not do', () => {
  const none: readonly string[] = [
    'process',
    'require',
    'fetch',
    'console',
    'setTimeout',
    'performance',
    'WebAssembly',
  ];

  test('nothing of the machine is in reach', async () => {
    const code = `() => aq.table({ types: ${JSON.stringify(none)}.map((name) => typeof globalThis[name]) })`;
    const [types] = await run(code);
    expect(new Set(types?.values)).toEqual(new Set(['undefined']));
  });

  test.each([
    ['t => t.constructor.constructor("return process")()', /process/],
    ['t => (() => {}).constructor("return this.process.exit()")()', /undefined/],
    ['t => import("node:fs")', /returned a promise/],
    ['t => fetch("http://127.0.0.1/")', /fetch/],
    ['t => require("fs")', /require/],
    ['async t => t', /returned a promise/],
    ['t => new Date()', /clock is not available/],
    ['t => Date.now()', /clock is not available/],
    ['t => new t.constructor.prototype.constructor.constructor("return Date.now()")()', /clock|table/],
    ['t => new ((new Date(0)).constructor)()', /clock is not available/],
    ['t => t.derive({ now: () => op.now() })', /clock is not available/],
    ['t => Math.random()', /aq\.random\(seed\)/],
    ['t => { aq.seed(null); return t.sample(2); }', /aq\.random\(seed\)/],
    ['t => 42', /returned a number/],
    ['t => [t]', /returned an array/],
    ['42', /not a function but a number/],
    ['t => aq.table({ a: [1, "x"] })', /The column a mixes number and string/],
    ['t => t.derive({ x: d => d.late + k })', /Invalid variable reference: "k"/],
    ['t => { throw null; }', /null/],
    ['t => { const f = () => f(); f(); }', /stack overflow/],
  ])('%s', async (code, message) => {
    const refusal = await run(code).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: 'invalid-cell' });
    expect(String(refusal)).toMatch(message);
  });

  test('a mistake has its place in the cell', async () => {
    await expect(run('t => {\n  const a = ;\n}')).rejects.toMatchObject({ position: { line: 2 } });
    await expect(run('t =>\n  t\n    .nothing()')).rejects.toMatchObject({ position: { line: 3 } });
  });

  test.each([
    't => { for (;;); }',
    't => /(a+)+$/.test("a".repeat(60) + "b")',
    't => { try { for (;;); } catch { return t; } }',
  ])('it ends: %s', async (code) => {
    await expect(sandbox.run(code, [], { signal, timeoutMs: 100 })).rejects.toMatchObject({
      code: 'timeout',
      message: 'The cell ran longer than 0.1 seconds.',
    });
  });

  test.each([
    '() => { const a = []; for (;;) a.push(new Float64Array(500000)); }',
    '() => "x".repeat(200000000)',
    '() => { let a = "x"; for (;;) a += a; }',
    '() => { const a = []; try { for (;;) a.push(new Float64Array(500000)); } catch { for (;;) a.push({}); } }',
  ])('it keeps within its memory: %s', async (code) => {
    await expect(sandbox.run(code, [], { ...options, memoryMb: 16 })).rejects.toMatchObject({ code: 'out-of-memory' });
  });

  test('it stops when nobody waits any more', async () => {
    const stop = new AbortController();
    const running = sandbox.run('() => { for (;;); }', [], { signal: stop.signal, timeoutMs: 60_000 });
    setTimeout(() => stop.abort(), 50);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(await run('p => p.select("late").slice(0, 1)')).toEqual([{ name: 'late', type: 'integer', values: [2] }]);
  });

  test('more rows than it takes are refused', async () => {
    const values = Array.from({ length: 500_001 }, () => 1);
    const columns: readonly Column[] = [{ name: 'a', type: 'integer', values }];
    await expect(sandbox.run('t => t', [{ name: 'answers', columns }], options)).rejects.toMatchObject({
      code: 'invalid-cell',
      message: 'answers has 500,001 rows; this kind of cell takes 500,000.',
    });
  });
});
