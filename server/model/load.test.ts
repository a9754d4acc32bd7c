import * as fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { metricKinds } from '../testing/case-workspace.ts';
import { formatExpression } from './expression/format.ts';
import { loadModel, type ModelFile, readModelFiles } from './load.ts';
import type { Model, ModelSettings } from './model.ts';
import { parseSettings } from './settings.ts';

const cases = join(import.meta.dirname, '../testing/cases');
let settings: ModelSettings;
let files: readonly ModelFile[];
let model: Model;

function load(given: readonly ModelFile[]): Model {
  return loadModel({ files: given, settings, metricKinds, connectors: ['csv', 'parquet'] });
}

function dataset(name: string, rest: string): ModelFile {
  const head = `dataset: ${name}\nkind: operational\nsource: { csv: ${name}.csv }\nkey: [id]\n`;
  return { file: `${name}.yml`, text: `${head}${rest}` };
}

beforeAll(async () => {
  settings = parseSettings('trivet.yml', await readFile(join(cases, 'trivet.yml'), 'utf8')).settings.model;
  files = (await readModelFiles(cases)).files;
  model = load(files);
});

test('the worked cases load without a problem', () => {
  expect(model.problems).toEqual([]);
  expect([...model.datasets.keys()].sort()).toEqual([
    'customers',
    'lines',
    'mrr',
    'odd_names',
    'orders',
    'responses',
    'themes',
    'tickets',
  ]);
});

test('a dataset gets every default', () => {
  const orders = model.datasets.get('orders');
  expect(orders).toMatchObject({
    label: 'Orders',
    role: 'fact',
    population: 'customers',
    source: { connector: 'csv', path: 'data/orders.csv', options: {} },
    time: {
      default: 'ordered_at',
      zone: 'UTC',
      columns: ['ordered_at', 'shipped_at'],
      coverage: { from: null, through: null },
    },
    k: null,
    dedupe: null,
    deletedColumn: null,
    freshness: null,
  });
  expect(orders?.columns.get('ship_fee')).toMatchObject({
    label: 'Ship fee',
    type: { name: 'decimal', precision: [18, 2] },
    from: 'ship_fee',
    unit: 'EUR',
    expression: null,
    nulls: [],
    pad: null,
  });
});

test('answers of customers are protected from five persons on, data about employees from ten', () => {
  const columns = 'columns: { id: { type: string } }\n';
  const survey = dataset('answers', columns).text.replace('operational', 'survey');
  const { datasets } = load([
    { file: 'answers.yml', text: survey },
    { file: 'pulse.yml', text: survey.replace('dataset: answers', 'dataset: pulse\npopulation: employees') },
    { file: 'poll.yml', text: survey.replace('dataset: answers', 'dataset: poll\npopulation: public') },
    dataset('calls', columns),
  ]);
  expect([...datasets.values()].map(({ name, k }) => [name, k])).toEqual([
    ['answers', 5],
    ['pulse', 10],
    ['poll', null],
    ['calls', null],
  ]);
});

test('a column may be renamed, cleaned, padded and derived', () => {
  const { datasets, problems } = load([
    dataset(
      'hospitals',
      `columns:
  id: { type: string, from: Provider Id, pad: 6 }
  closed_on: { type: date, format: '%m/%d/%Y', nulls: [NA, never] }
  income: { type: 'decimal(18,2)', unit: USD, nulls: '' }
  revenue: { type: 'decimal(18,2)', unit: USD }
  margin: { expr: case when revenue > 0 then income / revenue end }
  days: { expr: "date_diff('day', date '2024-01-01', closed_on)" }
`.replace("nulls: ''", 'nulls: N/A'),
    ),
  ]);
  const columns = datasets.get('hospitals')?.columns;
  expect(problems).toEqual([]);
  expect(columns?.get('id')).toMatchObject({ from: 'Provider Id', pad: { length: 6, with: '0' } });
  expect(columns?.get('closed_on')).toMatchObject({ format: '%m/%d/%Y', nulls: ['NA', 'never'] });
  expect(columns?.get('income')).toMatchObject({ nulls: ['N/A'] });
  expect(columns?.get('margin')).toMatchObject({ from: null, type: { name: 'real' }, unit: null });
  expect(columns?.get('days')).toMatchObject({ type: { name: 'integer' } });
});

test('columns called by words of SQL and JavaScript keep their names', () => {
  const odd = model.datasets.get('odd_names');
  expect([...(odd?.columns.keys() ?? [])]).toEqual([
    'cost',
    'days',
    'value',
    'month',
    'user',
    'end',
    'select',
    'group',
    'a"b',
    'constructor',
  ]);
  const [home] = model.dimensions.get('odd_names.constructor')?.homes ?? [];
  expect(home === undefined ? '' : formatExpression(home.expression)).toBe('constructor + "a""b" + "end"');
});

test('every dataset with a way to the customers has their region', () => {
  const reach = model.dimensions.get('region')?.reach;
  expect([...(reach ?? [])].map(([name, ways]) => [name, ways.map((way) => way.joins)]).sort()).toEqual([
    ['customers', [[]]],
    ['lines', [['order', 'customer']]],
    ['mrr', [['customer']]],
    ['orders', [['customer']]],
    ['responses', [['customer']]],
    ['themes', [['response', 'customer']]],
    ['tickets', [['customer']]],
  ]);
});

test('the calendar belongs to the datasets that have a time', () => {
  const date = model.dimensions.get('date');
  expect(date).toMatchObject({
    type: 'calendar',
    grains: ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'],
    homes: [],
  });
  expect([...(date?.reach.keys() ?? [])].sort()).toEqual(['mrr', 'orders', 'responses', 'tickets']);
});

test('a dimension of one dataset carries its name, and what lies below a dataset does not have it', () => {
  const channel = model.dimensions.get('responses.channel');
  expect(channel).toMatchObject({ label: 'Survey channel', type: 'string', nulls: 'MERGE' });
  expect([...(channel?.reach.keys() ?? [])].sort()).toEqual(['responses', 'themes', 'tickets']);
  expect([...(model.dimensions.get('lines.line_no')?.reach.keys() ?? [])]).toEqual(['lines']);
});

const orders = dataset(
  'orders',
  `columns: { id: { type: string }, channel: { type: string }, buyer: { type: string }, payer: { type: string } }
joins:
  buyer: { to: people, on: { buyer: id }, cardinality: many_to_one }
  payer: { to: people, on: { payer: id }, cardinality: many_to_one }
dimensions: { channel: { column: channel } }
`,
);
const people = dataset(
  'people',
  `columns: { id: { type: string }, region: { type: string }, channel: { type: string } }
dimensions: { channel: { column: channel } }
`,
);

test('two equally short ways are both kept, until the dataset declares one', () => {
  const shared = { file: 'shared.yml', text: 'dimensions: { region: { home: people.region } }' };
  const quiet = { ...people, text: people.text.replace(/dimensions.*\n/, '') };
  expect(load([orders, quiet, shared]).dimensions.get('region')?.reach.get('orders')).toEqual([
    { home: 'people', joins: ['buyer'] },
    { home: 'people', joins: ['payer'] },
  ]);
  const declared = load([{ ...orders, text: `${orders.text}paths: { region: payer }\n` }, quiet, shared]);
  expect(declared.problems).toEqual([]);
  expect(declared.dimensions.get('region')?.reach.get('orders')).toEqual([{ home: 'people', joins: ['payer'] }]);
});

test('a name that two datasets use is refused until they are declared to conform', () => {
  const apart = load([orders, people]);
  expect(apart.problems.map(({ code, file }) => [code, file])).toEqual([
    ['duplicate-name', 'orders.yml'],
    ['duplicate-name', 'people.yml'],
  ]);
  expect([...apart.dimensions.keys()]).toEqual([]);
  const conform = {
    file: 'shared.yml',
    text: 'dimensions: { channel: { conform: [orders.channel, people.channel] } }',
  };
  const together = load([orders, people, conform]);
  expect(together.problems).toEqual([]);
  expect([...together.dimensions.keys()]).toEqual(['channel']);
  expect(together.dimensions.get('channel')?.reach.get('orders')).toEqual([{ home: 'orders', joins: [] }]);
});

test('a measure knows its type, how it rolls up and what no rows mean', () => {
  const { measures } = model.datasets.get('orders') ?? {};
  expect(measures?.get('booked')).toMatchObject({
    aggregate: 'sum',
    type: { name: 'decimal', precision: [38, 2] },
    additivity: 'additive',
    empty: 0,
  });
  expect(measures?.get('orders')).toMatchObject({ type: { name: 'bigint' }, empty: 0, of: null });
  expect(model.datasets.get('mrr')?.measures.get('mrr_total')).toMatchObject({
    type: { name: 'bigint' },
    additivity: 'snapshot',
    semiAdditive: { over: 'snap', take: 'last_date' },
    empty: null,
  });
});

test('a metric takes unit and format from what it measures, and its own words before those of its kind', () => {
  expect(model.metrics.get('ship_fees')).toMatchObject({
    unit: 'EUR',
    format: 'currency',
    label: 'Ship fees',
    empty: null,
  });
  expect(model.metrics.get('revenue')).toMatchObject({ unit: 'EUR', good: 'up', empty: 0, datasets: ['orders'] });
  expect(model.metrics.get('nps')).toMatchObject({ unit: 'points', range: [-100, 100], owner: 'cx-lead' });
  expect(model.metrics.get('costly_tickets')).toMatchObject({ format: 'percent', minN: 30, good: 'down', count: 'n' });
  expect(model.metrics.get('revenue_per_response')).toMatchObject({ unit: 'EUR', datasets: ['orders', 'responses'] });
});

test('a metric applies its condition and its time to its measures', () => {
  const [web] = model.metrics.get('web_responses')?.components.values() ?? [];
  expect(web?.where === undefined || web.where === null ? '' : formatExpression(web.where)).toBe("channel = 'web'");
  expect([...(model.metrics.get('shipped_revenue')?.components.values() ?? [])].map(({ time }) => time)).toEqual([
    'shipped_at',
  ]);
});

test('metrics stand after the metrics they are made of', () => {
  const text = 'metrics: { b: { kind: ratio, numerator: a, denominator: a }, a: { kind: count, of: orders } }';
  expect([...load([...files, { file: 'more.yml', text }]).metrics.keys()].slice(-2)).toEqual(['a', 'b']);
});

test('what needs a broken dataset says so, and everything else loads', () => {
  const broken = files.map((one) =>
    one.file.endsWith('customers.yml') ? { ...one, text: one.text.replace('string', 'text') } : one,
  );
  const { datasets, metrics, dimensions, problems } = load(broken);
  expect(datasets.has('customers')).toBe(false);
  expect([metrics.has('revenue'), metrics.has('customers'), dimensions.has('region'), dimensions.has('date')]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(problems.find(({ subject }) => subject === 'orders.joins.customer.to')).toMatchObject({
    code: 'invalid-model',
    message: 'The dataset customers has a problem of its own.',
    hint: 'Correct customers first.',
  });
});

test('the version changes with a number and not with a word', () => {
  const edited = (from: string, to: string): string =>
    load(files.map(({ file, text }) => ({ file, text: text.replace(from, to) }))).version;
  expect(load([...files].reverse()).version).toBe(model.version);
  expect(edited('label: Order size', 'label: Size')).toBe(model.version);
  expect(edited('amount >= 150', 'amount >= 151')).not.toBe(model.version);
  expect(edited('zone: UTC', 'zone: Asia/Tokyo')).not.toBe(model.version);
});

test('no damage to a model file makes loading fail', () => {
  const damage = fc.record({
    file: fc.nat(),
    at: fc.nat(),
    length: fc.nat({ max: 20 }),
    by: fc.constantFrom('', ' ', ':', '{', '\n', "'", '- ', '*a', '"', 'null'),
  });
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (all) => {
      const texts = files.map(({ text }) => text);
      for (const { file, at, length, by } of all) {
        const index = file % texts.length;
        const text = texts[index] ?? '';
        const start = at % (text.length + 1);
        texts[index] = text.slice(0, start) + by + text.slice(start + length);
      }
      const loaded = load(files.map(({ file }, index) => ({ file, text: texts[index] ?? '' })));
      expect(loaded.problems.filter(({ code }) => code === 'internal')).toEqual([]);
      for (const { position, file } of loaded.problems)
        expect([typeof position?.line, typeof file]).toEqual(['number', 'string']);
    }),
    { numRuns: 40 },
  );
});

test('a workspace without model files is empty, with a word about it', async () => {
  expect(await readModelFiles(join(cases, 'data'))).toMatchObject({
    files: [],
    problems: [{ code: 'missing-file', severity: 'warning' }],
  });
});
