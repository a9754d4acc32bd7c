/** One comparison that somebody looked at, published or not. */
export interface Comparison {
  /** The relations compared, in order of name. */
  readonly datasets: readonly string[];
  /** What was compared: `nps`, `churn`, `cost`. */
  readonly outcome: string;
  /** By what it was told apart; null: against nothing. */
  readonly by: string | null;
  /** The filter as text; empty: none. */
  readonly where: string;
  readonly test: string;
  /** Two-sided; null where nothing was tested. */
  readonly p: number | null;
  readonly direction: 'up' | 'down' | 'none';
}

/** Remembers every comparison, so that a p-value is never shown without how many there were. */
export interface Ledger {
  readonly id: string;
  /** Adds comparisons; one that was looked at before counts once. */
  note(comparisons: readonly Comparison[]): void;
  /** How many there are on the same data and outcome, and the smallest q-value among `own`. */
  family(own: readonly Comparison[]): { readonly m: number; readonly q: number | null };
}
