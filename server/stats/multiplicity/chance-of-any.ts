import { type Answer, Unanswerable } from '../unanswerable.ts';

/**
 * The chance, 0 to 1, that at least one of `tests` independent tests of true null hypotheses comes out below `level`:
 * 1 − (1 − level)^tests. Unanswerable: a level outside 0 to 1, a negative or broken number of tests.
 */
export function chanceOfAny(tests: number, level = 0.05): Answer<number> {
  if (!(level >= 0 && level <= 1)) return new Unanswerable('out-of-scale', { level });
  if (!Number.isSafeInteger(tests) || tests < 0) return new Unanswerable('out-of-scale', { tests });
  if (tests === 0) return 0;
  return -Math.expm1(tests * Math.log1p(-level));
}
