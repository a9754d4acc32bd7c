import { type Estimate, independentDifference } from '../intervals/difference.ts';
import { wilson } from '../intervals/wilson.ts';
import { normalTwoSided } from '../tails.ts';
import { type Answer, Unanswerable } from '../unanswerable.ts';

/** People of one kind, those with a cause and those without. */
export interface RiskStratum {
  /** What the kind weighs: its affected people, or what they are worth. */
  readonly weight: number;
  readonly affected: Risk;
  readonly others: Risk;
}

/** How many of n it happened to. */
interface Risk {
  readonly hits: number;
  readonly n: number;
}

/** How much more often it happens to the affected. */
export interface ExcessRisk {
  /** Weighted risk of the affected, of the others, and the first less the second, as fractions. */
  readonly affected: Estimate;
  readonly others: Estimate;
  readonly difference: Estimate;
  /** Two-sided, of no difference (normal, unpooled); null where nobody or everybody was hit. */
  readonly p: number | null;
  /** Share of all weight in kinds that have both affected people and others; only these are compared. */
  readonly compared: number;
  readonly method: string;
}

/**
 * Risk difference standardised to the affected: kinds are weighted by what the affected weigh. Each risk has Wilson’s
 * interval; those of weighted sums and of the difference come from the distances to the bounds (Zou and Donner 2008), so
 * a kind in which nothing happened still widens them. Unanswerable: `empty-group` where no kind has both sides,
 * `bad-weights` for a negative weight or none above 0, `out-of-scale` for counts that are none.
 */
export function excessRisk(strata: readonly RiskStratum[]): Answer<ExcessRisk> {
  const isCount = ({ hits, n }: Risk): boolean => hits >= 0 && n >= hits && Number.isFinite(n);
  if (strata.some(({ affected, others }) => !isCount(affected) || !isCount(others)))
    return new Unanswerable('out-of-scale');
  if (strata.some(({ weight }) => !(weight >= 0 && Number.isFinite(weight)))) return new Unanswerable('bad-weights');
  const all = strata.reduce((sum, { weight }) => sum + weight, 0);
  const both = strata.filter(({ affected, others }) => affected.n > 0 && others.n > 0);
  if (both.length === 0) return new Unanswerable('empty-group');
  const total = both.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return new Unanswerable('bad-weights');
  const affected = weighted(both.map((stratum) => ({ weight: stratum.weight / total, ...stratum.affected })));
  const others = weighted(both.map((stratum) => ({ weight: stratum.weight / total, ...stratum.others })));
  return {
    affected,
    others,
    difference: { value: affected.value - others.value, ...independentDifference(affected, others) },
    p: pValue(affected.value - others.value, both, total),
    compared: total / all,
    method: 'standardised to the affected, from Wilson score intervals of each kind',
  };
}

function weighted(risks: readonly (Risk & { readonly weight: number })[]): Estimate {
  let [value, below, above] = [0, 0, 0];
  for (const { weight, hits, n } of risks) {
    const { low, high } = wilson(hits, n) ?? { low: 0, high: 1 };
    value += (weight * hits) / n;
    below += (weight * (hits / n - low)) ** 2;
    above += (weight * (high - hits / n)) ** 2;
  }
  return { value, low: Math.max(0, value - Math.sqrt(below)), high: Math.min(1, value + Math.sqrt(above)) };
}

function pValue(difference: number, strata: readonly RiskStratum[], total: number): number | null {
  const spread = ({ hits, n }: Risk): number => ((hits / n) * (1 - hits / n)) / n;
  const variance = strata.reduce(
    (sum, { weight, affected, others }) => sum + (weight / total) ** 2 * (spread(affected) + spread(others)),
    0,
  );
  return variance > 0 ? normalTwoSided(difference / Math.sqrt(variance)) : null;
}
