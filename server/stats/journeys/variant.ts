/**
 * One way through a journey and how many cases took it: what SQL's ordered `string_agg` and a count reduce a log of events
 * to. `n` is a count above 0; a case is an order, a visit or a fault, not a customer, unless each customer has one.
 */
export interface Variant {
  /** Activities in the order in which they happened. */
  readonly steps: readonly string[];
  readonly n: number;
}
