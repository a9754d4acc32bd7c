import { expect, test } from 'vitest';
import { closest, didYouMean } from './closest.ts';

const metrics = ['nps', 'revenue', 'ticket_cost', 'responses'];

test.each([
  ['npss', 'nps'],
  ['nsp', 'nps'],
  ['NPS', 'nps'],
  ['reveneu', 'revenue'],
  ['ticketcost', 'ticket_cost'],
  ['response', 'responses'],
  ['weather', null],
  ['xyz', null],
  ['', null],
])('%j is nearest to %j', (written, expected) => {
  expect(closest(written, metrics)).toBe(expected);
});

test('of two equally near names the first one written is taken', () => {
  expect(closest('tax', ['tab', 'tag'])).toBe('tab');
});

test('without a near name a short choice is listed whole and a long one not at all', () => {
  expect(didYouMean('npss', metrics)).toBe('Did you mean nps?');
  expect(didYouMean('weather', metrics)).toBe('There is: nps, revenue, ticket_cost, responses.');
  expect(
    didYouMean(
      'weather',
      Array.from({ length: 13 }, (_, i) => `metric_${i}`),
    ),
  ).toBeUndefined();
  expect(didYouMean('weather', [])).toBeUndefined();
});
