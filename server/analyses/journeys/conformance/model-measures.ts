import { isAnswered } from '../../../stats/unanswerable.ts';
import { fMeasure, isList } from '../../../stats/journeys/conformance.ts';
import { linearNet } from '../../../stats/journeys/petri-net.ts';
import { precision } from '../../../stats/journeys/precision.ts';
import { replayLog } from '../../../stats/journeys/token-replay.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Estimate } from '../../contract/finding.ts';
import type { AlignedWays } from './aligned-ways.ts';
import type { DesignedJourney } from './designs.ts';

/**
 * Measures of the design that is valid last: of a list the token replay fitness, of one that branches its precision (a list
 * allows one way only, so its precision is always 1) and their harmonic mean.
 */
export async function modelMeasures(
  context: AnalysisContext,
  { versions }: DesignedJourney,
  { ways }: AlignedWays,
): Promise<readonly Estimate[]> {
  const number = Math.max(
    0,
    versions.findIndex((_, at) => ways.some((way) => way.design === at)),
  );
  const design = versions[number]?.design;
  const own = ways.filter((way) => way.design === number);
  const cases = own.reduce((sum, { n }) => sum + n, 0);
  const measure = (name: string, label: string, value: number): Estimate => ({
    name,
    label,
    value,
    unit: null,
    format: 'decimal',
    interval: null,
    p: null,
    n: cases,
    of: 'cases',
  });
  if (design === undefined || cases === 0) return [];
  if (isList(design)) {
    const replayed = await context.turns(replayLog(own, linearNet(design)));
    return isAnswered(replayed) ? [measure('token_fitness', 'Token replay fitness', replayed.log.fitness)] : [];
  }
  const followed = own.map((way) => ({ steps: way.followed, n: way.n }));
  const used = await context.turns(precision(followed, design));
  if (!isAnswered(used)) return [];
  const fitness = own.reduce((sum, way) => sum + way.n * way.fitness, 0) / cases;
  return [
    measure('precision', 'Precision: how much of what the design allows is used', used.value),
    measure('f_measure', 'Harmonic mean of fitness and precision', fMeasure(fitness, used.value)),
  ];
}
