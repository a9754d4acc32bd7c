import type { Option } from '../../contract/options.ts';
import type { Role, RoleColumn } from '../../contract/role.ts';

const unit: RoleColumn = {
  name: 'unit',
  label: 'Unit',
  description: 'the depot, store or team; without it the unit of the person counts (role customers).',
  type: 'any',
  names: ['unit_id'],
  optional: true,
};
const person: RoleColumn = {
  name: 'person',
  label: 'Person',
  description: 'the customer, who leads to a unit where the rows have none.',
  type: 'any',
  is: 'person',
  names: ['customer_id'],
  optional: true,
};
const time: RoleColumn = { name: 'time', label: 'Time', description: 'when it happened.', type: 'time', is: 'time' };

/** The named change: when it began and what it cost. */
export const changesRole: Role = {
  name: 'changes',
  label: 'Changes',
  description: 'One row a change of how the company works.',
  kinds: ['reference', 'operational'],
  optional: true,
  columns: [
    { name: 'change', label: 'Change', description: 'its name.', type: 'text', names: ['change_id'] },
    {
      name: 'start',
      label: 'Start',
      description: 'the first day with the change.',
      type: 'time',
      names: ['started_on', 'start_ts'],
    },
    { name: 'cost', label: 'Cost', description: 'what the change cost, once.', type: 'number', optional: true },
  ],
};

/** Which units got the change, and which serve as comparison. */
export const armsRole: Role = {
  name: 'arms',
  label: 'Treated and comparison units',
  description: 'One row a unit (depot, store, customer) of a change.',
  kinds: ['reference', 'operational'],
  dataset: 'change_units',
  optional: true,
  columns: [
    {
      name: 'change',
      label: 'Change',
      description: 'the change it belongs to; without it all rows do.',
      type: 'text',
      names: ['change_id'],
      optional: true,
    },
    {
      name: 'unit',
      label: 'Unit',
      description: 'the depot, store, team or customer.',
      type: 'any',
      names: ['unit_id', 'customer_id'],
    },
    { name: 'arm', label: 'Arm', description: '“treated” or “control”.', type: 'text' },
    {
      name: 'assigned',
      label: 'Assigned',
      description: 'when it was decided which arm the unit is in.',
      type: 'time',
      names: ['assigned_on', 'assigned_at'],
      optional: true,
    },
  ],
};

/** What it cost: one row a booking, ticket or visit. */
export const costsRole: Role = {
  name: 'costs',
  label: 'Costs',
  description: 'One row a cost: bookings, or tickets with their cost.',
  kinds: ['financial', 'operational'],
  optional: true,
  columns: [
    unit,
    person,
    time,
    { name: 'amount', label: 'Amount', description: 'the cost of the row.', type: 'number', names: ['cost'] },
  ],
};

/** What it brought in: one row an invoice or order. */
export const revenueRole: Role = {
  name: 'revenue',
  label: 'Revenue',
  description: 'One row an invoice or order.',
  kinds: ['financial', 'operational'],
  dataset: 'invoices',
  optional: true,
  columns: [
    unit,
    person,
    time,
    { name: 'amount', label: 'Amount', description: 'the revenue of the row.', type: 'number', names: ['revenue'] },
  ],
};

/** What customers say of it. */
export const answersRole: Role = {
  name: 'answers',
  label: 'Answers',
  description: 'One row an answer on a scale.',
  kinds: ['survey'],
  dataset: 'responses',
  optional: true,
  columns: [
    unit,
    person,
    time,
    {
      name: 'score',
      label: 'Score',
      description: 'the answer as a number.',
      type: 'number',
      names: ['nps_score', 'value'],
    },
  ],
};

/** Where a customer belongs, for rows that name a customer and no unit. */
export const customersRole: Role = {
  name: 'customers',
  label: 'Customers',
  description: 'One row a customer with the unit that serves them.',
  kinds: ['operational', 'reference'],
  optional: true,
  columns: [
    {
      name: 'person',
      label: 'Person',
      description: 'the customer.',
      type: 'any',
      is: 'person',
      names: ['customer_id'],
    },
    {
      name: 'unit',
      label: 'Unit',
      description: 'the depot, store or team of the customer.',
      type: 'any',
      names: ['unit_id'],
    },
  ],
};

/** What units looked like before the change, for the matched design. */
export const covariatesRole: Role = {
  name: 'covariates',
  label: 'Covariates',
  description: 'One row a unit with what it was like before the change.',
  kinds: ['operational', 'reference'],
  optional: true,
  columns: [
    {
      name: 'unit',
      label: 'Unit',
      description: 'the same units as in the arms.',
      type: 'any',
      names: ['unit_id', 'customer_id'],
    },
    {
      name: 'covariate',
      label: 'Covariates',
      description: 'columns with few values that are held equal.',
      type: 'any',
      many: true,
    },
    {
      name: 'measured',
      label: 'Measured',
      description: 'when they were measured: before the change.',
      type: 'time',
      optional: true,
    },
  ],
};

export const changeOption: Option = {
  name: 'change',
  label: 'Change',
  description: 'The change whose effect is measured, by its name in the changes.',
  type: 'text',
  default: null,
};
export const startOption: Option = {
  name: 'start',
  label: 'First day',
  description: 'The first day with the change, where no dataset of changes says it.',
  type: 'date',
  default: null,
};
export const costOption: Option = {
  name: 'cost',
  label: 'Cost of the change',
  description: 'What the change costs once, where no dataset of changes says it.',
  type: 'number',
  min: 0,
  default: null,
};
export const horizonOption: Option = {
  name: 'horizon',
  label: 'Months',
  description: 'Months over which the cost of the change is spread.',
  type: 'integer',
  min: 1,
  max: 240,
  default: 12,
};
export const scoreOption: Option = {
  name: 'experience',
  label: 'Experience is',
  description: 'nps: 9–10 less 0–6 in points of a hundred. mean: the mean answer.',
  type: 'choice',
  choices: ['nps', 'mean'],
  default: 'nps',
};
export const measureOption: Option = {
  name: 'measure',
  label: 'Money is',
  description: 'per row: the mean of a ticket, booking or invoice. per unit: the total of a unit in a period.',
  type: 'choice',
  choices: ['per row', 'per unit'],
  default: 'per row',
};
export const periodOption: Option = {
  name: 'period',
  label: 'Period',
  description: 'The step of time before and after the change, counted from its first day.',
  type: 'choice',
  choices: ['month', 'week'],
  default: 'month',
};
/** Calculators turn points into money: asked for in this way they are refused by name instead of not being known. */
export const pointsOption: Option = {
  name: 'points_of_nps',
  label: 'Points of NPS',
  description: 'Always refused: points of a score cannot be turned into money.',
  type: 'number',
  default: null,
};
