/** Why a computation has no answer. The caller turns it into a refusal in words. */
export type Reason =
  /** Too few observations for what is asked. */
  | 'too-few'
  /** More columns than the method can take. */
  | 'too-many'
  /** A group that is compared has nobody in it. */
  | 'empty-group'
  /** The outcome is the same for everybody. */
  | 'constant-outcome'
  /** A column that should explain something is the same for everybody. */
  | 'constant-column'
  /** A column follows exactly from the others. */
  | 'collinear'
  /** A column predicts the outcome perfectly. */
  | 'separation'
  /** Nothing happened to anybody during the time that was observed. */
  | 'no-events'
  /** All weights are zero, or one is negative or not a number. */
  | 'bad-weights'
  /** A correlation matrix that no data can have. */
  | 'not-positive-definite'
  /** The iterations did not settle. */
  | 'not-converged'
  /** A value outside of its scale, a share outside of 0 to 1, or not a finite number. */
  | 'out-of-scale'
  /** Margins that no weights can meet. */
  | 'impossible-margins';

/** What a function of this folder returns where the data have no answer: never NaN, never an exception. */
export class Unanswerable {
  readonly reason: Reason;
  /** Numbers and names for the message: `{ n: 3, needed: 8 }`, `{ column: 'age' }`. */
  readonly details: { readonly [name: string]: string | number };

  constructor(reason: Reason, details: { readonly [name: string]: string | number } = {}) {
    this.reason = reason;
    this.details = details;
  }
}

/** An answer, or why there is none. */
export type Answer<T> = T | Unanswerable;

/** Whether there is an answer. */
export function isAnswered<T>(answer: Answer<T>): answer is T {
  return !(answer instanceof Unanswerable);
}
