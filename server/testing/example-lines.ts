import type { Finding } from '../analyses/contract/finding.ts';
import { count, withInterval } from '../analyses/words/words.ts';

/** A finding in a few lines, as its page of the reference shows it. */
export function exampleLines({
  verdict,
  estimate,
  estimates,
  grade,
  gradeReason,
  refusals,
}: Finding): readonly string[] {
  const all = [...(estimate === null ? [] : [estimate]), ...estimates].slice(0, 8);
  return [
    verdict,
    ...all.map((each) => `${each.label}: ${withInterval(each)}, n ${count(each.n)} ${each.of}`),
    `${grade}: ${gradeReason}`,
    ...refusals.map(({ code, message }) => `${code.toUpperCase().replaceAll('-', '_')}: ${message}`),
  ];
}
