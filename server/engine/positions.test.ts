import { expect, test } from 'vitest';
import { positionAt, utf16Offset, wordAt } from './positions.ts';

const text = "select 'ü😀',\n  chanel from orders";

test('bytes and code points become the units of the editor, past an umlaut and an emoji', () => {
  expect(text.indexOf('chanel')).toBe(16);
  expect(utf16Offset(text, 19, 'bytes')).toBe(16);
  expect(utf16Offset(text, 15, 'code points')).toBe(16);
  expect(utf16Offset(text, 16, 'utf-16')).toBe(16);
});

test('an offset past the end is the end', () => {
  expect(utf16Offset('ü', 99, 'bytes')).toBe(1);
  expect(utf16Offset('ü', 99, 'code points')).toBe(1);
});

test('lines and columns count from one', () => {
  expect(positionAt(text, 16)).toEqual({ line: 2, column: 3, offset: 16 });
  expect(positionAt(text, 0)).toEqual({ line: 1, column: 1, offset: 0 });
});

test('a word is marked with its length, quotes included', () => {
  expect(wordAt(text, 16)).toEqual({ line: 2, column: 3, offset: 16, length: 6 });
  expect(wordAt('from "my ""orders"', 5).length).toBe(13);
  expect(wordAt('1 + ', 4)).toEqual({ line: 1, column: 5, offset: 4 });
});
