import { percentileInterval } from '../../../stats/drivers/percentile-interval.ts';
import { type BootstrapUnit, jointBootstrap, type OutcomeSums } from '../../../stats/effects/joint-bootstrap.ts';
import { netPresentValue } from '../../../stats/money/net-present-value.ts';
import { type NetValue, netValue, payback } from '../../../stats/money/net-value.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Observed } from './outcomes.ts';

/** What a change is worth a month, over all treated units. */
export interface Net {
  /** Less its cost, spread over the horizon. */
  readonly net: NetValue;
  /** Before its cost. */
  readonly gain: NetValue;
  /** The gain in each replicate. */
  readonly gains: readonly number[];
  /** Months until the gain has earned the cost back; null where it never does. */
  readonly payback: number | null;
  /** Middle 95 % of replicates; null where more than 1 in 40 of them never pay back. */
  readonly paybackInterval: { readonly low: number; readonly high: number } | null;
  /** Present value of the gain over the horizon less the cost; null without a yearly discount rate. */
  readonly presentValue: number | null;
  /** Treated units. */
  readonly units: number;
  /** The effect a row at which net is 0, by the first money outcome; null without one. */
  readonly breakEven: number | null;
}

export interface NetTerms {
  /** Share of revenue that is left after what it costs to earn it; null: revenue is left out. */
  readonly margin: number | null;
  readonly cost: number | null;
  /** Months. */
  readonly horizon: number;
  /** A year: 0.08 for 8 %. */
  readonly discount: number | null;
}

const draws = 2000;

/** Money of all outcomes from the same resampled units; null where no outcome is money or units are too few. */
export async function netOf(
  context: AnalysisContext,
  observed: readonly Observed[],
  terms: NetTerms,
): Promise<Net | null> {
  const money = observed.filter(
    ({ outcome }) => outcome.key === 'cost' || (outcome.key === 'revenue' && terms.margin !== null),
  );
  const units = bootstrapUnits(money);
  if (money.length === 0) return null;
  const drawn = await context.turns(jointBootstrap(units, { draws, seed: context.seed }));
  if (!isAnswered(drawn)) return null;
  const gainOf = (effects: readonly number[]): number =>
    money.reduce(
      (sum, { outcome, volume }, i) =>
        sum + (effects[i] ?? 0) * volume * (outcome.key === 'cost' ? -1 : (terms.margin ?? 0)),
      0,
    );
  const cost = (terms.cost ?? 0) / terms.horizon;
  const gains = drawn.replicates.map(gainOf);
  const estimate = gainOf(drawn.estimates);
  const net = netValue(
    estimate - cost,
    gains.map((value) => value - cost),
  );
  const gain = netValue(estimate, gains);
  if (!isAnswered(net) || !isAnswered(gain)) return null;
  const months = gains.map((value) => payback(terms.cost ?? 0, value) ?? Infinity);
  const interval = percentileInterval(months);
  const [first] = money;
  return {
    net,
    gain,
    gains,
    payback: payback(terms.cost ?? 0, estimate),
    paybackInterval: Number.isFinite(interval.high) && terms.cost !== null ? interval : null,
    presentValue: presentValueOf(estimate, terms),
    units: units.filter(({ treated }) => treated).length,
    breakEven:
      first === undefined || !(first.volume > 0)
        ? null
        : (cost / first.volume) * (first.outcome.key === 'cost' ? -1 : 1 / (terms.margin ?? 1)),
  };
}

function presentValueOf(gain: number, { discount, horizon, cost }: NetTerms): number | null {
  if (discount === null) return null;
  const value = netPresentValue(
    Array.from({ length: horizon }, () => gain),
    (1 + discount) ** (1 / 12) - 1,
  );
  return isAnswered(value) ? value - (cost ?? 0) : null;
}

/** Clusters with their sums in every outcome; one without data in an outcome brings nothing to it. */
function bootstrapUnits(observed: readonly Observed[]): BootstrapUnit[] {
  const clusters = new Map(
    observed.flatMap(({ sides }) => sides.map(({ unit, treated }) => [`${unit} ${treated}`, treated] as const)),
  );
  const known = observed.map(({ sides }) => {
    const sums = new Map<string, { n: number; sum: number }>();
    for (const { unit, treated, after, n, sum } of sides) {
      const key = `${unit} ${treated} ${after}`;
      const old = sums.get(key) ?? { n: 0, sum: 0 };
      sums.set(key, { n: old.n + n, sum: old.sum + sum });
    }
    return sums;
  });
  const none = { n: 0, sum: 0 };
  return [...clusters].map(([key, treated]) => ({
    treated,
    outcomes: known.map((sums): OutcomeSums => ({
      before: sums.get(`${key} false`) ?? none,
      after: sums.get(`${key} true`) ?? none,
    })),
  }));
}
