import { beforeEach, expect, test } from 'vitest';
import { createOutbox } from './outbox.ts';

beforeEach(() => localStorage.clear());

test('a draft outlives the page until it is dropped', () => {
  createOutbox(localStorage).keep('late', 'aaaaaaaa', { body: 'select 2', base: 'select 1' });
  const later = createOutbox(localStorage);
  expect(later.read('late')).toEqual([{ key: 'aaaaaaaa', body: 'select 2', base: 'select 1' }]);
  expect(later.read('other')).toEqual([]);
  later.drop('late', 'aaaaaaaa');
  expect(later.read('late')).toEqual([]);
});

test('an entry that cannot be read is passed over', () => {
  localStorage.setItem('trivet:draft:late:aaaaaaaa', '{broken');
  localStorage.setItem('trivet:draft:late:bbbbbbbb', '{"body":1,"base":"x"}');
  expect(createOutbox(localStorage).read('late')).toEqual([]);
});
