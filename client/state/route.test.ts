import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRoute, printCellFile, printRoute, type Route } from './route.ts';

const at = (path: string) => parseRoute(new URL(path, 'http://trivet.test'));

test('a notebook has a slug, parameters and perhaps a cell', () => {
  expect(at('/n/late-parcels?region=North&from=2026-01-01#cell-ab12cd34')).toEqual({
    at: 'notebook',
    slug: 'late-parcels',
    params: { region: 'North', from: '2026-01-01' },
    cell: 'ab12cd34',
  });
});

test('zero, false, null and the empty text are values of parameters', () => {
  const params = { a: 0, b: false, c: null, d: '' };
  const url = printRoute({ at: 'notebook', slug: 'x', params, cell: null });
  expect(url).toBe('/n/x?a=0&b=false&c=null&d=');
  expect(at(url)).toEqual({ at: 'notebook', slug: 'x', params, cell: null });
});

test('a text that looks like a number stays a text', () => {
  const route: Route = { at: 'notebook', slug: 'x', params: { zip: '01067', plain: '12' }, cell: null };
  expect(at(printRoute(route))).toEqual(route);
});

test('the catalogue opens as a whole or at one dataset', () => {
  expect(at('/catalogue')).toEqual({ at: 'catalogue', dataset: null });
  expect(at('/catalogue/responses')).toEqual({ at: 'catalogue', dataset: 'responses' });
});

test('a path that nobody knows is lost, not home', () => {
  expect(at('/nowhere/at/all')).toEqual({ at: 'lost', path: '/nowhere/at/all' });
  expect(at('/n/%E0%A4%A')).toMatchObject({ at: 'notebook', slug: '%E0%A4%A' });
});

test('whatever is printed is read back', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), value), (params) => {
      const route: Route = { at: 'notebook', slug: 'n', params: { ...params }, cell: null };
      expect(at(printRoute(route))).toEqual(route);
    }),
  );
});

test('the table of a cell lies as a file below its notebook, for the present values', () => {
  expect(printCellFile('late parcels', { region: 'North', n: 3 }, 'by_region', 'csv')).toBe(
    '/notebooks/late%20parcels/cells/by_region.csv?region=North&n=3',
  );
});
