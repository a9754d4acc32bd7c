import type { CodeEntry } from './code-entry.ts';

/** What may not be looked at, or not in this way. */
export const accessCodes = {
  'fan-out-refused': {
    effect: 'refuse',
    message: 'The join repeats rows {factor} times; {column} would be summed more than once.',
    hint: 'Aggregate to one row a customer first.',
  },
  'k-anon': {
    effect: 'refuse',
    message: 'Fewer than {k} persons in {cells} of the cells. They are not shown.',
    hint: 'Merge small units, or look at a longer time.',
  },
  'no-consent': {
    effect: 'refuse',
    message: '{n} customers have not agreed to the purpose “{purpose}” and are left out.',
    hint: 'Ask for consent, or for another purpose.',
  },
  'no-purpose': {
    effect: 'refuse',
    message: '{column} has no declared purpose for this use.',
    hint: 'Declare one in the model file.',
  },
  'purpose-denied': {
    effect: 'refuse',
    message: '{message}',
    hint: 'Ask for a purpose that the data were collected for.',
  },
  'single-source': {
    effect: 'withhold',
    message: 'One kind of source: this is an observation. An insight needs at least two kinds.',
    hint: 'Add operational or financial data beside the survey.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
