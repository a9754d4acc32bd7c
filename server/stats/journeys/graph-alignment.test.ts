import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { runningExample } from '../../testing/running-example.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { align } from './alignment.ts';
import { type DesignGraph, graphOfEdges, linearGraph } from './design-graph.ts';
import { alignToGraph, type GraphAlignment } from './graph-alignment.ts';

/** order → (express | standard → wait, as often as it takes) → deliver */
const branching = graphOfEdges([
  { from: null, to: 'order' },
  { from: 'order', to: 'express' },
  { from: 'order', to: 'standard' },
  { from: 'standard', to: 'wait' },
  { from: 'wait', to: 'wait' },
  { from: 'wait', to: 'deliver' },
  { from: 'express', to: 'deliver' },
  { from: 'deliver', to: null },
]);

function aligned(way: readonly string[], design: DesignGraph): GraphAlignment {
  const found = alignToGraph(way, design);
  if (!isAnswered(found)) throw new Error(found.reason);
  return found;
}

test('each branch and every turn of a loop is as designed', () => {
  for (const way of [
    ['order', 'express', 'deliver'],
    ['order', 'standard', 'wait', 'deliver'],
    ['order', 'standard', 'wait', 'wait', 'wait', 'deliver'],
  ]) {
    expect(aligned(way, branching)).toMatchObject({ cost: 0, fitness: 1, followed: way });
  }
});

test('the nearest branch is taken, and what differs from it is named', () => {
  expect(aligned(['order', 'call', 'standard', 'deliver'], branching)).toMatchObject({
    cost: 2,
    fitness: 1 - 2 / (4 + 3),
    skipped: ['wait'],
    inserted: ['call'],
    followed: ['order', 'standard', 'wait', 'deliver'],
  });
});

test('a step at the wrong place is reordered', () => {
  expect(aligned(['order', 'deliver', 'express'], branching)).toMatchObject({ cost: 2, skipped: [], inserted: [] });
  expect(aligned(['order', 'deliver', 'express'], branching).reordered).toHaveLength(1);
});

test('nothing at all costs the shortest designed way', () => {
  expect(aligned([], branching)).toMatchObject({ cost: 3, fitness: 0, skipped: ['order', 'express', 'deliver'] });
});

test('a design that never ends has no answer', () => {
  const endless = graphOfEdges([
    { from: null, to: 'a' },
    { from: 'a', to: 'a' },
  ]);
  expect(alignToGraph(['a'], endless)).toEqual(new Unanswerable('empty-group', { group: 'ways through the design' }));
});

test('a list as a graph costs what the list costs', () => {
  const designed = ['R', 'C', 'K', 'D', 'P'];
  expect(runningExample.map(({ steps }) => aligned(steps, linearGraph(designed)).cost)).toEqual([4, 2, 4, 4, 10, 0]);
  const way = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 8 });
  fc.assert(
    fc.property(way, way, (happened, design) => {
      const [list, graph] = [align(happened, design), aligned(happened, linearGraph(design))];
      return list.cost === graph.cost && list.fitness === graph.fitness;
    }),
  );
});

test('no designed way is nearer than the one that is followed', () => {
  const edge = fc.record({
    from: fc.constantFrom(null, 'a', 'b'),
    to: fc.constantFrom(null, 'a', 'b'),
  });
  const way = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 7 }), way, (edges, happened) => {
      const design = graphOfEdges(edges.filter(({ from, to }) => from !== null || to !== null));
      const found = alignToGraph(happened, design);
      // The nearest way is no longer than all of what happened and of the shortest way: 3 + 3 + 2 steps.
      const costs = waysThrough(design, 8).map((designed) => align(happened, designed).cost);
      if (!isAnswered(found)) return costs.length === 0;
      const { cost, followed } = found;
      return cost === Math.min(...costs) && align(happened, followed).cost === cost;
    }),
  );
});

/** All ways that a design allows, up to a length. */
function waysThrough({ start, steps, ends }: DesignGraph, longest: number): string[][] {
  const ways = (state: string, before: string[]): string[][] => [
    ...(ends.has(state) ? [before] : []),
    ...(before.length === longest
      ? []
      : (steps.get(state) ?? []).flatMap(({ activity, to }) => ways(to, [...before, activity]))),
  ];
  return ways(start, []);
}
