import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { runningExample } from '../../testing/running-example.ts';
import { align } from './alignment.ts';

const designed = ['R', 'C', 'K', 'D', 'P'];

test('costs and fitness of the compensation requests equal pm4py', () => {
  const alignments = runningExample.map(({ steps }) => align(steps, designed));
  expect(alignments.map(({ cost }) => cost)).toEqual([4, 2, 4, 4, 10, 0]);
  const fitness = [0.6, 0.8, 1 - 4 / 14, 0.6, 1 - 10 / 18, 1];
  for (const [at, { fitness: found }] of alignments.entries()) expectClose(found, fitness[at] ?? Number.NaN);
});

test('steps are left out, put in or moved', () => {
  expect(align(['R', 'T', 'K', 'D', 'X'], designed)).toMatchObject({
    skipped: ['C', 'P'],
    inserted: ['T', 'X'],
    reordered: [],
  });
  expect(align(['R', 'K', 'C', 'D', 'P'], designed)).toMatchObject({ skipped: [], inserted: [], reordered: ['K'] });
});

test('a repeated step is one too many, whatever it is', () => {
  expect(align(['R', 'C', 'C', 'C', 'K', 'D', 'P'], designed)).toMatchObject({ cost: 2, inserted: ['C', 'C'] });
});

test('nothing against something has nothing in common; nothing against nothing fits', () => {
  expect(align([], designed)).toMatchObject({ cost: 5, fitness: 0, skipped: designed });
  expect(align(['Z'], [])).toMatchObject({ cost: 1, fitness: 0, inserted: ['Z'] });
  expect(align([], [])).toMatchObject({ cost: 0, fitness: 1 });
});

test('the cost is both lengths less twice the longest common subsequence', () => {
  const way = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 9 });
  fc.assert(
    fc.property(way, way, (happened, design) => {
      const { cost, skipped, inserted, reordered } = align(happened, design);
      const left = skipped.length + inserted.length + 2 * reordered.length;
      return cost === happened.length + design.length - 2 * longestCommon(happened, design) && cost === left;
    }),
  );
});

/** By trying every subsequence of the first. */
function longestCommon(first: readonly string[], second: readonly string[]): number {
  let longest = 0;
  for (let mask = 0; mask < 2 ** first.length; mask++) {
    const chosen = first.filter((_, at) => (mask >> at) % 2 === 1);
    if (chosen.length > longest && isWithin(chosen, second)) longest = chosen.length;
  }
  return longest;
}

function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const step of whole) if (step === part[at]) at += 1;
  return at === part.length;
}
