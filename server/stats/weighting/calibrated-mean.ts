import { type Interval, z95 } from '../intervals/interval.ts';
import { tQuantile } from '../quantiles.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';
import type { RakingCell } from './rake.ts';

/** Respondents who share all their categories, and their cluster where the sample came in clusters, with sums of the outcome. */
export interface OutcomeCell extends RakingCell {
  readonly sum: number;
  readonly sumOfSquares: number;
  /** Account, district … Absent for all cells: every respondent was drawn alone. */
  readonly cluster?: string;
}

export interface CalibratedOptions {
  /** A weight a cell from `rake`, or from a design alone when the cells have no categories. */
  readonly weights: readonly number[];
  /** How many clusters (or people, without clusters) the sample was drawn from; absent: so many that it does not matter. */
  readonly population?: number;
}

export interface CalibratedMean extends Interval {
  readonly mean: number;
  readonly standardError: number;
  readonly n: number;
  readonly method: string;
}

/**
 * Mean of weighted answers, with the linearised standard error of a calibrated estimator: only what the margins leave
 * unexplained varies (the residual from additive effects of the categories, Deville & Särndal 1992), weighted, between clusters
 * or people. Post-stratified means have one margin; without categories it is the plain weighted mean. Normal interval; t with
 * G − 1 degrees of freedom for clusters. `too-few` below two clusters or people, `bad-weights`, `out-of-scale`.
 */
export function calibratedMean(
  cells: readonly OutcomeCell[],
  { weights, population = Number.POSITIVE_INFINITY }: CalibratedOptions,
): Answer<CalibratedMean> {
  const n = cells.reduce((sum, cell) => sum + cell.n, 0);
  if (weights.some((weight) => !(weight >= 0)) || weights.length !== cells.length)
    return new Unanswerable('bad-weights');
  const total = cells.reduce((sum, cell, at) => sum + cell.n * (weights[at] ?? 0), 0);
  if (!(total > 0) || !Number.isFinite(total)) return new Unanswerable('bad-weights');
  if (cells.some(({ sum, sumOfSquares }) => !Number.isFinite(sum + sumOfSquares)))
    return new Unanswerable('out-of-scale');
  const mean = cells.reduce((sum, cell, at) => sum + (weights[at] ?? 0) * cell.sum, 0) / total;
  const clustered = cells.some(({ cluster }) => cluster !== undefined);
  const scores = scoresOf(cells, { weights, fitted: explained(cells, mean), total, clustered });
  if (scores.units < 2) return new Unanswerable('too-few', { n: scores.units, needed: 2 });
  if (scores.units > population) return new Unanswerable('out-of-scale', { n: scores.units, population });
  const spread = Math.max(0, scores.squares - scores.sum ** 2 / scores.units);
  const standardError = Math.sqrt((1 - scores.units / population) * (scores.units / (scores.units - 1)) * spread);
  const margin = (clustered ? tQuantile(0.975, scores.units - 1) : z95) * standardError;
  const method = `calibration residuals ${clustered ? 'by cluster, t with G − 1 degrees of freedom' : 'by person, normal'}`;
  return { mean, standardError, n, method, low: mean - margin, high: mean + margin };
}

/** What the categories of a cell explain of the outcome: additive effects, each in turn until nothing moves. */
function explained(cells: readonly OutcomeCell[], mean: number): number[] {
  const fitted = cells.map(() => mean);
  const margins = cells[0]?.categories.length ?? 0;
  for (let pass = 0; pass < 2000; pass++) {
    let moved = 0;
    for (let margin = 0; margin < margins; margin++) {
      const left = new Map<string, { residual: number; weight: number }>();
      cells.forEach((cell, at) => {
        const group = left.get(cell.categories[margin] ?? '') ?? { residual: 0, weight: 0 };
        group.residual += (cell.weight ?? 1) * (cell.sum - cell.n * (fitted[at] ?? 0));
        group.weight += (cell.weight ?? 1) * cell.n;
        left.set(cell.categories[margin] ?? '', group);
      });
      cells.forEach((cell, at) => {
        const group = left.get(cell.categories[margin] ?? '');
        const step = group === undefined || group.weight === 0 ? 0 : group.residual / group.weight;
        fitted[at] = (fitted[at] ?? 0) + step;
        moved = Math.max(moved, Math.abs(step));
      });
    }
    if (moved <= 1e-12 * (1 + Math.abs(mean))) break;
  }
  return fitted;
}

interface Scored {
  readonly weights: readonly number[];
  readonly fitted: readonly number[];
  readonly total: number;
  readonly clustered: boolean;
}

/** Linearised scores w·e/Σw, summed and squared over the units that were drawn. */
function scoresOf(cells: readonly OutcomeCell[], { weights, fitted, total, clustered }: Scored) {
  const scale = (at: number): number => (weights[at] ?? 0) / total;
  const residual = (cell: OutcomeCell, at: number): number => cell.sum - cell.n * (fitted[at] ?? 0);
  if (clustered) {
    const sums = new Map<string, number>();
    cells.forEach((cell, at) => {
      if (cell.n > 0)
        sums.set(cell.cluster ?? '', (sums.get(cell.cluster ?? '') ?? 0) + scale(at) * residual(cell, at));
    });
    const values = [...sums.values()];
    return {
      units: values.length,
      sum: values.reduce((sum, value) => sum + value, 0),
      squares: values.reduce((sum, value) => sum + value ** 2, 0),
    };
  }
  let [units, sum, squares] = [0, 0, 0];
  cells.forEach((cell, at) => {
    const fit = fitted[at] ?? 0;
    units += cell.n;
    sum += scale(at) * residual(cell, at);
    squares += scale(at) ** 2 * (cell.sumOfSquares - 2 * fit * cell.sum + cell.n * fit ** 2);
  });
  return { units, sum, squares };
}
