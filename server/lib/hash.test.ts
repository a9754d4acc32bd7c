import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint, sha256 } from './hash.ts';

test('the order in which keys were written does not change the fingerprint', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(fingerprint(reversed)).toBe(fingerprint(value));
    }),
  );
});

test('a different value has a different fingerprint', () => {
  expect(fingerprint({ a: 1 })).not.toBe(fingerprint({ a: '1' }));
  expect(fingerprint([1, 2])).not.toBe(fingerprint([2, 1]));
});

test('SHA-256 equals the published examples', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256(new TextEncoder().encode('abc'))).toBe(sha256('abc'));
});
