import { type Answer, Unanswerable } from '../unanswerable.ts';

/** How much of the wealth the next test is given, as a level between 0 and 1. */
export type Spending = (wealth: number) => number;

export interface Investment {
  /** The level the test ran at; 0 when the wealth no longer pays for one. */
  readonly level: number;
  readonly rejected: boolean;
  /** What is left for later tests. */
  readonly wealth: number;
}

export interface InvestingPlan {
  /** The share of false discoveries to stay below (mFDR), 0 to 1. */
  readonly level: number;
  readonly spending: Spending;
}

/** Keeps at least `kept` (0 to 1) of the wealth through every test, so that a long session never runs dry (Zhao et al. 2017). */
export function farsighted(kept: number, level = 0.05): Spending {
  return (wealth) => Math.min(level, (wealth * (1 - kept)) / (1 + wealth * (1 - kept)));
}

/**
 * α-investing over p-values in the order in which they were looked at: a test costs level ÷ (1 − level) when it finds
 * nothing and earns the plan's level when it does; the first wealth is level × (1 − level). A test never sees later
 * ones, so a notebook that grows keeps its verdicts. Unanswerable: a p-value or level outside 0 to 1, a spending that
 * asks for more than there is. Source: Foster & Stine 2008; Zhao et al. 2017.
 */
export function alphaInvesting(
  pValues: readonly number[],
  { level, spending }: InvestingPlan,
): Answer<readonly Investment[]> {
  if (!(level > 0 && level < 1)) return new Unanswerable('out-of-scale', { level });
  const investments: Investment[] = [];
  let wealth = level * (1 - level);
  for (const p of pValues) {
    if (!(p >= 0 && p <= 1)) return new Unanswerable('out-of-scale', { pValue: p });
    const spent = spending(wealth);
    const cost = spent / (1 - spent);
    if (!(spent >= 0 && spent < 1 && cost <= wealth * (1 + 1e-12))) {
      return new Unanswerable('out-of-scale', { spent, wealth });
    }
    const rejected = spent > 0 && p <= spent;
    wealth = rejected ? wealth + level : Math.max(0, wealth - cost);
    investments.push({ level: spent, rejected, wealth });
  }
  return investments;
}
