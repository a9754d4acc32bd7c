import { expect, test } from 'vitest';
import { TrivetError } from './errors.ts';
import { problem, problemOf } from './problem.ts';

test('what a problem leaves out is null or empty, and it is an error', () => {
  expect(problem('unknown-column', 'There is no column x.')).toEqual({
    code: 'unknown-column',
    severity: 'error',
    message: 'There is no column x.',
    hint: null,
    choices: [],
    file: null,
    position: null,
    subject: null,
  });
});

test('a TrivetError keeps its code, hint and place as a problem', () => {
  const thrown = new TrivetError('unknown-column', 'No x.', {
    hint: 'y?',
    choices: ['y'],
    position: { line: 2, column: 1 },
  });
  expect(problemOf(thrown, { file: 'a.yml', subject: 'orders', severity: 'warning' })).toEqual({
    code: 'unknown-column',
    severity: 'warning',
    message: 'No x.',
    hint: 'y?',
    choices: ['y'],
    file: 'a.yml',
    position: { line: 2, column: 1 },
    subject: 'orders',
  });
});

test('any other error is ours: its code is internal', () => {
  expect(problemOf(new TypeError('x is not a function'), { subject: 'orders' })).toMatchObject({
    code: 'internal',
    message: 'x is not a function',
    subject: 'orders',
  });
  expect(problemOf('text').message).toBe('text');
});
