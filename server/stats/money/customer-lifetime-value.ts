import { type Answer, Unanswerable } from '../unanswerable.ts';

export interface LifetimeTerms {
  /** Margin of a customer and period. */
  readonly margin: number;
  /** Share of customers that stay from one period to the next, 0 to 1. */
  readonly retention: number;
  /** Discount rate a period, above −1 and such that 1 + discount exceeds retention. */
  readonly discount: number;
}

/**
 * m·r / (1 + d − r): the margin still to come from a customer of today, after this period's has been taken (Gupta and Lehmann
 * 2003). With this period's margin it is `margin` more. `out-of-scale` where the series does not end.
 */
export function customerLifetimeValue({ margin, retention, discount }: LifetimeTerms): Answer<number> {
  const sound = retention >= 0 && retention <= 1 && 1 + discount > retention && Number.isFinite(margin * discount);
  return sound ? (margin * retention) / (1 + discount - retention) : new Unanswerable('out-of-scale');
}
