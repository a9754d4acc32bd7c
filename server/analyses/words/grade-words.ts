import type { EvidenceGrade, Finding } from '../contract/finding.ts';
import { refusesAsWhole } from '../contract/refusal.ts';

/** A grade in words that need no code to be understood. */
export interface GradeWords {
  /** One or two words for it. */
  readonly word: string;
  /** What a reader may take from it, in a sentence. */
  readonly meaning: string;
  /** What the next grade needs; null at the top, and where the reason of the grade says it. */
  readonly next: string | null;
}

const words: { readonly [Grade in EvidenceGrade]: GradeWords } = {
  E0: { word: 'Counted', meaning: 'It says what is, not why.', next: 'The next grade needs a comparison.' },
  E1: {
    word: 'Association',
    meaning: 'A comparison as it stands: whatever it shows may have other reasons.',
    next: null,
  },
  E2: {
    word: 'Adjusted association',
    meaning: 'A comparison across kinds of data, with known other reasons and chance finds accounted for.',
    next: 'The next grade needs a comparison group, or a series before the change, that passes its checks.',
  },
  E3: {
    word: 'Tested effect',
    meaning:
      'Measured against a comparison that passed its checks: a difference found so is unlikely to have other reasons.',
    next: 'The next grade needs chance to decide who gets the change.',
  },
  E4: {
    word: 'Experiment',
    meaning: 'Chance decided who got the change: a difference found so comes from it, or from chance as far as said.',
    next: null,
  },
};

/** The grade of a finding in words; where the finding refuses as a whole, nothing is claimed. */
export function gradeWords({ grade, refusals }: Pick<Finding, 'grade' | 'refusals'>): GradeWords {
  if (!refusals.some(refusesAsWhole)) return words[grade];
  return { word: 'No claim', meaning: 'There is no number here that could be misread.', next: null };
}
