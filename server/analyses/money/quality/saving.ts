/** what a solution saves a month, as draws: measured by units, or a share of the problem that it is expected to remove */
import { seeded } from '../../../stats/random.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Diagnostic } from '../../contract/finding.ts';
import { readArms } from '../linkage/arms.ts';
import { type NamedChange, namedChange } from '../linkage/change.ts';
import { measureByUnits, sharedChecks } from '../linkage/did.ts';
import { netOf } from '../linkage/net.ts';
import { boundOutcomes, hasUnits, observe } from '../linkage/outcomes.ts';
import { type Refusal, refusal } from '../../contract/refusal.ts';
import { type Bookings, type QualityClass, totalsOf } from './bookings.ts';

export interface Saving {
  /** A month, as found or expected. */
  readonly estimate: number;
  /** The same, drawn. */
  readonly draws: readonly number[];
  /** Treated units or months behind it. */
  readonly n: number;
  readonly of: string;
  readonly method: string;
  /** Of a measured saving; none of an expected one. */
  readonly diagnostics: readonly Diagnostic[];
  readonly isMeasured: boolean;
  /** Set off of the mean effect on a row so that the change pays; null for an expected saving. */
  readonly breakEven: number | null;
}

const draws = 2000;

/** The saving that the change had where units and their costs are bound; `few-clusters`, `pretrend-failed` and others as its design refuses. */
export async function measuredSaving(context: AnalysisContext, change: NamedChange): Promise<Saving | Refusal | null> {
  const [outcome] = boundOutcomes(context).filter(({ key }) => key === 'cost');
  const arms = context.find('arms') === null ? null : await readArms(context, change);
  if (arms === null || outcome === undefined || !hasUnits(context, outcome)) return null;
  if ('code' in arms) return arms;
  const g = Math.min(arms.treated, arms.control);
  if (g < 10) return refusal('few-clusters', { g });
  const observed = await observe(context, outcome, { change, arms: arms.sql, withUnits: true });
  if ('code' in observed) return observed;
  const measured = await measureByUnits(context, observed, 1);
  const [refused] = measured.refusals;
  if (refused !== undefined) return refused;
  const horizon = context.options.number('horizon') ?? 12;
  const net = await netOf(context, [observed], { margin: null, cost: change.cost, horizon, discount: null });
  if (net === null) return refusal('point-without-range');
  return {
    estimate: net.gain.estimate,
    draws: net.gains,
    n: net.units,
    of: 'treated units',
    method: `bootstrap of units, middle 95 % of ${net.gains.length} replicates`,
    diagnostics: [...sharedChecks([observed], arms), ...measured.diagnostics],
    isMeasured: true,
    breakEven: net.breakEven,
  };
}

/** A share between two of the failures of months that are drawn again; null without shares, a refusal for one alone. */
export function expectedSaving(
  context: AnalysisContext,
  bookings: Bookings,
  names: readonly QualityClass[],
): Saving | Refusal | null {
  const shares = context.options.numbers('removes');
  if (shares.length === 0) return null;
  const [low = 0, high = low] = [...shares].sort((a, b) => a - b);
  if (shares.length !== 2 || low === high) return refusal('point-without-range', {}, { of: 'net' });
  const months = totalsOf(bookings, names);
  const mean = months.reduce((sum, value) => sum + value, 0) / months.length;
  const random = seeded(context.seed);
  const drawn = Array.from({ length: draws }, () => {
    let sum = 0;
    for (let i = 0; i < months.length; i++) sum += months[random.integer(months.length)] ?? 0;
    return (sum / months.length) * (low + (high - low) * random.uniform());
  });
  return {
    estimate: (mean * (low + high)) / 2,
    draws: drawn,
    n: months.length,
    of: 'months',
    method: `months drawn again, share even between both, middle 95 % of ${draws} draws`,
    diagnostics: [],
    isMeasured: false,
    breakEven: null,
  };
}

/** The change whose effect is measured; a name and a first day stand in where only its cost is known. */
export async function changeOf(context: AnalysisContext): Promise<NamedChange | null> {
  if (context.find('changes') === null && !context.options.has('start')) return null;
  return await namedChange(context);
}
