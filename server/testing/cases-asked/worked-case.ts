/** The worked cases of the semantic layer: seven small tables, a question, and the one right answer in literals. */
export interface WorkedCase {
  readonly name: string;
  readonly query: object;
  /** The columns that are compared. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly totals?: readonly (readonly unknown[])[];
  /** Codes of warnings that have to stand beside it. */
  readonly warnings?: readonly string[];
  /** Columns that must not be added up. */
  readonly overlapping?: readonly string[];
}

/** A question that has to be refused, with the code. */
interface RefusedCase {
  readonly name: string;
  readonly query: object;
  readonly refusal: string;
}

export type AskedCase = WorkedCase | RefusedCase;

/** Metrics without interval and count beside them. */
export function plain(...names: readonly string[]): readonly object[] {
  return names.map((name) => ({ name, interval: false }));
}
