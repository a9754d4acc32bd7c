/** One comparison that somebody looked at, published or not. */
export interface Comparison {
  /** The datasets behind what was compared, in order of name. */
  readonly datasets: readonly string[];
  /** What they were read through, in order: datasets by name, cells by their name and statement. Another cell is a fork. */
  readonly through?: readonly string[];
  /** What was compared: `nps`, `churn`, `cost`. */
  readonly outcome: string;
  /** By what it was told apart, with everything chosen for it such as a period; null: against nothing. */
  readonly by: string | null;
  /** The part of the data it looked at, where it looked at one part after another: `segment family`. */
  readonly segment?: string;
  /** The filter as text; empty: none. Every other filter makes another comparison. */
  readonly where: string;
  readonly test: string;
  /** Two-sided; null where nothing was tested. It counts in the family all the same. */
  readonly p: number | null;
  readonly direction: 'up' | 'down' | 'none';
}

/** All comparisons on the same data and outcome, as they concern some of them. */
export interface Family {
  /** How many there are. */
  readonly m: number;
  /** The smallest p-value among one's own; null where none was tested. */
  readonly p: number | null;
  /** Its q-value by Benjamini and Hochberg: comparisons without a p-value count as having found nothing. */
  readonly q: number | null;
}

/** Remembers every comparison, so that a p-value is never shown without how many there were. Nothing is ever taken out. */
export interface Ledger {
  readonly id: string;
  /** Adds comparisons; one that was looked at before counts once, with its newest result. */
  note(comparisons: readonly Comparison[]): void;
  family(own: readonly Comparison[]): Family;
}
