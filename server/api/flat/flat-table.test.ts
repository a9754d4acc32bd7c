import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../../testing/case-workspace.ts';
import type { MetricResult, ResultColumn } from '../../query/answer/result.ts';
import { flatNames, flatTable } from './flat-table.ts';

let cases: CaseWorkspace;
let answer: MetricResult;

beforeAll(async () => {
  cases = await openCases();
  answer = await cases.ask({
    metrics: [
      { name: 'nps', interval: false },
      { name: 'responses', interval: false },
    ],
    groupBy: ['region'],
    orderBy: ['region'],
    totals: ['GRAND'],
  });
});

afterAll(() => cases.database.close());

test('names are flat, unique, and the same for the same columns', () => {
  const names = [
    'revenue',
    'responses.channel',
    'Revenue',
    'netPromoter',
    'a"b',
    '=1+1',
    '***',
    'größe',
    'constructor',
  ];
  expect(flatNames(names.map((name) => ({ name })))).toEqual([
    'revenue',
    'responses_channel',
    'revenue_2',
    'net_promoter',
    'a_b',
    '1_1',
    'column',
    'größe',
    'constructor',
  ]);
});

function hide(name: string, rows: readonly boolean[]): readonly ResultColumn[] {
  return answer.columns.map((column) =>
    column.name === name
      ? { ...column, suppressed: rows, values: column.values.map((value, row) => (rows[row] === true ? null : value)) }
      : column,
  );
}

test('a value that is withheld is empty and marked, in a column that is there only then', () => {
  const plain = flatTable(answer, { totals: false });
  expect(plain.columns.map(({ name }) => name)).toEqual(['region', 'nps', 'responses']);
  const hidden = flatTable({ ...answer, columns: hide('nps', [false, true, true]) }, { totals: false });
  expect(hidden.columns.map(({ name, values }) => [name, ...values])).toEqual([
    ['region', 'North', 'South', null],
    ['nps', expect.closeTo(33.3333, 3), null, null],
    ['responses', 3, 1, 2],
    ['nps__suppressed', false, true, true],
  ]);
});

test('a total that is withheld is marked too', () => {
  const totals = answer.totals.map((row) => ({ ...row, values: [null, null, 6], suppressed: [false, true, false] }));
  const { columns, rowCount } = flatTable({ ...answer, totals }, { totals: true });
  expect(rowCount).toBe(4);
  expect(columns.slice(2).map(({ name, values }) => [name, ...values])).toEqual([
    ['responses', 3, 1, 2, 6],
    ['nps__suppressed', false, false, false, true],
    ['is_total', false, false, false, true],
  ]);
});
