import { type AskedCase, plain } from './worked-case.ts';

const months = { dimension: 'date', grain: 'MONTH' };
const dense = (from: string, to: string): object => ({ range: [from, to], spine: 'DENSE' });

/** What was when: states, periods, comparisons, cohorts, as-of joins and what happened to a customer. */
export const casesOfTimes: readonly AskedCase[] = [
  {
    name: 'W9 states at dates by each policy',
    query: { metrics: plain('mrr', 'last_mrr', 'carried_mrr'), groupBy: [months], totals: ['GRAND'] },
    columns: ['date', 'mrr', 'last_mrr', 'carried_mrr'],
    rows: [
      ['2024-01-01', 35, 35, 35],
      ['2024-02-01', 32, 38, 38],
      ['2024-03-01', 19, 19, 39],
    ],
    totals: [[null, 19, 39, 39]],
  },
  { name: 'W9 a state without a policy', query: { metrics: plain('any_mrr') }, refusal: 'SEMI_ADDITIVE_NEEDS_TIME' },
  {
    name: 'W10 every month for every region seen',
    query: {
      metrics: plain('revenue'),
      groupBy: [months, { dimension: 'region' }],
      time: dense('2024-01-01', '2024-05-01'),
    },
    columns: ['date', 'region', 'revenue'],
    rows: [
      ['2024-01-01', 'North', 150],
      ['2024-01-01', 'South', 70],
      ['2024-01-01', null, 0],
      ['2024-02-01', 'North', 200],
      ['2024-02-01', 'South', 0],
      ['2024-02-01', null, 500],
      ['2024-03-01', 'North', 0],
      ['2024-03-01', 'South', 0],
      ['2024-03-01', null, 0],
      ['2024-04-01', 'North', 0],
      ['2024-04-01', 'South', 30],
      ['2024-04-01', null, 0],
    ],
  },
  {
    name: 'W10 a month without answers has no score, and one without data nothing at all',
    query: {
      metrics: plain('revenue', 'responses', 'nps'),
      groupBy: [months],
      time: dense('2024-01-01', '2024-07-01'),
    },
    columns: ['date', 'revenue', 'responses', 'nps'],
    rows: [
      ['2024-01-01', 220, 2, 100],
      ['2024-02-01', 700, 3, -66.6667],
      ['2024-03-01', 0, 0, null],
      ['2024-04-01', 30, 1, 100],
      ['2024-05-01', null, null, null],
      ['2024-06-01', null, null, null],
    ],
  },
  {
    name: 'W11 each month beside the month before',
    query: {
      metrics: [{ name: 'revenue', interval: false, compare: { offset: 'P1M', as: ['VALUE', 'PCT'] } }],
      groupBy: [months],
      time: dense('2024-01-01', '2024-05-01'),
    },
    columns: ['date', 'revenue', 'revenue_previous', 'revenue_pct'],
    rows: [
      ['2024-01-01', 220, null, null],
      ['2024-02-01', 700, 220, 218.1818],
      ['2024-03-01', 0, 700, -100],
      ['2024-04-01', 30, 0, null],
    ],
    warnings: ['PARTIAL_PERIOD'],
  },
  {
    name: 'W12 cohorts by the month of the first order',
    query: {
      metrics: plain('buyers', 'revenue'),
      cohort: { rollup: 'first_order', grain: 'MONTH', period: 'MONTH' },
    },
    columns: ['cohort', 'cohort_size', 'age', 'buyers', 'buyers_share', 'revenue'],
    rows: [
      ['2024-01-01', 3, 0, 3, 1, 220],
      ['2024-01-01', 3, 1, 1, 0.3333, 200],
      ['2024-01-01', 3, 3, 1, 0.3333, 30],
      ['2024-02-01', 1, 0, 1, 1, 500],
    ],
  },
  {
    name: 'W16 booked and shipped on one axis',
    query: { metrics: plain('revenue', 'shipped_revenue'), groupBy: [months] },
    columns: ['date', 'revenue', 'shipped_revenue'],
    rows: [
      ['2024-01-01', 220, 100],
      ['2024-02-01', 700, 820],
      ['2024-04-01', 30, null],
      [null, null, 30],
    ],
  },
  {
    name: 'W17 the latest order at or before each answer',
    query: {
      metrics: plain('responses'),
      groupBy: ['responses__response', 'responses__last_order_id', 'responses__days'].map((dimension) => ({
        dimension,
      })),
    },
    columns: ['responses__response', 'responses__last_order_id', 'responses__days'],
    rows: [
      ['r1', 'o1', 5],
      ['r2', 'o2', 19],
      ['r3', null, null],
      ['r4', 'o4', 5],
      ['r5', null, null],
      ['r6', null, null],
    ],
    warnings: ['ASOF_UNMATCHED'],
  },
  {
    name: 'W17 the score by the size of the latest order',
    query: {
      metrics: plain('responses', 'nps'),
      groupBy: [{ dimension: 'orders__size', path: ['last_order'] }],
    },
    columns: ['orders__size', 'responses', 'nps'],
    rows: [
      ['big', 1, -100],
      ['small', 2, 0],
      [null, 3, 66.6667],
    ],
    warnings: ['ASOF_UNMATCHED'],
  },
  {
    name: 'W25 the first answer at or after each ticket',
    query: {
      metrics: plain('tickets'),
      groupBy: [{ dimension: 'tickets__ticket' }, { dimension: 'tickets__answer' }],
    },
    columns: ['tickets__ticket', 'tickets__answer'],
    rows: [
      ['t1', 'r1'],
      ['t2', 'r2'],
      ['t3', 'r2'],
      ['t4', 'r4'],
    ],
    warnings: ['ASOF_REUSED'],
  },
  {
    name: 'R1 by number of tickets',
    query: {
      metrics: plain('customers', 'revenue', 'responses', 'nps'),
      groupBy: [{ dimension: 'ticket_band' }],
    },
    columns: ['ticket_band', 'customers', 'revenue', 'responses', 'nps'],
    rows: [
      ['0', 3, 50, 2, 100],
      ['1', 1, 100, 1, -100],
      ['2+', 1, 300, 2, 0],
      [null, null, 500, 1, 0],
    ],
  },
  {
    name: 'R2 by the class of the latest answer',
    query: { metrics: plain('customers', 'revenue'), groupBy: [{ dimension: 'nps_class' }] },
    columns: ['nps_class', 'customers', 'revenue'],
    rows: [
      ['detractor', 2, 400],
      ['never answered', 1, null],
      ['promoter', 2, 50],
      [null, null, 500],
    ],
    warnings: ['HINDSIGHT'],
  },
  {
    name: 'R2 by the class that was known when the order was placed',
    query: { metrics: plain('revenue'), groupBy: [{ dimension: 'nps_class', asOf: 'FACT' }] },
    columns: ['nps_class', 'revenue'],
    rows: [
      ['detractor', 30],
      ['never answered', 170],
      ['promoter', 250],
      [null, 500],
    ],
  },
  {
    name: 'R3 before and after the first ticket',
    query: { metrics: plain('responses', 'nps'), groupBy: [{ dimension: 'phase' }] },
    columns: ['phase', 'responses', 'nps'],
    rows: [
      ['after', 3, -33.3333],
      ['never', 2, 100],
      [null, 1, 0],
    ],
  },
];
