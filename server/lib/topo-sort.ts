/** Nodes with what each depends on; dependencies that are no nodes are ignored. */
export type Graph = ReadonlyMap<string, readonly string[]>;

export interface Sorted {
  /** Dependencies first; among equals the order of the graph's keys. Nodes of cycles are left out. */
  readonly order: readonly string[];
  /** Each cycle as the path that closes: `[a, b, a]`. */
  readonly cycles: readonly (readonly string[])[];
}

/** Sorts topologically and stably; strongly connected components are reported as cycles. */
export function topoSort(graph: Graph): Sorted {
  const components = stronglyConnected(graph);
  const cycles = components
    .filter((component) => component.length > 1 || dependsOnItself(graph, component[0] ?? ''))
    .map((component) => closedPath(graph, component));
  const inCycle = new Set(cycles.flat());
  const order: string[] = [];
  const done = new Set<string>();
  const visit = (node: string): void => {
    if (done.has(node) || inCycle.has(node)) return;
    done.add(node);
    for (const dependency of graph.get(node) ?? []) if (graph.has(dependency)) visit(dependency);
    order.push(node);
  };
  for (const node of graph.keys()) visit(node);
  return { order, cycles };
}

function dependsOnItself(graph: Graph, node: string): boolean {
  return (graph.get(node) ?? []).includes(node);
}

/** Tarjan 1972, with an explicit stack so that a chain of any length fits. */
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

function closedPath(graph: Graph, component: readonly string[]): string[] {
  const members = new Set(component);
  const path: string[] = [];
  const first = component[0] ?? '';
  let node = first;
  while (!path.includes(node)) {
    path.push(node);
    node = (graph.get(node) ?? []).find((next) => members.has(next)) ?? first;
  }
  return [...path.slice(path.indexOf(node)), node];
}
