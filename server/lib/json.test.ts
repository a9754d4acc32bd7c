import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type Json } from './json.ts';

test('keys are sorted at every depth and undefined members are left out', () => {
  expect(canonicalJson({ b: [{ z: 1, a: null }], a: undefined, ä: 'x', A: true })).toBe(
    '{"A":true,"b":[{"a":null,"z":1}],"ä":"x"}',
  );
});

test('undefined alone is null', () => {
  expect(canonicalJson(undefined)).toBe('null');
});

test('the text reads back as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      // What fast-check calls a JSON value is one.
      expect(JSON.parse(canonicalJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
