/** A step that a design allows from one state on, and the state it leads to. */
export interface DesignStep {
  readonly activity: string;
  readonly to: string;
}

/**
 * A designed journey as states and the steps between them: it may branch and loop. A list is a chain of states; a bounded
 * Petri net is the graph of its markings (`markingGraph`).
 */
export interface DesignGraph {
  readonly start: string;
  readonly steps: ReadonlyMap<string, readonly DesignStep[]>;
  /** States in which the journey may end. */
  readonly ends: ReadonlySet<string>;
}

/** A designed list of steps as a graph of states. */
export function linearGraph(design: readonly string[]): DesignGraph {
  return {
    start: '0',
    steps: new Map(design.map((activity, at) => [String(at), [{ activity, to: String(at + 1) }]])),
    ends: new Set([String(design.length)]),
  };
}

/** Which activity may come right after which; `null` as `from` begins the journey, as `to` ends it. */
export interface DesignEdge {
  readonly from: string | null;
  readonly to: string | null;
}

/** A design drawn as activities and arrows. A state is the activity that was done last. */
export function graphOfEdges(edges: readonly DesignEdge[]): DesignGraph {
  const steps = new Map<string, DesignStep[]>();
  const ends = new Set<string>();
  const state = (activity: string | null): string => (activity === null ? 'start' : `after ${activity}`);
  for (const { from, to } of edges) {
    if (to === null) {
      ends.add(state(from));
      continue;
    }
    const allowed = steps.get(state(from)) ?? [];
    allowed.push({ activity: to, to: state(to) });
    steps.set(state(from), allowed);
  }
  return { start: state(null), steps, ends };
}
