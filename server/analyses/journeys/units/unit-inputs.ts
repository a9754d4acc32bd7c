import type { Analysis } from '../../contract/analysis.ts';
import { measureOption } from '../../shared/outcome.ts';

/** The two sides of units, and what happened in them. */
export const unitRoles: Analysis['roles'] = [
  {
    name: 'employees',
    label: 'Employees',
    description: 'one row an employee and item or occasion, without names.',
    kinds: ['survey', 'operational'],
    dataset: 'employee_pulse',
    optional: true,
    columns: [
      { name: 'unit', label: 'Unit', description: 'where they work.', type: 'any', names: ['unit_id'] },
      { name: 'person', label: 'Employee', description: 'a pseudonym, only to count persons.', type: 'any', is: 'person', names: ['employee_pseudonym', 'employee'] }, // prettier-ignore
      {
        name: 'value',
        label: 'Value',
        description: 'what they answered.',
        type: 'number',
        names: ['value_num', 'score'],
      },
      { name: 'at', label: 'Asked on', description: 'when.', type: 'time', is: 'time', names: ['ts', 'asked_on'], optional: true }, // prettier-ignore
      { name: 'item', label: 'Item', description: 'which question, where there are several.', type: 'text', names: ['item_id'], optional: true }, // prettier-ignore
    ],
  },
  {
    name: 'responses',
    label: 'Responses of customers',
    description: 'one row a response with a score.',
    kinds: ['survey'],
    optional: true,
    columns: [
      { name: 'score', label: 'Score', description: 'what they answered.', type: 'number', names: ['nps_score', 'value_num', 'value'] }, // prettier-ignore
      { name: 'unit', label: 'Unit', description: 'which unit it is about; without it the unit of the customer.', type: 'any', names: ['unit_id'], optional: true }, // prettier-ignore
      { name: 'person', label: 'Customer', description: 'who answered.', type: 'any', is: 'person', names: ['customer_id'], optional: true }, // prettier-ignore
      { name: 'at', label: 'Answered at', description: 'when.', type: 'time', is: 'time', names: ['answered_at', 'ts'], optional: true }, // prettier-ignore
    ],
  },
  {
    name: 'customers',
    label: 'Customers',
    description: 'the unit of each customer, where responses do not say it.',
    kinds: ['operational', 'reference'],
    optional: true,
    columns: [
      {
        name: 'customer',
        label: 'Customer',
        description: 'the key.',
        type: 'any',
        is: 'person',
        names: ['customer_id'],
      },
      { name: 'unit', label: 'Unit', description: 'the unit that serves them.', type: 'any', names: ['unit_id'] },
    ],
  },
  {
    name: 'operations',
    label: 'Operations',
    description: 'what happened in the units: deliveries, tickets. A second kind of source beside two surveys.',
    kinds: ['operational', 'financial'],
    dataset: 'unit_operations',
    optional: true,
    columns: [
      { name: 'unit', label: 'Unit', description: 'where.', type: 'any', names: ['unit_id'] },
      { name: 'value', label: 'Value', description: 'a number, or yes and no.', type: 'any' },
      { name: 'person', label: 'Customer', description: 'whom it was about.', type: 'any', is: 'person', names: ['customer_id'], optional: true }, // prettier-ignore
      { name: 'at', label: 'Time', description: 'when.', type: 'time', is: 'time', optional: true },
    ],
  },
];

export const unitOptions: Analysis['options'] = [
  { name: 'item', label: 'Item', description: 'the question to employees; without it all are averaged.', type: 'text', default: null }, // prettier-ignore
  measureOption,
  {
    name: 'period',
    label: 'Period',
    description: 'over which both sides are averaged to see them move.',
    type: 'choice',
    choices: ['month', 'quarter', 'year'],
    default: 'quarter',
  },
  {
    name: 'about',
    label: 'About',
    description: 'units, or persons. A relation between units says nothing about persons: that is refused.',
    type: 'choice',
    choices: ['units', 'persons'],
    default: 'units',
  },
];

export const unitMethod: Analysis['method'] = {
  formula: [
    'Each unit has the mean of its employees (each employee once) and the score of its customers. Across units: least squares of',
    'the score on the employees’ mean in standard deviations of units, with Student’s t, and Pearson’s correlation with Fisher’s',
    'interval. Over time: correlations of units in the same period and a period apart, both ways, their intervals by redrawing',
    'whole units; and slopes with a fixed effect of each unit and period, which look only at how units move against the others.',
    'Their errors come from leaving out one unit after the other (CR3), and the three of them count as three looks (Holm). Cells',
    'with fewer employees than the dataset’s k (10 unless declared) are left out.',
  ].join('\n'),
  sources: [
    'Fisher 1921, On the probable error of a coefficient of correlation',
    'Cameron and Miller 2015, A Practitioner’s Guide to Cluster-Robust Inference',
    'Robinson 1950, Ecological correlations and the behavior of individuals',
  ],
  assumptions: ['Units are independent of each other.', 'Who answered stands for the unit on both sides.'],
  limits: [
    'A relation between units says nothing about single employees or customers.',
    'Units differ in much else: which side follows which, and what would change if one moved, is not shown.',
  ],
};
