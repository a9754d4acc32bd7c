import type { CodeEntry } from './code-entry.ts';

/** About journeys, waiting, recovery and employees. */
export const journeysCodes = {
  'adherence-as-experience': {
    effect: 'withhold',
    message:
      'Following the map is not the same as a good experience. Completion of the customer’s own goal is shown instead.',
    hint: 'Judge a journey by whether customers reached what they came for.',
  },
  'deviation-not-error': {
    effect: 'withhold',
    message: 'Customers left the designed path. That is a difference, not an error.',
    hint: 'Look at how such journeys ended.',
  },
  ecological: {
    effect: 'refuse',
    message: 'A relation between units says nothing about single persons in them.',
    hint: 'Say “units where …”, not “employees who …”.',
  },
  'mean-wait-only': {
    effect: 'refuse',
    message: 'A mean hides long waits and abandoned ones. Quantiles with abandonment are shown.',
    hint: 'Quote the median and the 90th percentile.',
  },
  'one-side-only': {
    effect: 'warn',
    message: '{side} experience is missing here: customers and employees belong side by side.',
    hint: 'Bind the other side.',
  },
  'path-experience-assumed': {
    effect: 'withhold',
    message: 'Path and experience are rarely tied directly. Only the measured association is shown.',
    hint: 'Bind answers to see whether there is one.',
  },
  'phase-uncovered': {
    effect: 'withhold',
    message: 'No feedback is collected {phase} the transaction: “monitored” is withheld.',
    hint: 'Open a listening post there.',
  },
  'plan-hole': {
    effect: 'warn',
    message: '{place} has no {what}.',
    hint: 'Give it one, or decide that it needs none.',
  },
  'recovery-paradox': {
    effect: 'refuse',
    message:
      'Customers with a repaired failure are not shown to be happier than those without one: the interval includes 0.',
    hint: 'Say that repair goes with less loss, if that is what the table shows.',
  },
  selection: {
    effect: 'warn',
    message: 'Who got the repair effort was not random: easy cases may have been chosen.',
    hint: 'Read the matched comparison, not the plain one.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
