import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered } from '../unanswerable.ts';
import { type Margin, rake, type RakingCell } from './rake.ts';

const levels: Margin = {
  name: 'level',
  targets: new Map([
    ['E', 4421],
    ['H', 755],
    ['M', 1018],
  ]),
};
const met: Margin = {
  name: 'met',
  targets: new Map([
    ['No', 1072],
    ['Yes', 5122],
  ]),
};
/** 183 Californian schools by level and target. */
const schools: readonly RakingCell[] = [
  { categories: ['E', 'No'], n: 12 },
  { categories: ['H', 'No'], n: 3 },
  { categories: ['M', 'No'], n: 8 },
  { categories: ['E', 'Yes'], n: 132 },
  { categories: ['H', 'Yes'], n: 11 },
  { categories: ['M', 'Yes'], n: 17 },
];

test('schools raked to level and target get the weights that plain iteration gives', () => {
  const raked = rake(schools, [levels, met]);
  if (!isAnswered(raked)) throw new Error(raked.reason);
  const expected = [39.839236, 67.125529, 49.069072, 29.870675, 50.329401, 36.791025];
  raked.weights.forEach((weight, at) => expectClose(weight, expected[at] ?? 0, 2e-8));
  expectClose(raked.spread.effectiveN, 174.011159, 1e-8);
  expect(raked).toMatchObject({ trimmed: 0, withinLimit: true });
});

test('one margin is post-stratification: N over n', () => {
  const raked = rake(
    [
      { categories: ['E'], n: 144 },
      { categories: ['H'], n: 14 },
      { categories: ['M'], n: 25 },
    ],
    [levels],
  );
  if (!isAnswered(raked)) throw new Error(raked.reason);
  expectClose(raked.weights[0], 30.7013889, 2e-9);
  expectClose(raked.weights[1], 53.9285714, 2e-9);
  expectClose(raked.weights[2], 40.72);
});

test('raked margins are met to a billionth', () => {
  const category = fc.constantFrom('a', 'b', 'c');
  const cell = fc.record({
    one: category,
    two: category,
    n: fc.integer({ min: 1, max: 50 }),
    weight: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 9, maxLength: 30 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 90 })),
      (drawn, sizes) => {
        const everywhere = ['a', 'b', 'c'].flatMap((one) =>
          ['a', 'b', 'c'].map((two) => ({ one, two, n: 1, weight: 1 })),
        );
        const cells = [...drawn, ...everywhere].map(({ one, two, n, weight }) => ({
          categories: [one, two],
          n,
          weight,
        }));
        const shares = ['a', 'b', 'c'].map((name): [string, number] => [name, Number(sizes.next().value)]);
        const first = { name: 'one', targets: new Map(shares) };
        const second = {
          name: 'two',
          targets: new Map(shares.map(([name], at) => [name, shares[(at + 1) % 3]?.[1] ?? 0])),
        };
        const raked = rake(cells, [first, second]);
        if (!isAnswered(raked)) return false;
        return [first, second].every(({ targets }, at) =>
          [...targets].every(([name, target]) => {
            const reached = cells.reduce(
              (sum, one, i) => sum + (one.categories[at] === name ? one.n * (raked.weights[i] ?? 0) : 0),
              0,
            );
            return Math.abs(reached - target) <= 1e-9 * target;
          }),
        );
      },
    ),
  );
});

test('weights above the limit are trimmed and the margins met again', () => {
  // One lonely cell would weigh 22 times the median.
  const cells = [
    { categories: ['a', 'x'], n: 50 },
    { categories: ['a', 'y'], n: 4 },
    { categories: ['b', 'x'], n: 1 },
    { categories: ['b', 'y'], n: 45 },
  ];
  const margins = [
    {
      name: 'one',
      targets: new Map([
        ['a', 40],
        ['b', 60],
      ]),
    },
    {
      name: 'two',
      targets: new Map([
        ['x', 65],
        ['y', 35],
      ]),
    },
  ];
  const free = rake(cells, margins);
  const held = rake(cells, margins, { trimAt: 5 });
  if (!isAnswered(free) || !isAnswered(held)) throw new Error('Both can be raked.');
  expect(free.spread.largestRatio).toBeGreaterThan(20);
  expect(held.trimmed).toBe(1);
  const [, , lonely = 0, last = 0] = held.weights;
  expectClose(lonely + 45 * last, 60);
});

test('a single margin cannot be met below the limit: the margin wins, and the result says so', () => {
  const cells = [
    { categories: ['a'], n: 9 },
    { categories: ['b'], n: 1 },
  ];
  const held = rake(
    cells,
    [
      {
        name: 'one',
        targets: new Map([
          ['a', 9],
          ['b', 91],
        ]),
      },
    ],
    { trimAt: 5 },
  );
  expect(held).toMatchObject({ withinLimit: false, trimmed: 1, weights: [1, 91] });
});

test('margins that cannot be met, empty classes and bad weights have no weights', () => {
  const cells = [
    { categories: ['a', 'x'], n: 5 },
    { categories: ['b', 'y'], n: 5 },
  ];
  const one = {
    name: 'one',
    targets: new Map([
      ['a', 10],
      ['b', 90],
    ]),
  };
  expect(
    rake(cells, [
      one,
      {
        name: 'two',
        targets: new Map([
          ['x', 50],
          ['y', 50],
        ]),
      },
    ]),
  ).toMatchObject({ reason: 'impossible-margins' });
  expect(
    rake(cells, [
      one,
      {
        name: 'two',
        targets: new Map([
          ['x', 50],
          ['y', 51],
        ]),
      },
    ]),
  ).toMatchObject({ reason: 'impossible-margins', details: { margin: 'two' } });
  expect(rake(cells, [{ name: 'one', targets: new Map([['a', 10]]) }])).toMatchObject({
    reason: 'impossible-margins',
    details: { category: 'b' },
  });
  expect(
    rake(cells, [
      {
        name: 'one',
        targets: new Map([
          ['a', 1],
          ['b', 1],
          ['c', 1],
        ]),
      },
    ]),
  ).toMatchObject({ reason: 'empty-group', details: { category: 'c' } });
  expect(
    rake(cells, [
      {
        name: 'one',
        targets: new Map([
          ['a', 0],
          ['b', 0],
        ]),
      },
    ]),
  ).toMatchObject({ reason: 'impossible-margins' });
  expect(
    rake(cells, [
      {
        name: 'one',
        targets: new Map([
          ['a', -1],
          ['b', 2],
        ]),
      },
    ]),
  ).toMatchObject({ reason: 'out-of-scale' });
  expect(
    rake(
      cells.map((cell) => ({ ...cell, weight: 0 })),
      [one],
    ),
  ).toMatchObject({ reason: 'empty-group' });
  expect(
    rake(
      cells.map((cell) => ({ ...cell, weight: -1 })),
      [one],
    ),
  ).toMatchObject({ reason: 'bad-weights' });
  expect(rake([], [one])).toMatchObject({ reason: 'empty-group' });
});
