import { expect, test } from 'vitest';
import { caseModel, loadCases } from '../../testing/case-workspace.ts';
import { formatExpression } from '../expression/format.ts';

const rules = `
access:
  - { dataset: customers, roles: [analyst], rows: 'region in (user.regions)', columns: { customer_id: mask(hash) } }
  - { dataset: responses, roles: [analyst, leader], rows: "customer.region = user.region and score < user.most" }
  - { dataset: responses, roles: [leader], columns: { answered_at: mask(year), channel: deny, score: aggregate_only } }
`;

test('rules are read with what they open and what they hide', () => {
  const { access } = caseModel({ files: { 'access.yml': rules } });
  expect(access.map(({ rows, ...rest }) => ({ ...rest, rows: rows === null ? null : formatExpression(rows) }))).toEqual(
    [
      {
        dataset: 'customers',
        roles: ['analyst'],
        rows: 'region in (user.regions)',
        columns: new Map([['customer_id', { is: 'mask', how: 'hash' }]]),
      },
      {
        dataset: 'responses',
        roles: ['analyst', 'leader'],
        rows: 'customer.region = user.region and score < user.most',
        columns: new Map(),
      },
      {
        dataset: 'responses',
        roles: ['leader'],
        rows: null,
        columns: new Map([
          ['answered_at', { is: 'mask', how: 'year' }],
          ['channel', { is: 'deny' }],
          ['score', { is: 'aggregate_only' }],
        ]),
      },
    ],
  );
});

const fine = '  - { dataset: orders, roles: [analyst] }\n  - { dataset: responses, roles: [leader] }\n';

test.each([
  ['{ dataset: orders, roles: [boss] }', 'invalid-model', 'There is no role boss.', ['responses of leader']],
  ['{ dataset: order, roles: [analyst] }', 'unknown-dataset', 'No dataset is called order.', ['responses of leader']],
  [
    '{ dataset: orders, roles: [analyst], columns: { amuont: deny } }',
    'unknown-column',
    'orders has no column amuont.',
    ['responses of leader'],
  ],
  [
    '{ dataset: responses, roles: [leader], columns: { score: mask(year) } }',
    'invalid-model',
    'score is an integer, which has no year to show.',
    ['orders of analyst'],
  ],
  [
    '{ dataset: orders, roles: [analyst], columns: { amount: hidden } }',
    'invalid-model',
    'There is no access hidden.',
    ['responses of leader'],
  ],
  [
    '{ dataset: orders, roles: [leader], rows: customer.first_ticket is null }',
    'invalid-model',
    'customers.first_ticket is a rollup, and a rule looks at columns alone.',
    ['orders of analyst', 'responses of leader'],
  ],
  [
    '{ dataset: responses, roles: [leader], rows: last_order.amount > 1 }',
    'unknown-path',
    'The join last_order of responses is as_of, which no policy may follow.',
    ['orders of analyst'],
  ],
  [
    '{ dataset: responses, roles: [leader], rows: score }',
    'invalid-expression',
    'score is a number, not a condition.',
    ['orders of analyst'],
  ],
  ['{ roles: [analyst, leader], rows: score > 1 }', 'invalid-model', 'dataset is missing.', []],
] as const)('the rule %s is refused, and nothing that it might have narrowed is open', (rule, ...expected) => {
  const [code, message, open] = expected;
  const { access, problems } = loadCases({ files: { 'access.yml': `access:\n${fine}  - ${rule}\n` } });
  expect(problems).toMatchObject([{ code, message }]);
  expect(access.map(({ dataset, roles }) => `${dataset} of ${roles.join()}`)).toEqual(open);
});

test('a column says for everybody how it is seen; one of which that is not known is not loaded', () => {
  const model = loadCases({
    edit: { 'tickets.yml': ['cost: { type: integer', 'cost: { access: aggregate_only, type: integer'] },
  });
  expect(model.datasets.get('tickets')?.columns.get('cost')?.access).toEqual({ is: 'aggregate_only' });
  expect(model.datasets.get('tickets')?.columns.get('ticket_id')?.access).toBeNull();
  const broken = loadCases({
    edit: { 'tickets.yml': ['cost: { type: integer', 'cost: { access: masked, type: integer'] },
  });
  expect(broken.problems).toContainEqual(
    expect.objectContaining({ code: 'invalid-model', subject: 'tickets.columns.cost.access' }),
  );
  expect(broken.datasets.has('tickets')).toBe(false);
});

test('where a join is broken by which a dataset may have inherited a restriction, its rules are left out', () => {
  const files = {
    'access.yml': `access:
  - { dataset: customers, roles: [analyst], rows: "region = 'North'" }
${['orders', 'lines', 'tickets'].map((dataset) => `  - { dataset: ${dataset}, roles: [analyst] }\n`).join('')}`,
  };
  const open = (edit: Readonly<Record<string, readonly [string, string]>> = {}) =>
    loadCases({ files, edit }).access.map(({ dataset }) => dataset);
  expect(open()).toEqual(['customers', 'orders', 'lines', 'tickets']);
  const brokenJoin = ['customer: { to: customers', 'customer: { to: custmers'] as const;
  expect(open({ 'orders.yml': brokenJoin })).toEqual(['customers', 'tickets']);
  expect(open({ 'customers.yml': ['kind: reference', 'kind: referense'] })).toEqual([]);
});
