/** how far a study of drivers can be trusted: what it explains, who is left out, how alike the ratings are */
import type { Diagnostic } from '../../contract/finding.ts';
import { count, listed } from '../../words/words.ts';
import type { Shown } from './driver-tables.ts';

/** Below this share of the differences, shares of it are shares of almost nothing. */
export const littleExplained = 0.05;

/** Checks that are shown beside the numbers. */
export function driverDiagnostics({ data, profile, study }: Shown): Diagnostic[] {
  const { fit, intervals, ridge } = study;
  const complete = profile.complete / profile.rated;
  const cases = profile.complete / data.drivers.length;
  return [
    {
      name: 'r_squared',
      label: 'Differences explained',
      value: fit.rSquared,
      passed: fit.rSquared >= littleExplained,
      message: 'Shares of a small R² are shares of almost nothing.',
    },
    {
      name: 'complete',
      label: 'Answers without a gap',
      value: complete,
      passed: complete >= 0.5,
      message: `${count(profile.complete)} of ${count(profile.rated)} answers have the outcome and every driver; the others are left out.`,
    },
    {
      name: 'cases_per_driver',
      label: 'Answers a driver',
      value: cases,
      passed: cases >= 10,
      message: 'At least 10, better 20, answers a driver keep weights from following chance.',
    },
    {
      name: 'outcome_points',
      label: 'Points of the outcome',
      value: profile.points,
      passed: profile.points >= 7,
      message: 'The outcome is treated as a distance; with fewer than 7 points that is a rough picture.',
    },
    ...(study.alpha === null
      ? []
      : [
          {
            name: 'alpha',
            label: 'Cronbach’s α of the ratings',
            value: study.alpha,
            passed: study.alpha < 0.9,
            message:
              'Ratings with α of 0.9 or more say much the same: their mood, not the things rated, may be what goes with the outcome.',
          },
        ]),
    ...(data.rare.length === 0
      ? []
      : [
          {
            name: 'left_out',
            label: 'Items left out',
            value: listed(data.rare),
            passed: null,
            message: 'Few people answered them together with the outcome; name them in the option items to keep them.',
          },
        ]),
    ...(intervals.failed === 0
      ? []
      : [
          {
            name: 'failed_draws',
            label: 'Draws without an answer',
            value: intervals.failed,
            passed: null,
            message: 'Draws in which a driver did not vary are left out of the intervals.',
          },
        ]),
    ...(ridge === null
      ? []
      : [
          {
            name: 'ridge_penalty',
            label: 'Penalty of the ridge weights',
            value: ridge.penalty,
            passed: null,
            message: 'Chosen by ten-fold cross-validation; ridge weights carry no p-values.',
          },
        ]),
  ];
}
