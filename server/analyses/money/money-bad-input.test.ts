import { describe, expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import type { Analysis } from '../contract/analysis.ts';
import { closedLoop } from './closed-loop.ts';
import { costOfPoorExperience } from './cost-of-poor-experience.ts';
import { financialLinkage } from './financial-linkage.ts';
import type { Finding } from '../contract/finding.ts';
import { satisfactionMoney } from './satisfaction-money.ts';
import { serviceRecovery } from '../journeys/service-recovery.ts';
import { solutionCost } from './solution-cost.ts';

type Rows = readonly (readonly Value[])[];
type Fill = (columns: readonly string[]) => Rows;

const shapes: Readonly<Record<string, Omit<HandMade, 'rows'>>> = {
  costs: {
    kind: 'financial',
    columns: ['unit_id string', 'customer_id string', 'booked_on date', 'amount real', 'quality_class string'],
    time: 'booked_on',
    person: 'customer_id',
  },
  invoices: {
    kind: 'financial',
    columns: ['customer_id string', 'issued_on date', 'amount real'],
    time: 'issued_on',
    person: 'customer_id',
  },
  orders: {
    kind: 'operational',
    columns: ['customer_id string', 'ordered_at timestamp', 'amount real'],
    time: 'ordered_at',
    person: 'customer_id',
  },
  responses: {
    kind: 'survey',
    columns: ['response_id string', 'customer_id string', 'answered_at timestamp', 'nps_score integer'],
    time: 'answered_at',
    person: 'customer_id',
  },
  customers: {
    kind: 'operational',
    columns: ['customer_id string', 'unit_id string', 'start_date date', 'end_date date', 'end_kind string'],
    person: 'customer_id',
  },
  tickets: {
    kind: 'operational',
    columns: [
      'customer_id string',
      'opened_at timestamp',
      'first_contact_at timestamp',
      'closed_at timestamp',
      'response_id string',
      'primary_cause string',
      'cost real',
    ],
    time: 'opened_at',
    person: 'customer_id',
  },
  recoveries: {
    kind: 'operational',
    columns: ['failure_id string', 'customer_id string', 'failed_at timestamp', 'severity string', 'effort boolean'],
    time: 'failed_at',
    person: 'customer_id',
  },
};

const changes: HandMade = {
  kind: 'reference',
  columns: ['change_id string', 'started_on date', 'cost decimal'],
  rows: [['desk', '1965-07-01', 0]],
};
const arms: HandMade = {
  kind: 'reference',
  columns: ['change_id string', 'unit_id string', 'arm string'],
  rows: times(24, (at) => ['desk', `u${at}`, at < 12 ? 'treated' : 'control']),
};

/** A value of each column by its name: the same for everybody, or one of 24 kinds. */
function valueOf(column: string, at: number, isConstant: boolean): Value {
  const k = isConstant ? 0 : at;
  const day = `196${5 + (k % 3)}-0${1 + (k % 9)}-1${k % 8}`;
  const [name = '', type = ''] = column.split(' ');
  if (type === 'timestamp') return `${day} 10:00:00`;
  if (type === 'date') return name === 'end_date' && k % 3 > 0 ? null : day;
  if (type === 'boolean') return k % 2 === 0;
  if (type === 'integer') return k % 11;
  if (type === 'real') return isConstant ? 7 : (k * 37) % 101;
  if (name === 'customer_id' || name === 'failure_id' || name === 'response_id') return `x${at}`;
  if (name === 'unit_id') return `u${at % 24}`;
  return ['voluntary', 'external failure'][k % 2] ?? null;
}

const fills: readonly { readonly name: string; readonly fill: Fill }[] = [
  { name: 'tables without a row', fill: () => [] },
  {
    name: 'rows without a value',
    fill: (columns) =>
      times(
        30,
        columns.map(() => null),
      ),
  },
  { name: 'three rows', fill: (columns) => times(3, (at) => columns.map((column) => valueOf(column, at, false))) },
  {
    name: 'the same for everybody',
    fill: (columns) => times(200, (at) => columns.map((column) => valueOf(column, at, true))),
  },
  {
    name: 'dates before 1970',
    fill: (columns) => times(400, (at) => columns.map((column) => valueOf(column, at, false))),
  },
];

const asked: readonly { readonly analysis: Analysis; readonly options: Record<string, Value | number[] | string[]> }[] =
  [
    ...['did', 'its', 'cuped', 'matched'].map((design) => ({
      analysis: financialLinkage,
      options: { design, margin: 0.5 },
    })),
    { analysis: financialLinkage, options: { measure: 'per unit', period: 'week' } },
    { analysis: closedLoop, options: {} },
    { analysis: serviceRecovery, options: {} },
    { analysis: satisfactionMoney, options: {} },
    { analysis: satisfactionMoney, options: { measure: 'per customer' } },
    { analysis: costOfPoorExperience, options: { margin: 0.5, avoidable: ['voluntary'] } },
    { analysis: solutionCost, options: { removes: [0, 1] } },
    { analysis: solutionCost, options: {} },
  ];

describe.each(fills)('$name', ({ fill }) => {
  test.each(asked)(
    '$analysis.name with $options refuses by name or gives numbers with their n',
    async ({ analysis, options }) => {
      const tables = Object.fromEntries(
        Object.entries(shapes).map(([name, shape]) => [name, { ...shape, rows: fill(shape.columns) }]),
      );
      const finding: Finding = await analyseTables(analysis, { ...tables, changes, change_units: arms }, { options });
      expect(finding.verdict).toMatch(/[.!?]$/);
      expect(finding.estimate !== null || finding.refusals.length > 0).toBe(true);
      expect(JSON.stringify(finding)).not.toMatch(/NaN|Infinity/);
    },
  );
});
