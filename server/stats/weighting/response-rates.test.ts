import { expect, test } from 'vitest';
import { responseRates } from './response-rates.ts';

test('of a hundred people asked, thirty answer in full: every rate says of whom', () => {
  const rates = responseRates({ complete: 30, partial: 5, refused: 10, notContacted: 40, other: 5, unknown: 10 });
  expect(rates).toEqual({ response: 0.3, withPartial: 0.35, cooperation: 0.6, refusal: 0.1, contact: 0.5, asked: 100 });
});

test('nobody reached has no cooperation, nobody asked no rate at all', () => {
  const none = { complete: 0, partial: 0, refused: 0, notContacted: 0, other: 0, unknown: 0 };
  expect(responseRates({ ...none, notContacted: 4 })).toMatchObject({ response: 0, cooperation: null });
  expect(responseRates(none)).toMatchObject({ reason: 'empty-group' });
  expect(responseRates({ ...none, complete: -1 })).toMatchObject({ reason: 'out-of-scale' });
});
