import { expect, test } from 'vitest';
import { parseEvent } from './graphql.ts';

test('an event has its name and its data', () => {
  expect(parseEvent('event: next\ndata: {"data":{"a":1}}')).toEqual({ name: 'next', data: '{"data":{"a":1}}' });
});

test('a comment that keeps the line awake is no event', () => {
  expect(parseEvent(':')).toEqual({ name: '', data: '' });
});

test('lines that end with a carriage return are read too', () => {
  expect(parseEvent('event: complete\r\ndata:\r')).toEqual({ name: 'complete', data: '' });
});
