import type { Analysis } from '../../contract/analysis.ts';

/** The data that play a part: signals, and what they can be held against. */
export const emotionRoles: Analysis['roles'] = [
  {
    name: 'signals',
    label: 'Signals',
    description: 'one row an interaction and detector: yes or no, never how much.',
    kinds: ['operational', 'survey'],
    columns: [
      { name: 'interaction', label: 'Interaction', description: 'what was looked at: a ticket, a call, an answer.', type: 'any', names: ['interaction_id', 'ticket_id', 'response_id'] }, // prettier-ignore
      { name: 'present', label: 'Present', description: 'whether it was detected; yes or no.', type: 'any', names: ['is_present', 'detected'] }, // prettier-ignore
      { name: 'signal', label: 'Signal', description: 'which signal, where there are several.', type: 'text', optional: true }, // prettier-ignore
      { name: 'person', label: 'Customer', description: 'who it is about.', type: 'any', is: 'person', names: ['customer_id'], optional: true }, // prettier-ignore
      { name: 'detected', label: 'Detected at', description: 'when it was detected.', type: 'time', is: 'time', names: ['detected_at', 'ts'], optional: true }, // prettier-ignore
      { name: 'resumed', label: 'Back to normal at', description: 'when the process went on; empty while it has not.', type: 'time', names: ['resumed_at'], optional: true }, // prettier-ignore
      { name: 'version', label: 'Detector version', description: 'of the detector that looked.', type: 'any', names: ['detector_version'], optional: true }, // prettier-ignore
    ],
  },
  {
    name: 'labels',
    label: 'Labels',
    description: 'what people say who read a sample; drawn at random or by what the detector said.',
    kinds: ['operational', 'survey', 'reference'],
    dataset: 'signal_labels',
    optional: true,
    columns: [
      { name: 'interaction', label: 'Interaction', description: 'the same key as of the signals.', type: 'any', names: ['interaction_id', 'ticket_id', 'response_id'] }, // prettier-ignore
      { name: 'present', label: 'Present', description: 'whether it is there; yes or no.', type: 'any', names: ['is_present'] }, // prettier-ignore
      { name: 'signal', label: 'Signal', description: 'which signal was looked for.', type: 'text', optional: true },
      { name: 'labeller', label: 'Labeller', description: 'who read it.', type: 'any', names: ['reader'], optional: true }, // prettier-ignore
    ],
  },
  {
    name: 'causes',
    label: 'Causes',
    description: 'what the interactions were about, so that feeling does not stand without a cause.',
    kinds: ['operational', 'survey', 'reference'],
    dataset: 'signal_causes',
    optional: true,
    columns: [
      { name: 'interaction', label: 'Interaction', description: 'the same key as of the signals.', type: 'any', names: ['interaction_id', 'ticket_id', 'response_id'] }, // prettier-ignore
      { name: 'cause', label: 'Cause', description: 'what it was about.', type: 'any', names: ['cause_id', 'primary_cause', 'reason_id'] }, // prettier-ignore
    ],
  },
  {
    name: 'outcomes',
    label: 'Outcomes',
    description: 'what happened later, one row an interaction, to see what the signal adds beside other facts.',
    kinds: ['operational', 'survey', 'financial'],
    dataset: 'signal_outcomes',
    optional: true,
    columns: [
      { name: 'interaction', label: 'Interaction', description: 'the same key as of the signals.', type: 'any', names: ['interaction_id', 'ticket_id', 'response_id'] }, // prettier-ignore
      { name: 'outcome', label: 'Outcome', description: 'whether it happened: left, came back, complained; yes or no.', type: 'any' }, // prettier-ignore
      { name: 'others', label: 'Other facts', description: 'numbers or yes and no that were known at the time.', type: 'any', optional: true, many: true }, // prettier-ignore
    ],
  },
];

export const emotionOptions: Analysis['options'] = [
  {
    name: 'signal',
    label: 'Signal',
    description: 'which signal is looked at; without it upset, or the commonest.',
    type: 'text',
    default: null,
  },
  {
    name: 'expert',
    label: 'Expert',
    description: 'the labeller who is taken to be right; without one, what most labellers say.',
    type: 'text',
    default: null,
  },
  {
    name: 'sensitivity',
    label: 'Sensitivity',
    description: 'share of what is there that the detector finds, 0 to 1, where it is known from elsewhere.',
    type: 'number',
    min: 0,
    max: 1,
    default: null,
  },
  {
    name: 'specificity',
    label: 'Specificity',
    description: 'share of what is not there that the detector leaves alone, 0 to 1, where it is known from elsewhere.',
    type: 'number',
    min: 0,
    max: 1,
    default: null,
  },
  {
    name: 'goal',
    label: 'Goal',
    description: 'a share that should be reached. It is refused: a signal is to act on, not to aim at.',
    type: 'number',
    default: null,
  },
  {
    name: 'claim',
    label: 'Sentence',
    description: 'a sentence that is meant for publication; words that claim a cause are refused.',
    type: 'text',
    default: null,
  },
];

export const emotionMethod: Analysis['method'] = {
  formula: [
    'The detected share is interactions with a yes over interactions looked at. Labels of a sample, weighted by how often the',
    'detector says yes, give sensitivity (Se) and specificity (Sp); the true share is (p + Sp − 1) / (Se + Sp − 1) after Rogan',
    'and Gladen, its variance from the detected share and from the labels. Readers are compared by Cohen’s κ. Time to normal is',
    'a Kaplan–Meier curve from detection until the process resumed, those still waiting counted as waiting. In a model of a',
    'later outcome the signal is one yes or no: a likelihood ratio and the difference of two AUCs (DeLong).',
  ].join('\n'),
  sources: [
    'Rogan and Gladen 1978, Estimating prevalence from the results of a screening test',
    'Cohen 1960, A coefficient of agreement for nominal scales',
    'DeLong, DeLong and Clarke-Pearson 1988, Comparing the areas under two or more correlated ROC curves',
  ],
  assumptions: [
    'The labelled sample was drawn at random, or by what the detector said, and labels are right where readers agree.',
    'Interactions are independent of each other.',
  ],
  limits: [
    'A signal is there or not: no scale, no average, no ranking of feelings.',
    'It says nothing about what the interaction led to, and is no goal.',
  ],
};
