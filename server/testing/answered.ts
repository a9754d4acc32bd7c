import { type Answer, isAnswered, Unanswerable } from '../stats/unanswerable.ts';

/** What a statistic answers; fails where it has none. */
export function answered<T>(answer: Answer<T>): T {
  if (!isAnswered(answer)) throw new Error(`no answer: ${answer.reason} ${JSON.stringify(answer.details)}`);
  return answer;
}

/** Why a statistic has no answer; the text `answered` where it has one. */
export function reasonOf(answer: Answer<unknown>): string {
  return answer instanceof Unanswerable ? answer.reason : 'answered';
}
