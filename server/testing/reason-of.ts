import { type Answer, Unanswerable } from '../stats/unanswerable.ts';

/** Why a statistic has no answer; the text `answered` where it has one. */
export function reasonOf(answer: Answer<unknown>): string {
  return answer instanceof Unanswerable ? answer.reason : 'answered';
}
