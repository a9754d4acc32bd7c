import { expect, test } from 'vitest';
import { returnPath } from './return-path.ts';

test.each(['/', '/n/late-parcels', '/p/x@3', '/n/a?region=North&x=1', '/catalogue/orders#columns', '/n/%C3%A4'])(
  '%s is gone on to',
  (path) => {
    expect(returnPath(path)).toBe(path);
  },
);

test.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '\\\\evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  'evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  '/a\nSet-Cookie: x=y',
  '/sign-out',
  '/sign-in?to=/sign-in',
  '',
  null,
  undefined,
  ['/n/x'],
])('%j leads to the front door', (path) => {
  expect(returnPath(path)).toBe('/');
});
