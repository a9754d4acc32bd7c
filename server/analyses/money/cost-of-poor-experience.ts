import type { Estimate as Ranged } from '../../stats/intervals/difference.ts';
import { sumOfRanges } from '../../stats/money/ranges.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate, FindingChart, FindingTable } from '../contract/finding.ts';
import { customersRole, followUpOptions } from '../shared/leaving.ts';
import { covariateColumn } from './loops/cases.ts';
import { type Avoidable, readAvoidable } from './quality/avoidable.ts';
import { type Bookings, bookingsRole, classes, type QualityClass, readBookings, yearOf } from './quality/bookings.ts';
import { type ChurnLoss, readChurnLoss } from './quality/churn-loss.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import type { RoleColumn } from '../contract/role.ts';
import { money } from '../words/words.ts';

const person: RoleColumn = {
  name: 'person',
  label: 'Customer',
  description: 'who.',
  type: 'any',
  is: 'person',
  names: ['customer_id'],
};
const time: RoleColumn = { name: 'time', label: 'Time', description: 'when.', type: 'time', is: 'time' };

/** What poor experience costs a year, as a range: booked failures, avoidable contacts and the extra leaving of those who were hit. */
export const costOfPoorExperience: Analysis = {
  name: 'cost-of-poor-experience',
  label: 'Cost of poor experience',
  group: 'money',
  question: 'What does poor experience cost a year?',
  version: 1,
  roles: [
    bookingsRole,
    {
      name: 'tickets',
      label: 'Contacts',
      description: 'One row a contact with its cause and cost.',
      kinds: ['operational'],
      optional: true,
      columns: [
        { ...person, optional: true },
        time,
        {
          name: 'cause',
          label: 'Cause',
          description: 'what it was about.',
          type: 'any',
          names: ['primary_cause', 'cause_id'],
        },
        { name: 'cost', label: 'Cost', description: 'what it cost.', type: 'number' },
      ],
    },
    {
      name: 'failures',
      label: 'Failures',
      description: 'One row a failure that hit a customer.',
      kinds: ['operational'],
      dataset: 'recoveries',
      optional: true,
      columns: [person, { ...time, names: ['failed_at'] }],
    },
    { ...customersRole, optional: true, columns: [...customersRole.columns, covariateColumn] },
    {
      name: 'revenue',
      label: 'Revenue',
      description: 'One row an invoice or order.',
      kinds: ['financial', 'operational'],
      dataset: 'invoices',
      optional: true,
      columns: [
        person,
        time,
        { name: 'amount', label: 'Amount', description: 'the revenue of the row.', type: 'number', names: ['revenue'] },
      ],
    },
  ],
  options: [
    {
      name: 'avoidable',
      label: 'Avoidable causes',
      description: 'Causes of contacts that would not be needed if all went well.',
      type: 'texts',
      default: null,
    },
    {
      name: 'contacts_booked',
      label: 'Contacts are booked',
      description: 'The cost of contacts stands among the bookings already: then it is shown, not added.',
      type: 'boolean',
      default: true,
    },
    {
      name: 'margin',
      label: 'Margin',
      description: 'Share of revenue that is left, 0 to 1; without it the loss of customers is not counted.',
      type: 'number',
      min: 0,
      max: 1,
      default: null,
    },
    {
      name: 'excess_churn',
      label: 'Extra leaving',
      description: 'Two shares, the lowest and the highest, instead of the comparison with others.',
      type: 'numbers',
      default: null,
    },
    {
      name: 'churn_counted_in',
      label: 'Loss is counted in',
      description:
        'Where the loss of these customers is counted already, such as outer-loop: it is then left out here.',
      type: 'text',
      default: null,
    },
    {
      name: 'window',
      label: 'Days to act',
      description: 'The clock for leaving starts so many days after a failure.',
      type: 'integer',
      min: 0,
      max: 365,
      default: 1,
    },
    ...followUpOptions,
  ],
  refuses: ['point-without-range', 'churn-counted-twice', 'fan-out-refused'],
  method: {
    formula: [
      'Booked cost of prevention, appraisal, internal and external failure: 12 times the mean of whole months, with Student’s interval over the months.',
      'Avoidable contacts: their number a year times the mean cost of one. Loss of customers: the share that leaves within the horizon beyond comparable',
      'customers without a failure so far, times customers hit a year (each once), times margin of a customer and year. The sum of failures takes the',
      'distances of the parts to their bounds in squares; prevention and appraisal are shown beside it, because they buy fewer failures.',
    ].join('\n'),
    sources: [
      'Feigenbaum 1956, Total quality control (prevention, appraisal, failure)',
      'Zou, Huang and Zhang 2009 (sums of intervals)',
    ],
    assumptions: ['Months are independent of each other.', 'Parts of the sum are independent of each other.'],
    limits: [
      'Not what could be saved: not every failure can be prevented, and preventing costs too.',
      'Never a single value: the range belongs to it.',
    ],
  },
  example: {
    analysis: 'cost-of-poor-experience',
    options: { avoidable: ['slot_change'], margin: 0.3 },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const bookings = await readBookings(context);
  const failures = yearOf(bookings, ['internal_failure', 'external_failure']);
  if (bookings.n === 0) return refused(refusal('empty-group', { which: ': no booking has a class of quality cost' }));
  if (failures === null) return refused(refusal('point-without-range'));
  const contacts = await readAvoidable(context);
  const churn = await churnOf(context);
  const loss = 'code' in churn ? null : churn.loss;
  const isAdded = contacts !== null && !context.options.flag('contacts_booked');
  const total = sumOfRanges([failures, ...(isAdded ? [contacts.cost] : []), ...(loss === null ? [] : [loss.loss])]);
  const shape = { unit: bookings.unit, months: bookings.months.length };
  const main = ranged('failure_cost', 'Cost of poor experience a year', total, {
    ...shape,
    n: bookings.n,
    of: 'bookings',
  });
  return {
    verdict: verdictOf(total, bookings, loss),
    estimate: main,
    estimates: [...classEstimates(bookings), ...contactEstimates(contacts, shape), ...lossEstimates(loss, shape)],
    n: bookings.n,
    of: 'bookings',
    design: loss === null ? 'count' : 'adjusted',
    diagnostics: [monthsOf(bookings), ...(loss?.checks ?? [])],
    refusals: 'code' in churn ? [churn] : [],
    assumptions: [
      ...(contacts !== null && !isAdded ? ['What contacts cost stands among the bookings and is not added.'] : []),
      ...(loss === null ? ['The loss of customers is not in the sum.'] : []),
    ],
    tables: [partsTable(bookings, isAdded ? contacts : null, loss)],
    charts: [partsChart],
  };
}

function refused(why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n: 0, of: 'bookings', design: 'count', refusals: [why] };
}

/** The loss of customers; a refusal of that part where it is counted elsewhere or has no range. */
async function churnOf(context: AnalysisContext): Promise<{ readonly loss: ChurnLoss | null } | Refusal> {
  const where = context.options.text('churn_counted_in');
  if (where !== null) return refusal('churn-counted-twice', { where }, { of: 'churn_loss' });
  const loss = await readChurnLoss(context);
  if (loss === null) return { loss };
  return 'code' in loss ? { ...loss, of: 'churn_loss' } : { loss };
}

interface Shape {
  readonly unit: string | null;
  readonly months: number;
}

function ranged(
  name: string,
  label: string,
  { value, low, high }: Ranged,
  { unit, months, n, of }: Shape & { readonly n: number; readonly of: string },
): Estimate {
  const method = `Student’s t over ${months} months`;
  return {
    name,
    label,
    value,
    unit,
    format: unit === null ? 'number' : 'currency',
    interval: { low, high, level: 0.95, method },
    p: null,
    n,
    of,
  };
}

function classEstimates(bookings: Bookings): readonly Estimate[] {
  const shape = { unit: bookings.unit, months: bookings.months.length, n: bookings.n, of: 'bookings' };
  return classes.flatMap(({ name, label }) => {
    const year = yearOf(bookings, [name]);
    return year === null ? [] : [ranged(name, `${label} a year`, year, shape)];
  });
}

function contactEstimates(contacts: Avoidable | null, shape: Shape): readonly Estimate[] {
  if (contacts === null) return [];
  const of = { ...shape, n: contacts.n, of: 'contacts' };
  return [
    ranged('avoidable_contacts', 'Avoidable contacts a year', contacts.contacts, { ...of, unit: null }),
    ranged('contact_cost', 'Cost of an avoidable contact', contacts.unitCost, of),
    ranged('avoidable_cost', 'Cost of avoidable contacts a year', contacts.cost, of),
  ];
}

function lossEstimates(loss: ChurnLoss | null, { unit }: Shape): readonly Estimate[] {
  if (loss === null) return [];
  const method = 'matched difference times customers hit times margin, to first order';
  const base = { n: loss.n, of: 'customers', p: null };
  const interval = ({ low, high }: Ranged) => ({ low, high, level: 0.95, method });
  return [
    {
      ...base,
      name: 'excess_churn',
      label: 'Leave beyond comparable customers',
      value: loss.excess.value,
      unit: null,
      format: 'percentage_points',
      interval: interval(loss.excess),
    },
    {
      ...base,
      name: 'churn_loss',
      label: 'Loss of customers a year',
      value: loss.loss.value,
      unit,
      format: 'currency',
      interval: interval(loss.loss),
    },
  ];
}

function monthsOf({ months }: Bookings): Diagnostic {
  const message = `${months.length} whole months from ${months[0] ?? ''} to ${months.at(-1) ?? ''} stand behind the year.`;
  return { name: 'months', label: 'Whole months', value: months.length, passed: null, message };
}

/** Always the range: a single value would hide what is not known. */
function verdictOf(total: Ranged, bookings: Bookings, loss: ChurnLoss | null): string {
  const share = (names: readonly QualityClass[]): string => {
    const year = yearOf(bookings, names);
    return year === null ? '' : `${money(year.low, null)} to ${money(year.high, bookings.unit)}`;
  };
  const first = `Poor experience costs ${money(Math.max(0, total.low), null)} to ${money(total.high, bookings.unit)} a year.`;
  const second = `Prevention and appraisal cost ${share(['prevention', 'appraisal'])} beside it.`;
  const third =
    loss === null
      ? ''
      : loss.excess.low > 0
        ? ' Customers who were hit left more often than comparable ones.'
        : ' That customers who were hit left more often than comparable ones is not shown.';
  return `${first} ${second}${third}`;
}

function partsTable(bookings: Bookings, contacts: Avoidable | null, loss: ChurnLoss | null): FindingTable {
  const parts = [
    ...classes.map(({ name, label, isFailure }) => ({ label, isFailure, year: yearOf(bookings, [name]) })),
    ...(contacts === null ? [] : [{ label: 'Avoidable contacts', isFailure: true, year: contacts.cost }]),
    ...(loss === null ? [] : [{ label: 'Loss of customers', isFailure: true, year: loss.loss }]),
  ];
  return {
    name: 'parts',
    title: 'What a year costs, by kind',
    columns: [
      { name: 'part', label: 'Part', type: 'string' },
      { name: 'counted', label: 'In the sum', type: 'boolean' },
      { name: 'value', label: 'A year', type: 'real', format: 'currency', unit: bookings.unit },
      { name: 'low', label: 'Low', type: 'real', format: 'currency', unit: bookings.unit },
      { name: 'high', label: 'High', type: 'real', format: 'currency', unit: bookings.unit },
    ],
    rows: parts.flatMap(({ label, isFailure, year }) =>
      year === null ? [] : [[label, isFailure, year.value, year.low, year.high]],
    ),
  };
}

const partsChart: FindingChart = {
  name: 'parts',
  title: 'What a year costs, by kind',
  table: 'parts',
  spec: {
    encoding: { y: { field: 'part', type: 'nominal', sort: null, title: null } },
    layer: [
      {
        mark: 'bar',
        encoding: {
          x: { field: 'value', type: 'quantitative', title: 'A year' },
          color: { field: 'counted', type: 'nominal', title: 'In the sum' },
        },
      },
      { mark: 'rule', encoding: { x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } } },
    ],
  },
  summary: 'Cost of a year by kind, with its range.',
};
