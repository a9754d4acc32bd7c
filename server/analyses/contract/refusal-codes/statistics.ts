import type { CodeEntry } from './code-entry.ts';

/** What the data do not answer, whatever the question. */
export const statisticsCodes = {
  'bad-weights': {
    effect: 'refuse',
    message: 'The weights cannot be used: all are zero, or one is negative or missing.',
    hint: 'Bind a column of positive weights, or none.',
  },
  collinear: {
    effect: 'refuse',
    message: '{column} follows exactly from the other columns, so their parts cannot be told apart.',
    hint: 'Leave it out.',
  },
  'constant-column': {
    effect: 'refuse',
    message: '{column} is the same for everybody here: it can explain nothing.',
    hint: 'Leave it out, or look at more groups.',
  },
  'constant-outcome': {
    effect: 'refuse',
    message: 'The outcome is the same for everybody here ({n} cases): there is nothing to explain.',
    hint: 'Look at a longer time or at more groups.',
  },
  'empty-group': {
    effect: 'refuse',
    message: 'One of the groups that are compared has nobody in it{which}.',
    hint: 'Check how the groups are told apart.',
  },
  'impossible-margins': {
    effect: 'refuse',
    message: 'No weights can meet these margins: {margin} has nobody in the sample.',
    hint: 'Merge that category with another.',
  },
  'matrix-not-pd': {
    effect: 'refuse',
    message: 'The correlation matrix is not consistent (pairwise deletion). Use complete cases.',
    hint: 'Leave out items that few people answer.',
  },
  multiplicity: {
    effect: 'warn',
    message: 'p = {p} was found among {m} comparisons; q = {q}. Publish m and q with it.',
    hint: 'Confirm it on data that nobody has looked at yet.',
  },
  'n-too-small': {
    effect: 'refuse',
    message: 'Only {n} answers. Nothing is shown below 10.',
    hint: 'Look at a longer time, or at larger groups.',
  },
  'no-events': {
    effect: 'refuse',
    message: 'Nothing happened to any of the {n} during the time observed.',
    hint: 'Observe longer.',
  },
  'not-converged': {
    effect: 'refuse',
    message: 'The model has no stable answer on these data.',
    hint: 'Use fewer columns, or coarser ones.',
  },
  'out-of-scale': {
    effect: 'refuse',
    message: '{n} values of {column} lie outside of its scale ({scale}).',
    hint: 'Repair them at the source, or declare the scale that was used.',
  },
  separation: {
    effect: 'refuse',
    message: '{variable} predicts the outcome perfectly in this sample; the model has no finite answer.',
    hint: 'Show the table of counts instead, or merge rare groups.',
  },
  'small-n': {
    effect: 'warn',
    message: 'Only {n} answers: read with care.',
    hint: 'Read the interval, not the value.',
  },
  'too-few': {
    effect: 'refuse',
    message: 'There are {n} observations; at least {needed} are needed.',
    hint: 'Look at a longer time, or ask a simpler question.',
  },
  'too-many': {
    effect: 'refuse',
    message: 'There are {n} of them; at most {limit} can be handled.',
    hint: 'Leave some out, or merge them.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
