import { expect, test } from 'vitest';
import { explodedCells } from './explode.ts';
import { play, sampleCell } from './samples.ts';

const step = (title: string, text: string) => ({ __typename: 'ProvenanceStep' as const, title, language: 'sql', text });
const steps = [
  step('Answers by score', 'SELECT nps_score FROM responses'),
  step('Answers by score', 'SELECT 1'),
  step('90 days later: who left?', 'SELECT count(*) FROM employee_pulse'),
];
const found = { label: 'Score with uncertainty', steps };
const surroundings = { names: ['Answers_by_Score', 'responses'], guarded: ['employee_pulse'], random: () => 0.5 };

test('a finding becomes a text and an SQL cell a statement, each under a name that is free', () => {
  const [prose, ...statements] = explodedCells(found, surroundings);
  expect(prose).toMatchObject({ kind: 'md', name: null });
  expect(prose?.body).toContain('### What “Score with uncertainty” is made of');
  expect(prose?.body).toContain('the 3 statements');
  expect(statements.map(({ kind, name, body }) => [kind, name, body])).toEqual([
    ['sql', 'answers_by_score_2', 'SELECT nps_score FROM responses'],
    ['sql', 'answers_by_score_3', 'SELECT 1'],
    ['sql', 'step_90_days_later_who_left', 'SELECT count(*) FROM employee_pulse'],
  ]);
});

test('the text says which data stay closed to SQL cells, and only where they are read', () => {
  expect(explodedCells(found, surroundings)[0]?.body).toContain('Single rows of employee_pulse are about employees');
  const open = { ...found, steps: steps.slice(0, 1) };
  const [prose] = explodedCells(open, surroundings);
  expect(prose?.body).not.toContain('employees');
  expect(prose?.body).toContain('Below stands the statement behind the finding above');
});

test('a name is made of whole words and stays short enough to be one', () => {
  const long = step('A title that goes on and on until nobody would call a cell by it any more', 'SELECT 1');
  const odd = step('「…」', 'SELECT 1');
  const names = explodedCells({ ...found, steps: [long, long, odd] }, surroundings).flatMap(({ name }) => name ?? []);
  expect(names).toEqual([
    'a_title_that_goes_on_and_on_until_nobody_would',
    'a_title_that_goes_on_and_on_until_nobody_would_2',
    'statement',
  ]);
});

test('nothing comes of a finding without statements', () => {
  expect(explodedCells({ ...found, steps: [] }, surroundings)).toEqual([]);
});

test('all of them are one change, each below the one before', () => {
  const cells = [
    { id: 'bbbbbbbb', kind: 'md', name: null, body: 'Text' },
    { id: 'cccccccc', kind: 'sql', name: 'one', body: 'select 1' },
  ];
  const { effects, state } = play([sampleCell('aaaaaaaa')], { type: 'insertCells', after: 'aaaaaaaa', cells });
  expect(effects.filter(({ type }) => type === 'perform')).toMatchObject([
    {
      task: {
        operations: [
          { insertCell: { id: 'bbbbbbbb', after: 'aaaaaaaa', kind: 'md', body: 'Text' } },
          { insertCell: { id: 'cccccccc', after: 'bbbbbbbb', kind: 'sql', name: 'one' } },
        ],
      },
    },
  ]);
  expect(state.selected).toBe('bbbbbbbb');
});
