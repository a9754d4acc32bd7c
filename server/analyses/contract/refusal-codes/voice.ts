import type { CodeEntry } from './code-entry.ts';

/** About what customers say, and what they do not. */
export const voiceCodes = {
  'diff-unreliable': {
    effect: 'warn',
    message: 'The reliability of this difference is {rho}, below 0.7. Much of it is measurement noise.',
    hint: 'Report expectation and perception apart.',
  },
  'emotion-as-goal': {
    effect: 'refuse',
    message: 'Emotion is a signal to act on one interaction. It cannot be a goal or a result.',
    hint: 'Set the goal on what the interaction should end in.',
  },
  'emotion-intensity': {
    effect: 'refuse',
    message: 'Emotion is recorded as present or absent. Values such as {value}, scales and averages are not accepted.',
    hint: 'Bind a Boolean column.',
  },
  'gap-unit-mismatch': {
    effect: 'refuse',
    message: 'The two sides differ in {what} ({left} against {right}). A gap needs the same question, scale and unit.',
    hint: 'Ask both sides the same item on the same scale.',
  },
  'labels-unreliable': {
    effect: 'refuse',
    message: 'Labellers agree at κ = {kappa}, below 0.6. The detector cannot be validated on these labels.',
    hint: 'Write clearer instructions and label again.',
  },
  'prevalence-not-estimable': {
    effect: 'refuse',
    message: 'With this detector the true share cannot be estimated.',
    hint: 'Improve the detector: sensitivity and specificity must add up to clearly more than 1.',
  },
  'promise-unverifiable': {
    effect: 'withhold',
    message: '“{wording}” has no measure. Its status is unverifiable, not kept.',
    hint: 'Say what would show that it is kept, and measure that.',
  },
  'sentiment-without-cause': {
    effect: 'refuse',
    message: 'This chart shows feeling but no cause. Link a cause or driver before publishing.',
    hint: 'Bind causes of the same interactions.',
  },
  'silence-has-no-reason': {
    effect: 'refuse',
    message: 'Silent customers gave no reason. None can be inferred.',
    hint: 'Ask some of them, and read the answers.',
  },
  'single-post': {
    effect: 'withhold',
    message: 'One listening post is not the voice of the customer.',
    hint: 'Open posts where customers meet you otherwise.',
  },
  'unpaired-gap': {
    effect: 'warn',
    message: 'Expectation and perception come from different people: the gap is not paired.',
    hint: 'Ask both questions of the same people.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
