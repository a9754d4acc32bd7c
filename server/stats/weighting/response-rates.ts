import { type Answer, Unanswerable } from '../unanswerable.ts';

/** What became of the people who were asked, counted. */
export interface Outcomes {
  readonly complete: number;
  readonly partial: number;
  readonly refused: number;
  /** Never reached. */
  readonly notContacted: number;
  /** Reached, but neither answered nor refused: too ill, wrong language. */
  readonly other: number;
  /** Not known whether they belong to the people who should be asked: invitations that bounced. */
  readonly unknown: number;
}

/** Shares from 0 to 1, after the definitions of the American Association for Public Opinion Research. */
export interface ResponseRates {
  /** Complete answers of all that were asked, unknown ones included: the smallest of the rates (RR1). */
  readonly response: number;
  /** The same with partial answers counted as answers (RR2). */
  readonly withPartial: number;
  /** Complete answers of all that were reached; null when nobody was. */
  readonly cooperation: number | null;
  /** Refusals of all that were asked. */
  readonly refusal: number;
  /** Reached of all that were asked. */
  readonly contact: number;
  readonly asked: number;
}

/** `empty-group` when nobody was asked, `out-of-scale` for a count below 0. */
export function responseRates(outcomes: Outcomes): Answer<ResponseRates> {
  const { complete, partial, refused, notContacted, other, unknown } = outcomes;
  const counts = [complete, partial, refused, notContacted, other, unknown];
  if (counts.some((count) => !(count >= 0) || !Number.isFinite(count))) return new Unanswerable('out-of-scale');
  const asked = counts.reduce((sum, count) => sum + count, 0);
  if (asked === 0) return new Unanswerable('empty-group');
  const reached = complete + partial + refused + other;
  return {
    response: complete / asked,
    withPartial: (complete + partial) / asked,
    cooperation: reached > 0 ? complete / reached : null,
    refusal: refused / asked,
    contact: reached / asked,
    asked,
  };
}
