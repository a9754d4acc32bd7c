import type { Role, RoleColumn } from '../../contract/role.ts';

const customer: RoleColumn = {
  name: 'customer',
  label: 'Customer',
  description: 'whose it is.',
  type: 'any',
  is: 'person',
  names: ['customer_id'],
};

const eventColumns: readonly RoleColumn[] = [
  {
    name: 'case',
    label: 'Case',
    description: 'what the steps belong to: a repair, an order, a visit.',
    type: 'any',
    names: ['journey_id', 'case_id'],
  },
  { name: 'activity', label: 'Activity', description: 'what happened.', type: 'text', names: ['step'] },
  {
    name: 'at',
    label: 'Time',
    description: 'when it happened.',
    type: 'time',
    is: 'time',
    names: ['occurred_at', 'ts'],
  },
  customer,
  {
    name: 'order',
    label: 'Order',
    description: 'puts steps of the same instant in order.',
    type: 'any',
    names: ['event_id'],
    optional: true,
  },
  {
    name: 'journey',
    label: 'Journey',
    description: 'which journey a case is; only those of the design are looked at.',
    type: 'text',
    optional: true,
  },
  {
    name: 'outcome',
    label: 'Outcome',
    description: 'how a case ended, on any of its steps.',
    type: 'text',
    optional: true,
  },
  {
    name: 'intent',
    label: 'Intent',
    description: 'the outcome that the customer came for, as stated; a case has reached its goal where it ended so.',
    type: 'text',
    optional: true,
  },
  {
    name: 'subject',
    label: 'Subject',
    description: 'what the case is about, where answers name it too: a ticket, an order.',
    type: 'any',
    names: ['ticket_id', 'order_id'],
    optional: true,
  },
];

/** What happened, a row a step. `outcome: true` where an analysis cannot do without the end of a case. */
export function eventsRole({ outcome }: { readonly outcome: boolean }): Role {
  return {
    name: 'events',
    label: 'Events',
    description: 'One row a step that happened.',
    kinds: ['operational'],
    columns: eventColumns.map((column) => (column.name === 'outcome' ? { ...column, optional: !outcome } : column)),
  };
}

/** The journey as it was meant. */
export const designsRole: Role = {
  name: 'designs',
  label: 'Designed journeys',
  description: 'One row a step of a journey as it was meant.',
  kinds: ['reference'],
  dataset: 'designed_journeys',
  columns: [
    {
      name: 'design',
      label: 'Design',
      description: 'which journey it is.',
      type: 'text',
      names: ['design_id'],
      optional: true,
    },
    { name: 'version', label: 'Version', description: 'which version of the design.', type: 'any', optional: true },
    {
      name: 'valid_from',
      label: 'Valid from',
      description: 'the day from which cases start by this version.',
      type: 'time',
      optional: true,
    },
    { name: 'step', label: 'Step', description: 'the place of the activity, from 1.', type: 'number' },
    { name: 'activity', label: 'Activity', description: 'what should happen.', type: 'text' },
    {
      name: 'after',
      label: 'After',
      description: 'the activity right before, for designs that branch: a row an arrow, empty where a case begins.',
      type: 'text',
      optional: true,
    },
    {
      name: 'critical',
      label: 'Critical',
      description: 'whether the step matters most.',
      type: 'boolean',
      optional: true,
    },
    {
      name: 'intended',
      label: 'Intended outcome',
      description: 'the outcome that the journey is for.',
      type: 'text',
      names: ['intended_outcome'],
      optional: true,
    },
  ],
};

/** What customers said afterwards. */
export const answersRole: Role = {
  name: 'answers',
  label: 'Answers',
  description: 'One row an answer with a score.',
  kinds: ['survey'],
  dataset: 'responses',
  optional: true,
  columns: [
    customer,
    {
      name: 'at',
      label: 'Time',
      description: 'when it was given.',
      type: 'time',
      is: 'time',
      names: ['answered_at', 'ts'],
    },
    {
      name: 'score',
      label: 'Score',
      description: 'the answer as a number.',
      type: 'number',
      names: ['nps_score', 'value'],
    },
    {
      name: 'subject',
      label: 'Subject',
      description: 'what the answer is about, where the cases name it too.',
      type: 'any',
      names: ['ticket_id', 'order_id'],
      optional: true,
    },
  ],
};

/** By what customers are told apart. */
export const segmentsRole: Role = {
  name: 'customers',
  label: 'Customers',
  description: 'One row a customer, to tell them apart.',
  kinds: ['operational', 'reference'],
  optional: true,
  columns: [
    { ...customer },
    {
      name: 'segment',
      label: 'Segment',
      description: 'by what customers are told apart: product, line, dealer. Several are combined.',
      type: 'any',
      many: true,
      names: ['segment'],
    },
  ],
};
