import type { DatasetKind } from '../../model/model.ts';
import type { Design, Diagnostic, EvidenceGrade } from '../contract/finding.ts';
import { type Refusal, refusesAsWhole } from '../contract/refusal.ts';

interface Graded {
  readonly design: Design;
  readonly kinds: ReadonlySet<DatasetKind>;
  readonly diagnostics: readonly Diagnostic[];
  readonly refusals: readonly Refusal[];
}

/** The grade that design, sources and diagnostics earn, and the step that is missing for the next. */
export function gradeOf({ design, kinds, diagnostics, refusals }: Graded): {
  readonly grade: EvidenceGrade;
  readonly reason: string;
} {
  if (refusals.some(refusesAsWhole)) return { grade: 'E0', reason: 'Nothing is claimed: the analysis refused.' };
  if (design === 'count') return { grade: 'E0', reason: 'Counted or described; nothing is compared.' };
  const failed = diagnostics.filter(({ passed }) => passed === false);
  if (design === 'quasi-experiment' || design === 'randomised') {
    const what = failed.map(({ label }) => label).join(', ');
    if (failed.length > 0) return { grade: 'E1', reason: `A comparison only: ${what} did not hold.` };
    if (design === 'randomised')
      return { grade: 'E4', reason: 'Assigned by chance, and the assignment was recorded before the outcome.' };
    const passed = diagnostics.filter((each) => each.passed === true);
    if (passed.length > 0)
      return {
        grade: 'E3',
        reason: `A comparison group or a series before, and every check passed (${passed.length}).`,
      };
    return { grade: 'E1', reason: 'A comparison only: no diagnostic could be run.' };
  }
  const evidence = ['survey', 'operational', 'financial'] as const;
  if (evidence.filter((kind) => kinds.has(kind)).length < 2)
    return { grade: 'E1', reason: 'An association within one kind of source; E2 needs a second kind.' };
  if (design === 'comparison')
    return { grade: 'E1', reason: 'An association as it is; E2 needs adjustment for what else differs.' };
  return {
    grade: 'E1',
    reason: 'An adjusted association across kinds of sources; E2 needs its place in a register of comparisons.',
  };
}
