import { type Answer, Unanswerable } from '../unanswerable.ts';
import type { Steps } from '../../lib/in-turns.ts';
import { fire, isEnabled, type Marking, type PetriNet, type Transition } from './petri-net.ts';
import type { Variant } from './variant.ts';

/** What replaying a way through a net took. */
export interface TokenReplay {
  readonly missing: number;
  readonly consumed: number;
  readonly remaining: number;
  readonly produced: number;
  /** ½ (1 − missing / consumed) + ½ (1 − remaining / produced). */
  readonly fitness: number;
}

/**
 * Replays a way: an activity takes its tokens, and each that is not there is counted as missing; activities that the net
 * does not know are passed over. Where several transitions have the activity, the first that is enabled fires, else the
 * first. Rozinat and van der Aalst 2008.
 */
export function replay(way: readonly string[], net: PetriNet): TokenReplay {
  let marking: Marking = new Map([[net.start, 1]]);
  let [missing, consumed, produced] = [0, 1, 1];
  for (const activity of way) {
    const transition = chosen(net, activity, marking);
    if (transition === undefined) continue;
    missing += transition.inputs.filter((place) => (marking.get(place) ?? 0) === 0).length;
    consumed += transition.inputs.length;
    produced += transition.outputs.length;
    marking = fire(transition, marking);
  }
  const atEnd = marking.get(net.end) ?? 0;
  const left = [...marking.values()].reduce((sum, tokens) => sum + tokens, 0);
  return withFitness({
    missing: missing + (atEnd > 0 ? 0 : 1),
    consumed,
    remaining: left - Math.min(atEnd, 1),
    produced,
  });
}

/** Token replay of a whole log: fitness of the average case, and of all tokens together. */
export interface LogReplay {
  readonly average: number;
  readonly log: TokenReplay;
}

/**
 * Replays each variant once and weighs it by its cases. `yield`s the fraction done. Unanswerable (`too-few`) for a log
 * without cases.
 */
export function* replayLog(variants: readonly Variant[], net: PetriNet): Steps<Answer<LogReplay>> {
  let [cases, fitness] = [0, 0];
  const tokens = { missing: 0, consumed: 0, remaining: 0, produced: 0 };
  for (const [at, { steps, n }] of variants.entries()) {
    const one = replay(steps, net);
    cases += n;
    fitness += n * one.fitness;
    tokens.missing += n * one.missing;
    tokens.consumed += n * one.consumed;
    tokens.remaining += n * one.remaining;
    tokens.produced += n * one.produced;
    if (at % 50 === 49) yield at / variants.length;
  }
  if (cases === 0) return new Unanswerable('too-few', { n: 0, needed: 1 });
  return { average: fitness / cases, log: withFitness(tokens) };
}

function chosen({ transitions }: PetriNet, activity: string, marking: Marking): Transition | undefined {
  const named = transitions.filter((transition) => transition.activity === activity);
  return named.find((transition) => isEnabled(transition, marking)) ?? named[0];
}

function withFitness(tokens: Omit<TokenReplay, 'fitness'>): TokenReplay {
  const { missing, consumed, remaining, produced } = tokens;
  return { ...tokens, fitness: (1 - missing / consumed) / 2 + (1 - remaining / produced) / 2 };
}
