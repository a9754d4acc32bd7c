/** What a refusal does: no number at all, a label or order or colour held back, or a note beside the number. */
export type Effect = 'refuse' | 'withhold' | 'warn';

export interface CodeEntry {
  readonly effect: Effect;
  /** A plain sentence; `{name}` stands for a detail. */
  readonly message: string;
  /** The way out. */
  readonly hint: string;
}
