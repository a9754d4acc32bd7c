import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../ui/tokens.css';
import { drawn, mount, textOf, violationsOf } from '../ui/accessible.ts';
import { sampleColumn, sampleTable } from './samples.ts';
import { TableOutputElement } from './table-output.ts';
import type { TrivetTable, Turn } from './trivet-table.ts';

async function table(rest = {}, more: Partial<TableOutputElement> = {}): Promise<TableOutputElement> {
  return mount(
    Object.assign(
      new TableOutputElement(),
      { output: sampleTable(rest), labels: new Map([['responses', 'Survey responses']]) },
      more,
    ),
  );
}

const inside = (element: TableOutputElement): TrivetTable => {
  const found = element.shadowRoot?.querySelector<TrivetTable>('trivet-table');
  if (!found) throw new Error('no table');
  return found;
};
const rowsOf = (element: TableOutputElement): readonly string[] =>
  [...(inside(element).shadowRoot?.querySelectorAll('tr') ?? [])].map(textOf);

test('a metric has its interval and its n beside it, not in columns of their own', async () => {
  const element = await table();
  expect(rowsOf(element).slice(0, 3)).toEqual([
    'Region NPS interval, n Revenue EUR',
    'North 33.3 (−12.0 … 60.1), n 120 1,234.50',
    'South −100.0 (−100.0 … −41.2), n 4 98,765',
  ]);
});

test('a missing value is a dash without an interval', async () => {
  const element = await table();
  expect(rowsOf(element)[3]).toMatch(/– n 0 0\.00$/);
});

test('totals stand apart', async () => {
  const element = await table();
  const foot = inside(element).shadowRoot?.querySelector('tfoot');
  expect(foot && textOf(foot)).toBe('All 8.3 (−3.0 … 19.5), n 124 100,000');
});

test('the account of rows is said in words', async () => {
  const element = await table();
  const account = element.shadowRoot?.querySelector('result-notes')?.shadowRoot?.querySelector('.account');
  expect(account && textOf(account)).toBe(
    'Survey Survey responses : 28,400 of 30,000 rows used, 1,600 outside of the filters. Of the rows used: 120 without a key, 3 whose key matches nothing.',
  );
});

test('no rows are said, not shown as an empty box', async () => {
  const element = await table({ rowCount: 0, values: [[], [], [], [], [], []], totals: [] });
  expect(rowsOf(element)[1]).toBe('No rows.');
});

test('a head sorts up, then down, then not at all', async () => {
  const turns: Turn[] = [];
  const element = await table();
  element.addEventListener('turn', (event) => {
    if (event instanceof CustomEvent) turns.push(event.detail as Turn);
  });
  const press = async (turn: Turn | undefined) => {
    if (turn) element.turn = { ...turn, loading: false, page: null, error: null };
    await drawn(element);
    const button = inside(element).shadowRoot?.querySelectorAll<HTMLElement>('.sort')[1];
    if (button) await userEvent.click(button);
  };
  await press(undefined);
  await press(turns[0]);
  await press(turns[1]);
  expect(turns).toEqual([
    { orderBy: 'nps', descending: false, offset: 0 },
    { orderBy: 'nps', descending: true, offset: 0 },
    { orderBy: null, descending: false, offset: 0 },
  ]);
});

test('a turned page keeps the labels and formats of the output, whatever the order of its columns', async () => {
  const page = {
    __typename: 'ResultPage' as const,
    id: 'r1',
    rowCount: 250,
    offset: 100,
    columns: [sampleColumn('nps', { type: 'real' }), sampleColumn('region')],
    values: [[12], ['West']],
  };
  const turn = { offset: 100, orderBy: null, descending: false, loading: false, error: null, page };
  const element = await table({ rowCount: 250 }, { turn });
  expect(rowsOf(element)[1]).toBe('West 12.0 –');
  expect(textOf(inside(element))).toBe('');
  expect(textOf(inside(element).shadowRoot ?? document.body)).toContain('Rows 101–101 of 250');
});

const compared = sampleTable({
  rowCount: 4,
  columns: [
    sampleColumn('region', { label: 'Region', role: 'DIMENSION' }),
    sampleColumn('region_reason', { role: 'REASON', explains: 'region' }),
    sampleColumn('region_is_others', { type: 'boolean', role: 'REASON', explains: 'region' }),
    sampleColumn('nps', {
      label: 'NPS',
      type: 'real',
      format: 'points',
      role: 'METRIC',
      metric: 'nps',
      defines: 'nps',
      overlapping: true,
      k: 5,
    }),
    sampleColumn('nps_delta', {
      label: 'Change',
      type: 'real',
      format: 'points',
      role: 'COMPARE',
      metric: 'nps',
      compared: 'DELTA',
    }),
    sampleColumn('nps_pct', {
      label: 'In per cent',
      type: 'real',
      unit: '%',
      format: 'number',
      role: 'COMPARE',
      metric: 'nps',
      compared: 'PCT',
    }),
    sampleColumn('nps__suppressed', { type: 'boolean', role: 'FLAG', metric: 'nps', explains: 'nps' }),
  ],
  values: [
    ['North', 'South', null, null],
    [null, null, 'NO_KEY', null],
    [false, false, false, true],
    [33.33, null, null, 50],
    [3.25, null, null, -4],
    [10.8, null, null, -7.4],
    [false, true, false, false],
  ],
  totals: [{ totalOf: [], values: [null, null, false, null, 1, 2, true] }],
  warnings: [
    {
      __typename: 'Warning',
      code: 'HINDSIGHT',
      message: '3 rows are older.',
      hint: null,
      metric: null,
      dataset: null,
      count: '3',
    },
    {
      __typename: 'Warning',
      code: 'SMALL_N',
      message: 'Few cases.',
      hint: null,
      metric: null,
      dataset: null,
      count: '1',
    },
  ],
});

test('hidden values are said, others are told from missing keys, changes have their sign, a column that overlaps says so', async () => {
  const element = await table(compared);
  expect(rowsOf(element)).toEqual([
    'Region NPS does not add up Change In per cent',
    'North 33.3 +3.3 +10.8 %',
    'South hidden – –',
    '(no key) – – –',
    'all others 50.0 −4.0 −7.4 %',
    'All hidden +1.0 +2.0 %',
  ]);
  expect(textOf(inside(element).shadowRoot ?? document.body)).toContain(
    'Hidden: fewer than 5 persons stand behind the value, or behind one that it would give away.',
  );
  expect(await violationsOf(element)).toEqual([]);
});

test('what changes how numbers are read stands openly, the rest where one looks for it', async () => {
  const notes = (await table(compared)).shadowRoot?.querySelector('result-notes')?.shadowRoot;
  expect(notes?.querySelector('.open') && textOf(notes.querySelector('.open') ?? document.body)).toBe(
    '3 rows are older.',
  );
  expect(notes && textOf(notes.querySelector('summary') ?? document.body)).toBe('What became of every row · 1 note');
});

test('the head of a metric leads to its definition', async () => {
  const element = await table(compared);
  const asked: unknown[] = [];
  element.addEventListener('define', (event) => asked.push(event instanceof CustomEvent ? event.detail : null));
  const button = inside(element).shadowRoot?.querySelector<HTMLElement>('[aria-label="Definition of NPS"]');
  button?.focus();
  await userEvent.keyboard('{Enter}');
  expect(asked).toEqual(['nps']);
});

test('a table can be read by everyone, in light and dark', async () => {
  expect(await violationsOf(await table())).toEqual([]);
});
