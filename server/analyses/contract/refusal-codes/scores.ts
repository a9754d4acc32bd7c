import type { CodeEntry } from './code-entry.ts';

/** About scores and how they move. */
export const scoresCodes = {
  'adjusted-for-outcome': {
    effect: 'warn',
    message:
      '{segment} may have been decided after the thing studied. Adjusting for it can create a difference that is not there.',
    hint: 'Adjust only for what was decided before.',
  },
  anecdote: {
    effect: 'withhold',
    message: '{n} comments are an anecdote, not evidence. At least 10 are needed.',
    hint: 'Collect more before anything is concluded.',
  },
  'causal-wording': {
    effect: 'refuse',
    message:
      '“{word}” claims a cause; the evidence is {grade}. Say “is associated with” or “was followed by”, or bring a design of grade E3.',
    hint: 'The analysis financial-linkage measures the effect of a named change.',
  },
  'low-response': {
    effect: 'withhold',
    message: '{rr} answered and nothing is weighted. Say “respondents”, not “our customers”.',
    hint: 'Weight by what is known of everybody, and show the bounds.',
  },
  'no-baseline': {
    effect: 'refuse',
    message: 'There are {n} points; at least 8 are needed for a baseline. Measuring starts today.',
    hint: 'Come back when there are 8.',
  },
  'not-understood': {
    effect: 'withhold',
    message: 'Heard, not understood: no reason, driver or journey is linked to this score.',
    hint: 'Bind reasons, or read the score beside key-drivers or journey-drift.',
  },
  'overlapping-ranks': {
    effect: 'withhold',
    message: 'The intervals overlap: no order can be claimed.',
    hint: 'Speak of groups that can be told apart.',
  },
  'rate-as-quality': {
    effect: 'withhold',
    message: 'A higher response rate is not by itself less bias. Look at who is missing.',
    hint: 'Read who answered beside who was asked.',
  },
  'rise-without-change': {
    effect: 'refuse',
    message: 'The score moved, but no change is linked. It cannot be published as a result.',
    hint: 'Name the change in the options, or publish it as an observation.',
  },
  'score-without-n': {
    effect: 'refuse',
    message: 'A score needs its n.',
    hint: 'Bind the answers, not a table of scores.',
  },
  'simpson-reversal': {
    effect: 'refuse',
    message: 'The difference turns round within {segment}. Show both or neither.',
    hint: 'Publish the table of both, with this sentence.',
  },
  'stale-data': {
    effect: 'withhold',
    message: 'Last data are {days} days old; expected every {cadence}.',
    hint: 'Find out why the feed has stopped.',
  },
  'survey-unhealthy': {
    effect: 'withhold',
    message: '{share} of the answers look mechanical, or drop-off is high. The score is greyed.',
    hint: 'Shorten the survey, and leave mechanical answers out.',
  },
  'weights-extreme': {
    effect: 'warn',
    message: 'The largest weight is {ratio} times the median; effective n is {neff}. Trim and rake again.',
    hint: 'Merge small categories, or trim.',
  },
  'within-noise': {
    effect: 'withhold',
    message: 'The change lies within normal variation. No arrow, no colour.',
    hint: 'Wait for more data before anybody is praised or blamed.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
