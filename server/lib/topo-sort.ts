/** Nodes with what each depends on; dependencies that are no nodes are ignored. */
export type Graph = ReadonlyMap<string, readonly string[]>;

export interface Sorted {
  /** Dependencies first, else in the order of the graph's keys. Nodes of cycles are left out, those that depend on one are not. */
  readonly order: readonly string[];
  /** Each cycle as the path that closes: `[a, b, a]`; every node that is on a cycle is in at least one of them. */
  readonly cycles: readonly (readonly string[])[];
}

/** Sorts topologically and stably; of the nodes that depend on themselves the shortest cycles are reported. */
export function topoSort(graph: Graph): Sorted {
  const components = stronglyConnected(graph);
  const isCyclic = (component: readonly string[]): boolean => {
    const [first = ''] = component;
    return component.length > 1 || (graph.get(first) ?? []).includes(first);
  };
  return {
    order: components.filter((component) => !isCyclic(component)).flat(),
    cycles: components.filter(isCyclic).flatMap((component) => cyclesOf(graph, component)),
  };
}

/** Tarjan 1972: components with their dependencies first. An explicit stack, so that a chain of any length fits. */
function stronglyConnected(graph: Graph): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const components: string[][] = [];
  const enter = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    onStack.add(node);
  };
  for (const root of graph.keys()) {
    if (index.has(root)) continue;
    enter(root);
    const work: { node: string; next: number }[] = [{ node: root, next: 0 }];
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const { node } = frame;
      const dependency = (graph.get(node) ?? [])[frame.next++];
      if (dependency !== undefined) {
        if (!graph.has(dependency)) continue;
        if (!index.has(dependency)) {
          enter(dependency);
          work.push({ node: dependency, next: 0 });
        } else if (onStack.has(dependency)) {
          low.set(node, Math.min(low.get(node) ?? 0, index.get(dependency) ?? 0));
        }
        continue;
      }
      work.pop();
      const parent = work.at(-1)?.node;
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent) ?? 0, low.get(node) ?? 0));
      if (low.get(node) === index.get(node)) {
        const component = stack.splice(stack.lastIndexOf(node));
        for (const member of component) onStack.delete(member);
        components.push(component);
      }
    }
  }
  return components;
}

/** Shortest cycles until every member of the component is on one. */
function cyclesOf(graph: Graph, component: readonly string[]): string[][] {
  const members = new Set(component);
  const uncovered = new Set(component);
  const cycles: string[][] = [];
  for (const start of component) {
    if (!uncovered.has(start)) continue;
    const cycle = shortestCycle(graph, members, start);
    for (const node of cycle) uncovered.delete(node);
    cycles.push(cycle);
  }
  return cycles;
}

function shortestCycle(graph: Graph, members: ReadonlySet<string>, start: string): string[] {
  const reachedFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (!members.has(next) || reachedFrom.has(next)) continue;
      reachedFrom.set(next, node);
      queue.push(next);
    }
    if (reachedFrom.has(start)) break;
  }
  const path = [start];
  let node = reachedFrom.get(start);
  while (node !== undefined && node !== start) {
    path.unshift(node);
    node = reachedFrom.get(node);
  }
  return [start, ...path];
}
