import { expect, test } from 'vitest';
import { errorCodes, errorMeanings, messageOf, TrivetError, wireCode } from './errors.ts';

test('codes are unique, lower case and joined by hyphens', () => {
  expect(new Set(errorCodes).size).toBe(errorCodes.length);
  for (const code of errorCodes) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

test('every code has a meaning of its own, in one sentence', () => {
  const meanings = Object.values(errorMeanings);
  expect(new Set(meanings).size).toBe(errorCodes.length);
  for (const meaning of meanings) expect(meaning).toMatch(/^[A-Z].*\.$/);
});

test('on the wire a code is spelled as an enum value', () => {
  expect(wireCode('dimension-not-conformed')).toBe('DIMENSION_NOT_CONFORMED');
});

test('an error carries its code, hint, choices, place, cause and further refusals', () => {
  const cause = new Error('below');
  const other = new TrivetError('unknown-metric', 'No metric is called npss.');
  const error = new TrivetError('unknown-dimension', 'No dimension is called regoin.', {
    hint: 'Did you mean region?',
    choices: ['region'],
    position: { line: 3, column: 7 },
    refusals: [other],
    cause,
  });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: 'TrivetError',
    code: 'unknown-dimension',
    message: 'No dimension is called regoin.',
    hint: 'Did you mean region?',
    choices: ['region'],
    position: { line: 3, column: 7 },
    refusals: [other],
    cause,
  });
});

test('what is left out of an error is undefined, refusals are empty', () => {
  const error = new TrivetError('internal', 'x');
  expect([error.hint, error.choices, error.position, error.refusals]).toEqual([undefined, undefined, undefined, []]);
});

test('anything thrown has a message', () => {
  expect([messageOf(new Error('a')), messageOf('b'), messageOf(undefined)]).toEqual(['a', 'b', 'undefined']);
});
