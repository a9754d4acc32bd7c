import { expect, test } from 'vitest';
import { type Mark, markedPlace } from './marks.ts';

const mark = (rest: Partial<Mark>): Mark => ({
  message: 'x',
  severity: 'ERROR',
  line: null,
  column: null,
  offset: null,
  length: null,
  ...rest,
});

test('an offset with a length marks exactly that', () => {
  expect(markedPlace(mark({ offset: 7, length: 4 }), 'select scor from t')).toEqual({ from: 7, to: 11 });
});

test('an offset alone marks the word that begins there', () => {
  expect(markedPlace(mark({ offset: 7 }), 'select scor from t')).toEqual({ from: 7, to: 11 });
});

test('a line and a column lead to a place', () => {
  expect(markedPlace(mark({ line: 2, column: 3 }), 'a: 1\nb: xyz')).toEqual({ from: 7, to: 8 });
  expect(markedPlace(mark({ line: 2 }), 'a:\n  bad: 1')).toEqual({ from: 5, to: 8 });
});

test('the end of the text is marked at its last character', () => {
  expect(markedPlace(mark({ offset: 6 }), 'select')).toEqual({ from: 5, to: 6 });
});

test('a problem without a place marks nothing, nor does one beyond the text', () => {
  expect(markedPlace(mark({}), 'select')).toBeNull();
  expect(markedPlace(mark({ offset: 99 }), 'select')).toBeNull();
  expect(markedPlace(mark({ line: 9 }), 'select')).toBeNull();
});
