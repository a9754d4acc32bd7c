import { percentileInterval } from '../../../stats/drivers/percentile-interval.ts';
import type { Estimate as Ranged } from '../../../stats/intervals/difference.ts';
import { netValue, payback } from '../../../stats/money/net-value.ts';
import { seeded } from '../../../stats/random.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { Estimate } from '../../contract/finding.ts';
import type { Saving } from './saving.ts';

interface Worth {
  readonly estimates: readonly Estimate[];
  /** Share of draws in which it pays. */
  readonly pays: number;
}

interface Terms {
  readonly saving: Saving;
  readonly solution: Ranged;
  /** Months. */
  readonly horizon: number;
  readonly unit: string | null;
  readonly seed: number;
}

/** Net, saving and payback from the same draws; the cost of a solution given as a range is drawn evenly from it. */
export function worthOf({ saving, solution, horizon, unit, seed }: Terms): Worth | null {
  const random = seeded(seed);
  const costs = saving.draws.map(() => solution.low + (solution.high - solution.low) * random.uniform());
  const net = netValue(
    saving.estimate * horizon - solution.value,
    saving.draws.map((gain, i) => gain * horizon - (costs[i] ?? 0)),
  );
  if (!isAnswered(net)) return null;
  const months = percentileInterval(saving.draws.map((gain, i) => payback(costs[i] ?? 0, gain) ?? Infinity));
  const monthly = percentileInterval(saving.draws);
  const until = payback(solution.value, saving.estimate);
  const { breakEven } = saving;
  const figures: readonly (Figure | null)[] = [
    { name: 'net', label: `Net over ${horizon} months`, value: net.estimate, unit, format: 'currency', range: net },
    { name: 'pays', label: 'Probability that it pays', value: net.pays, unit: null, format: 'percent', range: null },
    {
      name: 'saving',
      label: 'Saving a year',
      value: 12 * saving.estimate,
      unit,
      format: 'currency',
      range: { low: 12 * monthly.low, high: 12 * monthly.high },
    },
    until === null
      ? null
      : {
          name: 'payback',
          label: 'Payback',
          value: until,
          unit: 'months',
          format: 'number',
          range: Number.isFinite(months.high) ? months : null,
        },
    breakEven === null
      ? null
      : {
          name: 'break_even_effect',
          label: 'Effect a row at which it pays',
          value: breakEven,
          unit,
          format: 'currency',
          range: null,
        },
  ];
  return { pays: net.pays, estimates: figures.flatMap((each) => (each === null ? [] : [estimateOf(each, saving)])) };
}

interface Figure extends Pick<Estimate, 'name' | 'label' | 'value' | 'unit' | 'format'> {
  readonly range: { readonly low: number; readonly high: number } | null;
}

function estimateOf({ range, ...figure }: Figure, { n, of, method }: Saving): Estimate {
  const interval = range === null ? null : { low: range.low, high: range.high, level: 0.95, method };
  return { ...figure, interval, p: null, n, of };
}
