import { expect, test } from 'vitest';
import { atOnce } from '../../lib/in-turns.ts';
import { alphaNet } from '../../testing/alpha-net.ts';
import { expectClose } from '../../testing/close-to.ts';
import { runningExample } from '../../testing/running-example.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { type DesignGraph, graphOfEdges, linearGraph } from './design-graph.ts';
import { alignToGraph } from './graph-alignment.ts';
import { markingGraph, type PetriNet } from './petri-net.ts';
import { precision as measure } from './precision.ts';
import type { Variant } from './variant.ts';

function precision(variants: readonly Variant[], design: DesignGraph) {
  return atOnce(measure(variants, design));
}

function graphOf(net: PetriNet): ReturnType<typeof linearGraph> {
  const graph = markingGraph(net);
  if (!isAnswered(graph)) throw new Error(graph.reason);
  return graph;
}

test('the alpha net of the compensation requests is as precise as its 81 enabled steps, of which 20 escape', () => {
  expect(precision(runningExample, graphOf(alphaNet))).toEqual({ value: 1 - 20 / 81, enabled: 81, escaping: 20 });
});

test('with the empty beginning weighed by 42 events instead of 6 cases it is what pm4py says of a table', () => {
  const found = precision(runningExample, graphOf(alphaNet));
  if (!isAnswered(found)) throw new Error(found.reason);
  expectClose(1 - found.escaping / (found.enabled - 6 + 42), 0.829059829059829);
});

test('the ways followed in the alignments with a list use all that it allows', () => {
  const design = linearGraph(['R', 'C', 'K', 'D', 'P']);
  const followed = runningExample.map(({ steps, n }) => {
    const aligned = alignToGraph(steps, design);
    return { steps: isAnswered(aligned) ? aligned.followed : [], n };
  });
  expect(precision(followed, design)).toMatchObject({ value: 1, escaping: 0 });
});

test('a branch that nobody takes escapes', () => {
  const branching = graphOfEdges([
    { from: null, to: 'a' },
    { from: 'a', to: 'b' },
    { from: 'a', to: 'c' },
    { from: 'b', to: null },
    { from: 'c', to: null },
  ]);
  // Of 4 cases: a is the one thing enabled and done 4 times; then b and c are enabled 4 times and c is never done.
  expect(precision([{ steps: ['a', 'b'], n: 4 }], branching)).toEqual({ value: 1 - 4 / 12, enabled: 12, escaping: 4 });
  const both = [
    { steps: ['a', 'b'], n: 4 },
    { steps: ['a', 'c'], n: 1 },
  ];
  expect(precision(both, branching)).toMatchObject({ value: 1, escaping: 0 });
});

test('a log that the design nowhere allows still begins somewhere', () => {
  expect(precision([{ steps: ['z'], n: 2 }], linearGraph(['a']))).toMatchObject({ value: 0, escaping: 2 });
  expect(precision([], linearGraph(['a']))).toEqual(new Unanswerable('too-few', { n: 0, needed: 1 }));
});

test('a net whose tokens pile up has no states to list', () => {
  const piling: PetriNet = {
    start: 'start',
    end: 'end',
    transitions: [{ activity: 'a', inputs: ['start'], outputs: ['start', 'end'] }],
  };
  expect(markingGraph(piling)).toEqual(new Unanswerable('not-converged', { markings: 5000 }));
});
