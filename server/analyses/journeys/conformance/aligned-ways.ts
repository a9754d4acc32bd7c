import { type Answer, isAnswered, Unanswerable } from '../../../stats/unanswerable.ts';
import { meanInterval } from '../../../stats/intervals/mean-interval.ts';
import { type AlignedVariant, conformance } from '../../../stats/journeys/conformance.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Estimate } from '../../contract/finding.ts';
import type { Way } from './cases.ts';
import type { DesignedJourney } from './designs.ts';

/** A way beside the nearest one that its design version allows. */
export interface AlignedWay extends Way, Omit<AlignedVariant, 'steps' | 'n'> {}

/** All ways beside their designs. */
export interface AlignedWays {
  readonly ways: readonly AlignedWay[];
  readonly cases: number;
  /** Cases that went exactly as designed. */
  readonly fitting: number;
  /** Fitness of the average case. */
  readonly average: number;
  /** 1 − Σ cost / Σ worst. */
  readonly log: number;
}

/** Aligns each way with the version of the design that was valid when its cases started. */
export async function alignWays(
  context: AnalysisContext,
  journey: DesignedJourney,
  ways: readonly Way[],
): Promise<Answer<AlignedWays>> {
  const aligned: AlignedWay[] = [];
  const sums = { cases: 0, fitting: 0, fitness: 0, cost: 0, worst: 0 };
  for (const [number, { design }] of journey.versions.entries()) {
    const own = ways.filter((way) => way.design === number);
    if (own.length === 0) continue;
    const found = await context.turns(conformance(own, design));
    if (!isAnswered(found)) return found;
    for (const [at, variant] of found.variants.entries()) {
      const way = own[at];
      if (way !== undefined) aligned.push({ ...way, ...variant });
    }
    sums.cases += found.cases;
    sums.fitting += found.fitting;
    sums.fitness += found.average * found.cases;
    sums.cost += found.cost;
    sums.worst += found.worst;
  }
  const { cases, fitting, fitness, cost, worst } = sums;
  if (cases === 0) return new Unanswerable('too-few', { n: 0, needed: 1 });
  return { ways: aligned, cases, fitting, average: fitness / cases, log: 1 - cost / worst };
}

/** Fitness of the average case, and of all steps together. */
export function fitnessEstimates({ ways, cases, average, log }: AlignedWays): readonly Estimate[] {
  const sumOfSquares = ways.reduce((sum, { n, fitness }) => sum + n * fitness ** 2, 0);
  const bounds = meanInterval({ sum: average * cases, sumOfSquares, n: cases });
  const base = { unit: null, format: 'decimal', p: null, n: cases, of: 'cases' };
  return [
    {
      ...base,
      name: 'fitness',
      label: 'Fitness of the average case',
      value: average,
      interval:
        bounds === null
          ? null
          : {
              low: Math.max(0, bounds.low),
              high: Math.min(1, bounds.high),
              level: 0.95,
              method: 't of a mean over cases',
            },
    },
    { ...base, name: 'log_fitness', label: 'Fitness of all steps together', value: log, interval: null },
  ];
}
