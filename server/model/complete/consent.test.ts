import { expect, test } from 'vitest';
import { smallKinds } from '../../testing/broken/kinds.ts';
import { loadModel } from '../load.ts';
import type { Model } from '../model.ts';
import { parseSettings } from '../settings.ts';

const grants = `dataset: grants
kind: reference
source: { csv: grants.csv }
key: [grant_id]
person: client
columns:
  grant_id: { type: string }
  client: { type: string }
  purpose: { type: string }
  granted_at: { type: timestamp }
  ended: { type: date }
  amount: { type: integer }
`;

function load(consent: string, files: readonly string[] = [grants], person = 'person: client'): Model {
  const calls = `dataset: calls
kind: operational
source: { csv: calls.csv }
key: [call_id]
${person}
consent: ${consent}
columns: { call_id: { type: string }, client: { type: string }, agreed: { type: string } }
`;
  return loadModel({
    files: [calls, ...files].map((text, index) => ({ file: `${index}.yml`, text })),
    settings: parseSettings('trivet.yml', '').settings.model,
    metricKinds: smallKinds,
    connectors: ['csv'],
  });
}

test('grants are read from the columns that are usually called so', () => {
  const { datasets, problems } = load('{ dataset: grants }');
  expect(problems).toEqual([]);
  expect(datasets.get('calls')?.consent).toEqual({
    is: 'dataset',
    dataset: 'grants',
    person: 'client',
    purpose: 'purpose',
    granted: 'granted_at',
    withdrawn: null,
  });
});

test('columns of other names are said', () => {
  const said = load('{ dataset: grants, person: grant_id, purpose: client, granted: ended, withdrawn: ended }');
  expect(said.datasets.get('calls')?.consent).toEqual({
    is: 'dataset',
    dataset: 'grants',
    person: 'grant_id',
    purpose: 'client',
    granted: 'ended',
    withdrawn: 'ended',
  });
});

test('a column may list the purposes', () => {
  const column = (text: string) => load(text).datasets.get('calls')?.consent;
  expect(column("{ column: agreed, separator: '|' }")).toEqual({ is: 'column', column: 'agreed', separator: '|' });
  expect(column('{ column: agreed }')).toEqual({ is: 'column', column: 'agreed', separator: null });
});

test.each([
  ['{ dataset: grant }', { code: 'unknown-dataset', subject: 'calls.consent.dataset', hint: 'Did you mean grants?' }],
  ['{ dataset: calls }', { code: 'invalid-model', message: 'calls cannot grant consent to itself.' }],
  [
    '{ dataset: grants, person: amount }',
    { message: /amount is a number, and the person is a string: they never match/ },
  ],
  ['{ dataset: grants, purpose: amount }', { subject: 'calls.consent.purpose', message: /they never match/ }],
  ['{ dataset: grants, withdrawn: amount }', { message: 'grants.amount is an integer, not a time.' }],
  ['{ dataset: grants, granted: granted_on }', { code: 'unknown-column', hint: 'Did you mean granted_at?' }],
  ['{ column: agreed, person: client }', { message: /only of a dataset of grants/ }],
  ['{ dataset: grants, separator: "|" }', { message: /a separator only with a column/ }],
])('consent %s is refused, and the dataset is not open without it', (consent, expected) => {
  const { datasets, problems } = load(consent);
  expect(datasets.has('calls')).toBe(false);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject(
    'message' in expected && expected.message instanceof RegExp
      ? { ...expected, message: expect.stringMatching(expected.message) }
      : expected,
  );
});

test('grants without a column of purposes, or rows about nobody, are refused by name', () => {
  const bare = grants.replace('  purpose: { type: string }\n', '').replace('person: client\n', '');
  expect(load('{ dataset: grants }', [bare]).problems.map(({ message }) => message)).toEqual([
    'Nothing says which column of grants names the person.',
    'Nothing says which column of grants names the purpose.',
  ]);
  const anonymous = load('{ dataset: grants }', [grants], 'owner: somebody');
  expect(anonymous.problems).toMatchObject([
    { hint: 'Declare person: with the column that names the person in calls.' },
  ]);
  expect(anonymous.datasets.has('calls')).toBe(false);
});
