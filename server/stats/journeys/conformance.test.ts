import { expect, test } from 'vitest';
import { atOnce } from '../../lib/in-turns.ts';
import { alphaNet } from '../../testing/alpha-net.ts';
import { expectClose } from '../../testing/close-to.ts';
import { hasReferenceData, referenceRows } from '../../testing/reference-data.ts';
import { runningExample } from '../../testing/running-example.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { type Conformance, conformance, type Design, fMeasure } from './conformance.ts';
import { graphOfEdges, linearGraph } from './design-graph.ts';
import { markingGraph } from './petri-net.ts';
import type { Variant } from './variant.ts';

const designed = ['R', 'C', 'K', 'D', 'P'];

function measured(variants: readonly Variant[], design: Design): Conformance {
  const found = atOnce(conformance(variants, design));
  if (!isAnswered(found)) throw new Error(found.reason);
  return found;
}

test('fitness of the compensation requests on a list equals pm4py, as a list and as a graph', () => {
  for (const design of [designed, linearGraph(designed)]) {
    const { average, log, fitting, cases } = measured(runningExample, design);
    expectClose(average, 0.6931216931216931);
    expectClose(log, 0.6666666666666667);
    expect({ fitting, cases }).toEqual({ fitting: 1, cases: 6 });
  }
});

test('all of them fit the markings of the alpha net', () => {
  const graph = markingGraph(alphaNet);
  if (!isAnswered(graph)) throw new Error(graph.reason);
  expect(measured(runningExample, graph)).toMatchObject({ average: 1, log: 1, fitting: 6 });
});

test.skipIf(!hasReferenceData)('the event log beside this workspace gives the same fitness', () => {
  const letters = new Map([
    ['register request', 'R'], ['examine casually', 'C'], ['examine thoroughly', 'T'], ['check ticket', 'K'],
    ['decide', 'D'], ['reinitiate request', 'I'], ['pay compensation', 'P'], ['reject request', 'X'],
  ]); // prettier-ignore
  const cases = new Map<string, string[]>();
  const inOrder = [...referenceRows('running-example')].sort((a, b) =>
    (a.get('time:timestamp') ?? '') < (b.get('time:timestamp') ?? '') ? -1 : 1,
  );
  for (const row of inOrder) {
    const steps = cases.get(row.get('case:concept:name') ?? '') ?? [];
    steps.push(letters.get(row.get('concept:name') ?? '') ?? '?');
    cases.set(row.get('case:concept:name') ?? '', steps);
  }
  const { average, log } = measured(
    [...cases.values()].map((steps) => ({ steps, n: 1 })),
    designed,
  );
  expectClose(average, 0.6931216931216931);
  expectClose(log, 0.6666666666666667);
});

test('variants weigh by their cases', () => {
  const { average, fitting, cases } = measured(
    [
      { steps: designed, n: 30 },
      { steps: ['R', 'T', 'K', 'D', 'X'], n: 10 },
    ],
    designed,
  );
  expectClose(average, 0.9);
  expect({ fitting, cases }).toEqual({ fitting: 30, cases: 40 });
});

test('without cases or without a design there is no fitness', () => {
  expect(atOnce(conformance([], designed))).toEqual(new Unanswerable('too-few', { n: 0, needed: 1 }));
  expect(atOnce(conformance(runningExample, []))).toEqual(new Unanswerable('empty-group', { group: 'designed steps' }));
  expect(atOnce(conformance(runningExample, graphOfEdges([{ from: null, to: 'a' }])))).toEqual(
    new Unanswerable('empty-group', { group: 'ways through the design' }),
  );
});

test('the work reports how far it is', () => {
  const many = Array.from({ length: 200 }, (_, at) => ({ steps: ['R', String(at)], n: 1 }));
  const progress = [...conformance(many, designed)];
  expect(progress).toEqual([0.245, 0.495, 0.745, 0.995]);
});

test('fitness and precision have a harmonic mean', () => {
  expectClose(fMeasure(1, 0.829059829059829), 0.9065420560747663);
  expect(fMeasure(0, 0)).toBe(0);
});
