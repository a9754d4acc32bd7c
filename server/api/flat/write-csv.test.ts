import { expect, test } from 'vitest';
import type { FlatColumn, FlatTable } from './flat-table.ts';
import { csvPieces } from './write-csv.ts';

function table(columns: readonly Pick<FlatColumn, 'name' | 'type' | 'values'>[]): FlatTable {
  const rest = { label: '', role: 'DIMENSION', unit: null } as const;
  return { columns: columns.map((column) => ({ ...column, ...rest })), rowCount: columns[0]?.values.length ?? 0 };
}

function csv(values: readonly (string | null)[], forExcel = false): string[] {
  const [head = '', ...lines] = [...csvPieces(table([{ name: 'x', type: 'string', values }]), forExcel)]
    .join('')
    .split('\r\n');
  return head.startsWith('\uFEFF') === forExcel ? lines.slice(0, -1) : [];
}

test('only what must be quoted is quoted, and an empty text is not a missing one', () => {
  expect(csv(['a', 'a,b', 'a"b', 'a\nb', '', null, ' a', '=1+1', 'ä'])).toEqual([
    'a',
    '"a,b"',
    '"a""b"',
    '"a\nb"',
    '""',
    '',
    ' a',
    '=1+1',
    'ä',
  ]);
});

test('for Excel no text can be a formula, while negative numbers stay numbers', () => {
  expect(csv(['=1+1', '+1', '-1', '@x', '\tx', 'a=b', '="a"'], true)).toEqual([
    "'=1+1",
    "'+1",
    "'-1",
    "'@x",
    "'\tx",
    'a=b',
    '"\'=""a"""',
  ]);
  const numbers = table([
    { name: 'n', type: 'real', values: [-1.5] },
    { name: 'd', type: 'decimal', values: ['-2.50'] },
  ]);
  expect([...csvPieces(numbers, true)].join('')).toBe('\uFEFFn,d\r\n-1.5,-2.50\r\n');
});

test('a long table is written in pieces without losing a row', () => {
  const values = Array.from({ length: 4321 }, (_, row) => row);
  const pieces = [...csvPieces(table([{ name: 'n', type: 'integer', values }]), false)];
  expect(pieces.length).toBe(10);
  expect(pieces.join('').trim().split('\r\n').slice(1).map(Number)).toEqual(values);
});
