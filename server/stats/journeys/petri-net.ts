import { type Answer, Unanswerable } from '../unanswerable.ts';
import type { DesignGraph, DesignStep } from './design-graph.ts';

/** An activity that takes a token from each of its inputs and puts one into each of its outputs. */
export interface Transition {
  readonly activity: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** A workflow net without silent steps: one place where a journey begins and one where it ends. */
export interface PetriNet {
  readonly start: string;
  readonly end: string;
  readonly transitions: readonly Transition[];
}

/** A designed list of steps as a net: a place between any two of them. */
export function linearNet(design: readonly string[]): PetriNet {
  return {
    start: '0',
    end: String(design.length),
    transitions: design.map((activity, at) => ({ activity, inputs: [String(at)], outputs: [String(at + 1)] })),
  };
}

/** Tokens by place; a place that is not named has none. */
export type Marking = ReadonlyMap<string, number>;

export function isEnabled({ inputs }: Transition, marking: Marking): boolean {
  return inputs.every((place) => (marking.get(place) ?? 0) > 0);
}

/** The marking after a transition. Places from which it takes a token that is not there stay at 0. */
export function fire({ inputs, outputs }: Transition, marking: Marking): Marking {
  const tokens = new Map(marking);
  for (const place of inputs) tokens.set(place, Math.max(0, (tokens.get(place) ?? 0) - 1));
  for (const place of outputs) tokens.set(place, (tokens.get(place) ?? 0) + 1);
  return tokens;
}

const mostMarkings = 5000;

/**
 * The markings that a net can reach, as a design to align with. Unanswerable (`not-converged`) for a net that reaches more
 * than 5,000, which is one whose tokens pile up or that has too much at the same time.
 */
export function markingGraph(net: PetriNet): Answer<DesignGraph> {
  const steps = new Map<string, readonly DesignStep[]>();
  const initial: Marking = new Map([[net.start, 1]]);
  const open = [initial];
  for (let marking = open.pop(); marking !== undefined; marking = open.pop()) {
    const here = nameOf(marking);
    if (steps.has(here)) continue;
    if (steps.size === mostMarkings) return new Unanswerable('not-converged', { markings: mostMarkings });
    const reached: DesignStep[] = [];
    for (const transition of net.transitions) {
      if (!isEnabled(transition, marking)) continue;
      const after = fire(transition, marking);
      reached.push({ activity: transition.activity, to: nameOf(after) });
      open.push(after);
    }
    steps.set(here, reached);
  }
  return { start: nameOf(initial), steps, ends: new Set([nameOf(new Map([[net.end, 1]]))]) };
}

function nameOf(marking: Marking): string {
  const tokens = [...marking].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(tokens);
}
