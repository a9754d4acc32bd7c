import { type Answer, Unanswerable } from '../unanswerable.ts';
import { type Moves, movesOf } from './alignment.ts';
import type { DesignGraph } from './design-graph.ts';

/** How a way differs from the nearest one that a branching design allows. */
export interface GraphAlignment extends Moves {
  /** Steps left out plus steps put in. */
  readonly cost: number;
  /** 1 − cost / (|way| + |shortest designed way|). */
  readonly fitness: number;
  /** The designed way that was followed: its activities in order. */
  readonly followed: readonly string[];
}

type Move = { readonly kind: 'both' | 'skipped' | 'inserted'; readonly activity: string };

/** A state of the design and how many steps of the way are behind; `before` leads back to the start. */
interface Node {
  readonly state: string;
  readonly at: number;
  readonly cost: number;
  readonly move: Move | null;
  readonly before: Node | null;
}

/**
 * The cheapest alignment with a design that branches or loops: Dijkstra over (state × steps of the way behind), where a
 * step done in both costs 0, and one left out or put in costs 1. On a list of steps the cost is that of `align`.
 * Unanswerable (`empty-group`) where no way through the design reaches an end.
 */
export function alignToGraph(way: readonly string[], design: DesignGraph): Answer<GraphAlignment> {
  const shortest = cheapest([], design);
  const found = cheapest(way, design);
  if (found === null || shortest === null) return new Unanswerable('empty-group', { group: 'ways through the design' });
  const moves = movesTo(found);
  const of = (kinds: readonly Move['kind'][]): readonly string[] =>
    moves.filter(({ kind }) => kinds.includes(kind)).map(({ activity }) => activity);
  const worst = way.length + shortest.cost;
  return {
    cost: found.cost,
    fitness: worst === 0 ? 1 : 1 - found.cost / worst,
    ...movesOf(of(['skipped']), of(['inserted'])),
    followed: of(['both', 'skipped']),
  };
}

/** Costs are 0 or 1, so a queue of the current cost and one of the next are enough. */
function cheapest(way: readonly string[], design: DesignGraph): Node | null {
  const settled = new Set<string>();
  let current: Node[] = [{ state: design.start, at: 0, cost: 0, move: null, before: null }];
  while (current.length > 0) {
    const next: Node[] = [];
    for (let node = current.pop(); node !== undefined; node = current.pop()) {
      const key = `${node.at} ${node.state}`;
      if (settled.has(key)) continue;
      settled.add(key);
      if (node.at === way.length && design.ends.has(node.state)) return node;
      for (const reached of movesFrom(node, way, design)) (reached.cost === node.cost ? current : next).push(reached);
    }
    current = next.reverse();
  }
  return null;
}

function movesFrom(node: Node, way: readonly string[], design: DesignGraph): readonly Node[] {
  const happened = way[node.at];
  const reached: Node[] = [];
  const add = (move: Move, state: string, cost: number): void => {
    const at = move.kind === 'skipped' ? node.at : node.at + 1;
    reached.push({ state, at, cost: node.cost + cost, move, before: node });
  };
  if (happened !== undefined) add({ kind: 'inserted', activity: happened }, node.state, 1);
  for (const { activity, to } of design.steps.get(node.state) ?? []) {
    add({ kind: 'skipped', activity }, to, 1);
    if (activity === happened) add({ kind: 'both', activity }, to, 0);
  }
  return reached;
}

function movesTo(node: Node): readonly Move[] {
  const moves: Move[] = [];
  for (let at: Node | null = node; at !== null; at = at.before) if (at.move !== null) moves.unshift(at.move);
  return moves;
}
