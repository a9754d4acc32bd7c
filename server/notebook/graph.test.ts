import { expect, test } from 'vitest';
import type { Json } from '../lib/json.ts';
import { problem } from '../lib/problem.ts';
import { openPolicy } from '../query/policy/policy.ts';
import { caseModel } from '../testing/case-workspace.ts';
import { type AnalysedCell, readsNothing } from './analyse.ts';
import { cellKinds } from './cells/index.ts';
import { datasetsBehind } from './definitions.ts';
import { type Circumstances, fingerprintCells } from './fingerprint.ts';
import { type CellGraph, linkCells } from './graph.ts';

const model = caseModel();

interface Short {
  readonly name: string;
  readonly reads?: readonly string[];
  readonly parameters?: readonly string[];
  readonly metrics?: readonly string[];
  readonly canonical?: Json;
  readonly broken?: boolean;
}

function cellOf(
  { name, reads = [], parameters = [], metrics = [], canonical = name, broken = false }: Short,
  at: number,
): AnalysedCell {
  return {
    cell: { id: String(at).padStart(8, '0'), kind: 'sql', name, attributes: new Map(), body: '' },
    kind: cellKinds.get('sql') ?? null,
    spec: null,
    reads: { ...readsNothing, relations: reads, parameters, metrics },
    canonical,
    problem: broken ? problem('invalid-cell', 'broken') : null,
  };
}

function link(...cells: readonly Short[]): CellGraph {
  return linkCells(cells.map(cellOf), {
    datasets: new Set(model.datasets.keys()),
    datasetsOf: ({ reads }) => datasetsBehind(model, reads),
  });
}

const names = (graph: CellGraph, ids: readonly string[]): string =>
  ids.map((id) => graph.nodes.get(id)?.analysed.cell.name).join(' ');
const version = (of: string) => ({ version: of }) as never; // the only fact that a fingerprint looks at
const facts = (orders: string) => ({
  datasets: new Map([
    ['orders', version(orders)],
    ['customers', version('1')],
    ['responses', version('1')],
  ]),
  maskKey: 'k',
});
const around: Circumstances = {
  model,
  policy: openPolicy(model),
  facts: facts('1'),
  purpose: 'research',
  parameters: [],
  values: new Map(),
  engineVersion: '1',
  runId: '1',
};

function prints(graph: CellGraph, change: Partial<Circumstances> = {}): Readonly<Record<string, string | null>> {
  const found = fingerprintCells(graph, { ...around, ...change });
  return Object.fromEntries([...found].map(([id, print]) => [graph.nodes.get(id)?.analysed.cell.name ?? '', print]));
}

test('inputs come before their readers, else the order of the document holds', () => {
  const graph = link({ name: 'c', reads: ['b', 'a'] }, { name: 'a' }, { name: 'x' }, { name: 'b', reads: ['a'] });
  expect(names(graph, graph.order)).toBe('a b c x');
});

test('names are found whatever their case; an unnamed cell is c_<id>', () => {
  const graph = link({ name: 'Big' }, { name: 'r', reads: ['BIG', 'c_00000000', 'Orders', 'nowhere'] });
  expect(graph.nodes.get('00000001')).toMatchObject({ needs: ['00000000'], datasets: ['orders'], ambiguous: [] });
});

test('a cell stands on the datasets of the cells it reads, and on those of its metrics', () => {
  const graph = link(
    { name: 'a', reads: ['orders'] },
    { name: 'b', reads: ['a', 'responses'] },
    { name: 'm', metrics: ['revenue_per_response'] },
  );
  expect(graph.nodes.get('00000001')?.behind).toEqual(['orders', 'responses']);
  expect(graph.nodes.get('00000002')?.behind).toEqual(['orders', 'responses']);
});

test('a cycle of three is shown as it closes; who reads it has no fingerprint', () => {
  const graph = link(
    { name: 'a', reads: ['c'] },
    { name: 'b', reads: ['a'] },
    { name: 'c', reads: ['b'] },
    { name: 'out', reads: ['a'] },
    { name: 'free' },
  );
  expect(graph.nodes.get('00000001')?.cycle).toHaveLength(4);
  expect(graph.nodes.get('00000003')?.cycle).toBeNull();
  expect(prints(graph)).toMatchObject({ a: null, b: null, c: null, out: null, free: expect.any(String) as string });
});

test('a broken cell has no fingerprint, and neither have its readers', () => {
  expect(prints(link({ name: 'a', broken: true }, { name: 'b', reads: ['a'] }, { name: 'c' }))).toMatchObject({
    a: null,
    b: null,
    c: expect.any(String) as string,
  });
});

test('another version of a dataset changes what stands on it and nothing else', () => {
  const graph = link(
    { name: 'a', reads: ['orders'] },
    { name: 'b', reads: ['a'] },
    { name: 'c', reads: ['responses'] },
  );
  const [before, after] = [prints(graph), prints(graph, { facts: facts('2') })];
  expect([before['a'] === after['a'], before['b'] === after['b'], before['c'] === after['c']]).toEqual([
    false,
    false,
    true,
  ]);
});

test('only the values of parameters that a cell names count', () => {
  const parameters = [
    {
      name: 'p',
      type: 'integer' as const,
      default: 1,
      label: 'P',
      help: null,
      required: false,
      optional: false,
      min: null,
      max: null,
      options: null,
      optionsFrom: null,
    },
  ];
  const graph = link({ name: 'a', parameters: ['p'] }, { name: 'b' });
  const of = (value: Json) => prints(graph, { parameters, values: new Map([['p', value]]) });
  expect(of(0)['a']).not.toBe(of(1)['a']);
  expect(of(0)['a']).not.toBe(of(null)['a']);
  expect(of(0)['b']).toBe(of(1)['b']);
});

test('purpose and engine count for every cell', () => {
  const graph = link({ name: 'a' });
  expect(prints(graph, { purpose: 'billing' })['a']).not.toBe(prints(graph)['a']);
  expect(prints(graph, { engineVersion: '2' })['a']).not.toBe(prints(graph)['a']);
});

test('renaming a cell leaves its readers fresh, unless the name is also written before a column', () => {
  const tree = (table: string, column: readonly string[]): Json => ({
    from: { type: 'BASE_TABLE', table_name: table },
    column_names: column,
  });
  const named = (name: string, column: readonly string[]) =>
    prints(link({ name, canonical: 'x' }, { name: 'r', reads: [name], canonical: tree(name, column) }))['r'];
  expect(named('a', ['n'])).toBe(named('b', ['n']));
  expect(named('a', ['a', 'n'])).not.toBe(named('b', ['b', 'n']));
});

test('the definition of a metric counts for the cells that ask for it, not for others', () => {
  const other = caseModel({ append: { 'metrics.yml': '  another: { kind: count, of: tickets }\n' } });
  const changed = caseModel({ files: { 'zz.yml': 'version: 1\ndimensions: {}\n' } });
  const graph = link({ name: 'a', metrics: ['revenue'] });
  expect(prints(graph, { model: other })['a']).toBe(prints(graph, { model: changed })['a']);
  const revenue = model.metrics.get('revenue');
  if (revenue === undefined) throw new Error('revenue is missing');
  const renamed = { ...model, metrics: new Map([...model.metrics, ['revenue', { ...revenue, unit: 'USD' }]]) };
  expect(prints(graph, { model: renamed })['a']).not.toBe(prints(graph)['a']);
});

test.each([
  [
    'a rollup: what it is made from',
    { metrics: ['tickets'], dimensions: ['nps_class'] },
    'customers responses tickets',
  ],
  ['a joined dimension: the way there', { metrics: ['revenue'], dimensions: ['region'] }, 'customers orders'],
  [
    'a filter on an entity: all that it reaches',
    { metrics: ['revenue'], dimensions: [], entities: ['customers'] },
    'customers orders',
  ],
])('behind a query stands, with %s', (_, asked, expected) => {
  expect(datasetsBehind(model, asked).join(' ')).toBe(expected);
});

test('a dimension that is only reached over a shared entity counts with its own dataset', () => {
  const behind = datasetsBehind(model, { metrics: ['revenue'], dimensions: ['responses.channel'] });
  expect(behind).toEqual(expect.arrayContaining(['customers', 'orders', 'responses']));
});
