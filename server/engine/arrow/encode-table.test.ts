import { tableFromIPC } from '@uwdata/flechette';
import { fromArrow } from 'arquero';
import { expect, test } from 'vitest';
import { encodeTable } from './encode-table.ts';
import type { TypedColumn } from './typed-column.ts';

const now = async (): Promise<void> => {};

async function read(columns: readonly TypedColumn[]) {
  return tableFromIPC(await encodeTable(columns, now), {
    useBigInt: true,
    useBigIntTimestamp: true,
    useDecimalInt: true,
    useDate: true,
  });
}

async function typeAndValues(column: Omit<TypedColumn, 'name'>) {
  const [child] = (await read([{ name: 'x', ...column }])).children;
  return { type: child?.type, values: [...(child ?? [])] };
}

test('whole numbers have 64 bits, and 38 digits only where they need them', async () => {
  const small = await typeAndValues({ type: 'integer', values: [1, null, -5] });
  expect(small.type).toMatchObject({ typeId: 2, bitWidth: 64 });
  expect(small.values).toEqual([1n, null, -5n]);
  const long = await typeAndValues({ type: 'bigint', values: ['9223372036854775807', '-9223372036854775808'] });
  expect(long.type).toMatchObject({ typeId: 2, bitWidth: 64 });
  expect(long.values).toEqual([9223372036854775807n, -9223372036854775808n]);
  const huge = await typeAndValues({ type: 'bigint', values: ['9223372036854775808', null] });
  expect(huge.type).toMatchObject({ typeId: 7, precision: 38, scale: 0 });
  expect(huge.values).toEqual([9223372036854775808n, null]);
});

test('decimals are exact, and keep their declared scale when no value needs it', async () => {
  const money = await typeAndValues({
    type: 'decimal',
    values: ['350.00', '-0.05', null, '12345678901234567890.12'],
    scale: 2,
  });
  expect(money.type).toMatchObject({ typeId: 7, precision: 38, scale: 2 });
  expect(money.values).toEqual([35000n, -5n, null, 1234567890123456789012n]);
  const empty = await typeAndValues({ type: 'decimal', values: [null], scale: 2 });
  expect(empty).toMatchObject({ type: { scale: 2 }, values: [null] });
});

test('days are days and instants are in UTC', async () => {
  const days = await typeAndValues({ type: 'date', values: ['2024-02-29', null, '1969-12-31'] });
  expect(days.type).toMatchObject({ typeId: 8, unit: 0 });
  expect(days.values).toEqual([new Date('2024-02-29'), null, new Date('1969-12-31')]);
  const instants = await typeAndValues({
    type: 'timestamp',
    values: ['2024-03-31T22:30:00.000Z', null, '1969-12-31T23:59:59.999999'],
  });
  expect(instants.type).toMatchObject({ typeId: 10, timezone: 'UTC', unit: 2 });
  expect(instants.values).toHaveLength(3);
  const raw = tableFromIPC(
    await encodeTable([{ name: 'x', type: 'timestamp', values: ['1969-12-31T23:59:59.999999'] }], now),
    {
      useBigIntTimestamp: true,
    },
  );
  expect([...(raw.children[0] ?? [])]).toEqual([-1n]);
});

test('booleans are packed, reals are doubles', async () => {
  const values = [true, null, false, true, true, false, false, true, true];
  expect(await typeAndValues({ type: 'boolean', values })).toMatchObject({ type: { typeId: 6 }, values });
  expect(await typeAndValues({ type: 'real', values: [1.5, null] })).toMatchObject({
    type: { typeId: 3, precision: 2 },
    values: [1.5, null],
  });
});

test('texts that repeat are a dictionary, others are not', async () => {
  const values = ['North', null, 'South', 'North', 'North', 'South', '', 'North'];
  const few = await typeAndValues({ type: 'string', values });
  expect(few.type).toMatchObject({ typeId: -1, dictionary: { typeId: 5 } });
  expect(few.values).toEqual(values);
  const many = await typeAndValues({ type: 'string', values: ['a', 'ä', '日本', null] });
  expect(many.type).toMatchObject({ typeId: 5 });
  expect(many.values).toEqual(['a', 'ä', '日本', null]);
});

test('two dictionaries stay apart, hostile names stay names, and no rows are no rows', async () => {
  const twice = (text: string): string[] => [text, text, text, text];
  const columns: TypedColumn[] = [
    { name: 'constructor', type: 'string', values: twice('a') },
    { name: 'a"b', type: 'string', values: twice('b') },
  ];
  const table = await read(columns);
  expect(table.schema.fields.map(({ name }) => name)).toEqual(['constructor', 'a"b']);
  expect(table.children.map((column) => [...column])).toEqual([twice('a'), twice('b')]);
  const none = await read(columns.map((column) => ({ ...column, values: [] })));
  expect(none.numRows).toBe(0);
});

test('arquero reads it', async () => {
  const bytes = await encodeTable(
    [
      { name: 'region', type: 'string', values: ['North', 'South', 'North', 'North'] },
      { name: 'revenue', type: 'decimal', values: ['1.50', '2.00', null, '0.25'], scale: 2 },
      { name: 'n', type: 'integer', values: [1, 2, 3, 4] },
    ],
    now,
  );
  expect(fromArrow(bytes).objects()).toEqual([
    { region: 'North', revenue: 1.5, n: 1 },
    { region: 'South', revenue: 2, n: 2 },
    { region: 'North', revenue: null, n: 3 },
    { region: 'North', revenue: 0.25, n: 4 },
  ]);
});

test('others have a turn between columns', async () => {
  let turns = 0;
  const pause = async (): Promise<void> => void turns++;
  await encodeTable(
    ['a', 'b', 'c'].map((name) => ({ name, type: 'integer', values: [1] })),
    pause,
  );
  expect(turns).toBe(3);
});
