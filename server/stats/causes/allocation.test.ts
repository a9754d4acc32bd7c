import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { seeded } from '../random.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { allocate, type Allocation, type CauseSet } from './allocation.ts';

function allocated(sets: readonly CauseSet[]): Allocation {
  const found = allocate(sets);
  if (!isAnswered(found)) throw new Error(found.reason);
  return found;
}

/** Customers a, b, c, d with causes X · X, Y · Y · X, Y, Z, each worth 100. */
const four: readonly CauseSet[] = [['X'], ['X', 'Y'], ['Y'], ['X', 'Y', 'Z']].map((causes) => ({
  causes,
  customers: 1,
  value: 100,
}));

test('four customers worth 400 stay 400, though adding up their causes claims 700', () => {
  const { causes, customers, total, naive } = allocated(four);
  expect({ customers, total, naive }).toEqual({ customers: 4, total: 400, naive: 700 });
  expect(causes.map(({ cause, customers: having, touched }) => [cause, having, touched])).toEqual([
    ['X', 3, 300],
    ['Y', 3, 300],
    ['Z', 1, 100],
  ]);
  for (const [at, expected] of [550 / 3, 550 / 3, 100 / 3].entries()) expectClose(causes[at]?.allocated, expected);
});

test('a cause named twice for a customer counts once', () => {
  expect(allocated([{ causes: ['X', 'X'], customers: 2, value: 10 }])).toMatchObject({ naive: 10, total: 10 });
});

test('a total of nothing has no shares', () => {
  expect(allocated([{ causes: ['X'], customers: 2, value: 0, squares: 0 }]).causes).toMatchObject([
    { share: null, interval: null },
  ]);
});

test('bad sets and no customers have no answer', () => {
  expect(allocate([])).toEqual(new Unanswerable('too-few', { n: 0, needed: 1 }));
  expect(allocate([{ causes: [], customers: 1, value: 1 }])).toMatchObject({ reason: 'out-of-scale' });
  expect(allocate([{ causes: ['X'], customers: 1, value: -1 }])).toMatchObject({ reason: 'out-of-scale' });
  expect(allocate([{ causes: ['X'], customers: 1, value: Number.NaN }])).toMatchObject({ reason: 'out-of-scale' });
});

const overlapping = fc.array(
  fc.record({
    causes: fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 1 }),
    customers: fc.integer({ min: 1, max: 20 }),
    value: fc.integer({ min: 0, max: 1000 }),
  }),
  { minLength: 1, maxLength: 8 },
);

test('the parts add up to the unique total', () => {
  fc.assert(
    fc.property(overlapping, (sets) => {
      const { causes, total, naive } = allocated(sets);
      const sum = causes.reduce((all, cause) => all + cause.allocated, 0);
      return Math.abs(sum - total) < 1e-9 * (1 + total) && naive >= total;
    }),
  );
});

test('a part is what a cause adds on average over all orders in which causes can be taken', () => {
  fc.assert(
    fc.property(overlapping, (sets) => {
      const names = [...new Set(sets.flatMap(({ causes }) => causes))];
      const touched = (taken: readonly string[]): number =>
        sets
          .filter(({ causes }) => causes.some((cause) => taken.includes(cause)))
          .reduce((sum, { value }) => sum + value, 0);
      const orders = permutations(names);
      return allocated(sets).causes.every(({ cause, allocated: part }) => {
        const added = orders.map((order) => {
          const at = order.indexOf(cause);
          return touched(order.slice(0, at + 1)) - touched(order.slice(0, at));
        });
        return Math.abs(added.reduce((sum, one) => sum + one, 0) / orders.length - part) < 1e-9 * (1 + part);
      });
    }),
    { numRuns: 40 },
  );
});

test('people: the interval of a share without overlap is that of a proportion', () => {
  const { causes } = allocated([
    { causes: ['X'], customers: 30, value: 30, squares: 30 },
    { causes: ['Y'], customers: 70, value: 70, squares: 70 },
  ]);
  // 0.3 ± 1.959963985 · √(0.3 · 0.7 / 99)
  expect(causes[1]?.cause).toBe('X');
  expectClose(causes[1]?.interval?.low, 0.3 - 1.959963985 * Math.sqrt(0.21 / 99));
  expectClose(causes[1]?.interval?.high, 0.3 + 1.959963985 * Math.sqrt(0.21 / 99));
});

test('money: the interval of a share is as wide as that of 2,000 bootstraps over customers', () => {
  const random = seeded(7);
  const customers = Array.from({ length: 400 }, (_, at) => ({
    causes: at % 5 === 0 ? ['X', 'Y'] : at % 5 < 3 ? ['X'] : ['Y'],
    value: Math.exp(random.normal()),
  }));
  const sets = [['X'], ['Y'], ['X', 'Y']].map((causes) => {
    const having = customers.filter((customer) => customer.causes.join() === causes.join());
    const sum = (power: number): number => having.reduce((all, { value }) => all + value ** power, 0);
    return { causes, customers: having.length, value: sum(1), squares: sum(2) };
  });
  const x = allocated(sets).causes.find(({ cause }) => cause === 'X');
  const shares = Array.from({ length: 2000 }, () => {
    let [part, all] = [0, 0];
    for (const _ of customers) {
      const drawn = customers[random.integer(customers.length)];
      all += drawn?.value ?? 0;
      if (drawn?.causes.includes('X') === true) part += drawn.value / drawn.causes.length;
    }
    return part / all;
  }).sort((a, b) => a - b);
  const [low, high] = [shares[50] ?? 0, shares[1949] ?? 0];
  expectClose((x?.interval?.high ?? 0) - (x?.interval?.low ?? 0), high - low, 0.06);
});

function permutations(names: readonly string[]): readonly (readonly string[])[] {
  if (names.length < 2) return [names];
  return names.flatMap((name) => permutations(names.filter((other) => other !== name)).map((rest) => [name, ...rest]));
}
