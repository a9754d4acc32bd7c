import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import type { Steps } from '../../lib/in-turns.ts';
import { align, type Alignment } from './alignment.ts';
import type { DesignGraph } from './design-graph.ts';
import { alignToGraph } from './graph-alignment.ts';
import type { Variant } from './variant.ts';

/** A variant beside the nearest designed way. */
export interface AlignedVariant extends Variant, Alignment {
  /** The designed way that is nearest. */
  readonly followed: readonly string[];
}

/** How near a log is to its design. */
export interface Conformance {
  /** Fitness of the average case, 0 to 1. */
  readonly average: number;
  /** 1 − Σ cost / Σ worst: cases with long ways weigh more. */
  readonly log: number;
  /** Σ of the costs of all cases. */
  readonly cost: number;
  /** Σ of what they could cost at most: steps of the case plus the shortest designed way. */
  readonly worst: number;
  /** Cases that took a designed way step by step. */
  readonly fitting: number;
  readonly cases: number;
  readonly variants: readonly AlignedVariant[];
}

/** A list of designed steps, or a graph. */
export type Design = readonly string[] | DesignGraph;

/**
 * Aligns each variant once and weighs it by its cases. `yield`s the fraction done. Unanswerable: `too-few` for a log without
 * cases, `empty-group` for a design without steps or without an end that can be reached.
 */
export function* conformance(variants: readonly Variant[], design: Design): Steps<Answer<Conformance>> {
  const aligned: AlignedVariant[] = [];
  const sums = { cases: 0, fitness: 0, cost: 0, worst: 0, fitting: 0 };
  const shortest = shortestWay(design);
  if (!isAnswered(shortest)) return shortest;
  for (const [at, variant] of variants.entries()) {
    const { steps, n } = variant;
    const one = alignOne(steps, design);
    if (!isAnswered(one)) return one;
    aligned.push({ ...one, steps, n });
    sums.cases += n;
    sums.fitness += n * one.fitness;
    sums.cost += n * one.cost;
    sums.worst += n * (steps.length + shortest);
    if (one.cost === 0) sums.fitting += n;
    if (at % 50 === 49) yield at / variants.length;
  }
  const { cases, fitness, cost, worst, fitting } = sums;
  if (cases === 0) return new Unanswerable('too-few', { n: 0, needed: 1 });
  return { average: fitness / cases, log: 1 - cost / worst, cost, worst, fitting, cases, variants: aligned };
}

/** Harmonic mean of fitness and precision; 0 when both are 0. */
export function fMeasure(fitness: number, precision: number): number {
  return fitness + precision === 0 ? 0 : (2 * fitness * precision) / (fitness + precision);
}

function shortestWay(design: Design): Answer<number> {
  const length = isList(design) ? design.length : costOf(alignToGraph([], design));
  if (typeof length !== 'number') return length;
  return length === 0 ? new Unanswerable('empty-group', { group: 'designed steps' }) : length;
}

function costOf(aligned: Answer<{ readonly cost: number }>): Answer<number> {
  return isAnswered(aligned) ? aligned.cost : aligned;
}

function alignOne(way: readonly string[], design: Design): Answer<Omit<AlignedVariant, 'steps' | 'n'>> {
  return isList(design) ? { ...align(way, design), followed: design } : alignToGraph(way, design);
}

/** Whether a design is a list of steps and no graph. */
export function isList(design: Design): design is readonly string[] {
  return Array.isArray(design);
}
