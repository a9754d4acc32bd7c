import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Graph, topoSort } from './topo-sort.ts';

const graph = (edges: Record<string, string[]>): Graph => new Map(Object.entries(edges));

test('dependencies come first, and otherwise the order stays as written', () => {
  expect(topoSort(graph({ a: ['c'], b: [], c: [], d: ['b'] }))).toEqual({ order: ['c', 'a', 'b', 'd'], cycles: [] });
  expect(topoSort(graph({ a: [], b: ['a'], c: ['a', 'b'], d: [] })).order).toEqual(['a', 'b', 'c', 'd']);
});

test('a dependency that is no node is ignored', () => {
  expect(topoSort(graph({ a: ['missing'] }))).toEqual({ order: ['a'], cycles: [] });
});

test('an empty graph has no order', () => {
  expect(topoSort(new Map())).toEqual({ order: [], cycles: [] });
});

test('a cycle is reported as the path that closes, and what depends on it keeps its place', () => {
  const sorted = topoSort(graph({ a: ['b'], b: ['c'], c: ['a'], d: ['a'], e: [] }));
  expect(sorted).toEqual({ order: ['d', 'e'], cycles: [['a', 'b', 'c', 'a']] });
});

test('a node that depends on itself is a cycle of one', () => {
  expect(topoSort(graph({ a: ['a'] }))).toEqual({ order: [], cycles: [['a', 'a']] });
});

test('of two loops through one node both are reported and neither is run', () => {
  const sorted = topoSort(graph({ a: ['b'], b: ['a', 'c'], c: ['b'] }));
  expect(sorted.order).toEqual([]);
  expect(sorted.cycles).toEqual([
    ['a', 'b', 'a'],
    ['c', 'b', 'c'],
  ]);
});

test('names such as constructor are nodes like any other', () => {
  expect(
    topoSort(
      new Map([
        ['constructor', ['__proto__']],
        ['__proto__', []],
      ]),
    ).order,
  ).toEqual(['__proto__', 'constructor']);
});

test('a chain of 100,000 does not overflow the stack', () => {
  const length = 100_000;
  const chain = new Map(Array.from({ length }, (_, i) => [`n${i}`, i + 1 < length ? [`n${i + 1}`] : []]));
  const { order, cycles } = topoSort(chain);
  expect([order[0], order.at(-1), order.length, cycles.length]).toEqual(['n99999', 'n0', length, 0]);
});

const graphs = fc
  .integer({ min: 0, max: 9 })
  .chain((size) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 3 }), { minLength: size, maxLength: size }),
  )
  .map((lists): Graph => new Map(lists.map((list, i) => [String(i), list.map(String)])));

test('nodes of cycles are those that reach themselves, all others are sorted', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { order, cycles } = topoSort(graph);
      const cyclic = [...graph.keys()].filter((node) => reachable(graph, node).has(node));
      expect([...new Set(cycles.flat())].sort()).toEqual(cyclic.sort());
      expect([...order, ...cyclic].sort()).toEqual([...graph.keys()].sort());
    }),
    { numRuns: 500 },
  );
});

test('every node stands after what it depends on', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { order } = topoSort(graph);
      for (const [index, node] of order.entries()) {
        for (const dependency of graph.get(node) ?? []) {
          if (order.includes(dependency)) expect(order.indexOf(dependency)).toBeLessThan(index);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('every reported cycle is made of dependencies and closes', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      for (const cycle of topoSort(graph).cycles) {
        expect(cycle.at(-1)).toBe(cycle[0]);
        expect(cycle.length).toBeGreaterThan(1);
        cycle.slice(1).forEach((node, index) => expect(graph.get(cycle[index] ?? '')).toContain(node));
      }
    }),
    { numRuns: 500 },
  );
});

test('an order that is right already stays as it is', () => {
  const sortedGraphs = graphs.map(
    (graph): Graph =>
      new Map([...graph].map(([node, of]) => [node, of.filter((other) => Number(other) < Number(node))])),
  );
  fc.assert(
    fc.property(sortedGraphs, (graph) => {
      expect(topoSort(graph).order).toEqual([...graph.keys()]);
    }),
  );
});

/** Naive: everything that one or more steps lead to. */
function reachable(graph: Graph, from: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (let size = -1; size < found.size;) {
    size = found.size;
    for (const node of [from, ...found]) for (const next of graph.get(node) ?? []) if (graph.has(next)) found.add(next);
  }
  return found;
}
