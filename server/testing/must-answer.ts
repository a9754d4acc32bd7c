import { type Answer, isAnswered } from '../stats/unanswerable.ts';

/** The answer of a computation, or a failed test that says why there is none. */
export function mustAnswer<T>(answer: Answer<T>): T {
  if (!isAnswered(answer)) throw new Error(`No answer: ${answer.reason} ${JSON.stringify(answer.details)}`);
  return answer;
}
