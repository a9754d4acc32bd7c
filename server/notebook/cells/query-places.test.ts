import { expect, test } from 'vitest';
import { z } from 'zod';
import { TrivetError } from '../../lib/errors.ts';
import { placed } from './query-places.ts';
import { parseYamlBody } from './yaml-body.ts';

const body = '# nps by region\nmetrics:\n  - { name: npss, compare: { offset: month } }\ngroupBy: [region]\n';
const { position } = parseYamlBody(body, z.looseObject({}));

function placeOf(message: string): unknown {
  const error = placed(new TrivetError('invalid-query', message, { hint: 'h' }), body, position);
  if (!(error instanceof TrivetError)) throw new Error('no error of ours');
  expect(error).toMatchObject({ message, hint: 'h' });
  return error.position === undefined ? null : body.slice(error.position.offset).slice(0, error.position.length);
}

test.each([
  ['metrics[0].compare.offset: month is no offset.', 'month'],
  ['metrics[0].compare: there is no field offst.', '{ offset: month }'],
  ['No metric is called npss.', 'npss'],
  ['responses does not have the dimension region.', 'region'],
])('%s', (message, text) => {
  expect(placeOf(message)).toBe(text);
});

test('a name in a comment is not the one that is meant, and what is nowhere has no place', () => {
  expect(placeOf('No metric is called nps.')).toBeNull();
});

test('an error that knows its place, and one that is not ours, stay as they are', () => {
  const known = new TrivetError('invalid-query', 'npss', { position: { line: 9, column: 9 } });
  expect(placed(known, body, position)).toBe(known);
  const other = new Error('npss');
  expect(placed(other, body, position)).toBe(other);
});
