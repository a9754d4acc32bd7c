import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { runningExample } from '../../testing/running-example.ts';
import { directlyFollows } from './directly-follows.ts';

test('the compensation requests have the 16 published arcs', () => {
  const { arcs, starts, ends, cases, events } = directlyFollows(runningExample);
  expect(arcs.map(({ from, to, n }) => `${from}>${to} ${n}`)).toEqual([
    'K>D 6', 'C>K 4', 'D>I 3', 'D>P 3', 'D>X 3', 'R>C 3', 'C>D 2', 'K>C 2', 'R>K 2', 'T>K 2',
    'I>C 1', 'I>K 1', 'I>T 1', 'K>T 1', 'R>T 1', 'T>D 1',
  ]); // prettier-ignore
  expect(starts).toEqual([{ activity: 'R', n: 6 }]);
  expect(ends).toEqual([
    { activity: 'P', n: 3 },
    { activity: 'X', n: 3 },
  ]);
  expect({ cases, events }).toEqual({ cases: 6, events: 42 });
});

test('a variant counts as often as cases took it, and a step may follow itself', () => {
  const { arcs, activities } = directlyFollows([{ steps: ['a', 'a', 'b'], n: 5 }]);
  expect(arcs).toEqual([
    { from: 'a', to: 'a', n: 5 },
    { from: 'a', to: 'b', n: 5 },
  ]);
  expect(activities).toEqual([
    { activity: 'a', n: 10 },
    { activity: 'b', n: 5 },
  ]);
});

test('activities may be called anything', () => {
  const { arcs } = directlyFollows([{ steps: ['constructor', '__proto__', 'a > b'], n: 1 }]);
  expect(arcs).toEqual([
    { from: '__proto__', to: 'a > b', n: 1 },
    { from: 'constructor', to: '__proto__', n: 1 },
  ]);
});

test('nothing happened: an empty graph', () => {
  const empty = { arcs: [], starts: [], ends: [], activities: [], cases: 0, events: 0 };
  expect(directlyFollows([])).toEqual(empty);
  expect(directlyFollows([{ steps: [], n: 3 }])).toEqual(empty);
});

test('the arcs add up to events less cases', () => {
  const variant = fc.record({
    steps: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 8 }),
    n: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(variant), (variants) => {
      const { arcs, events, cases } = directlyFollows(variants);
      return arcs.reduce((sum, { n }) => sum + n, 0) === events - cases;
    }),
  );
});
