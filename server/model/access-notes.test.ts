import { expect, test } from 'vitest';
import { caseModel } from '../testing/case-workspace.ts';
import { accessNotes } from './access-notes.ts';

test('a model without rules says who sees it', () => {
  expect(accessNotes(caseModel())).toEqual([
    'No rule of access: besides published pages only builders and admins see anything.',
  ]);
});

test('datasets that no rule opens and datasets that inherit no rule are named', () => {
  const names = ['orders', 'lines', 'responses', 'themes', 'mrr', 'odd_names'];
  const rules = names.map((dataset) => `  - { dataset: ${dataset}, roles: [analyst] }\n`).join('');
  const model = caseModel({
    files: {
      'access.yml': `access:\n  - { dataset: customers, roles: [analyst], rows: "region = 'North'" }\n${rules}`,
    },
    append: { 'lines.yml': 'inherit: none\n', 'odd_names.yml': 'inherit: none\n' },
  });
  expect(accessNotes(model)).toEqual([
    'Without a rule of access, for builders and admins only: tickets.',
    'lines says inherit: none: row rules of customers do not bind its rows.',
    'odd_names says inherit: none: row rules of other datasets do not bind its rows.',
  ]);
});
