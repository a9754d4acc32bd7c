import { type AskedCase, plain } from './worked-case.ts';

const oddNames = ['cost', 'days', 'value', 'month', 'user', 'end', 'select', 'group', 'a_b', 'constructor'];

/** What is computed: scores, distinct counts, percentiles, ratios, first values, weights, consent. */
export const casesOfValues: readonly AskedCase[] = [
  {
    name: 'W5 a score over all',
    query: { metrics: [{ name: 'nps' }] },
    columns: ['nps', 'nps_n'],
    rows: [[16.6667, 6]],
  },
  {
    name: 'W6 distinct buyers of a quarter',
    query: { metrics: plain('buyers'), time: { range: ['2024-01-01', '2024-04-01'] } },
    columns: ['buyers'],
    rows: [[4]],
  },
  {
    name: 'W6b whoever bought, answered or had a ticket',
    query: { metrics: plain('reach'), groupBy: [{ dimension: 'region' }], totals: ['GRAND'] },
    columns: ['region', 'reach'],
    rows: [
      ['North', 2],
      ['South', 1],
      [null, 2],
    ],
    totals: [[null, 5]],
  },
  {
    name: 'W7 median and ninth decile',
    query: { metrics: plain('median_order', 'p90_cont', 'p90_disc') },
    columns: ['median_order', 'p90_cont', 'p90_disc'],
    rows: [[85, 350, 500]],
  },
  {
    name: 'W8 a ratio across facts',
    query: { metrics: plain('revenue_per_response') },
    columns: ['revenue_per_response'],
    rows: [[158.3333]],
  },
  {
    name: 'W13 regions by what their metrics come to',
    query: {
      metrics: plain('revenue', 'tickets'),
      groupBy: [{ dimension: 'region' }],
      having: { revenue: { _gt: 100 }, tickets: { _gte: 1 } },
    },
    columns: ['region', 'revenue', 'tickets'],
    rows: [['North', 350, 3]],
  },
  {
    name: 'W14 the score of customers with 100 of revenue or more',
    query: { metrics: [{ name: 'nps' }], where: { customers: { _metric: { revenue: { _gte: 100 } } } } },
    columns: ['nps', 'nps_n'],
    rows: [[-33.3333, 3]],
  },
  {
    name: 'W15 answers of customers without a ticket',
    query: { metrics: plain('responses'), where: { customers: { _none: 'tickets' } } },
    columns: ['responses'],
    rows: [[3]],
  },
  {
    name: 'W23 one customer and all others',
    query: {
      metrics: [{ name: 'nps' }],
      groupBy: [{ dimension: 'customer' }],
      topN: { dimension: 'customer', by: 'first_responses', n: 1, others: true },
    },
    columns: ['customer', 'nps', 'nps_n'],
    rows: [
      ['c1', 0, 2],
      [null, 25, 4],
    ],
  },
  {
    name: 'W23b the region with the highest revenue and all others',
    query: {
      metrics: [{ name: 'nps' }],
      groupBy: [{ dimension: 'region' }],
      topN: { dimension: 'region', by: 'revenue', n: 1, others: true },
    },
    columns: ['region', 'nps', 'nps_n', 'region_is_others'],
    rows: [
      [null, 50, 2, false],
      [null, 0, 4, true],
    ],
  },
  {
    name: 'W24 a weighted score',
    query: { metrics: [{ name: 'weighted_nps' }] },
    columns: ['weighted_nps'],
    rows: [[6.6667]],
    warnings: ['SMALL_N'],
  },
  {
    name: 'W26 names that are words of SQL and of JavaScript',
    query: { metrics: plain(...oddNames) },
    columns: oddNames,
    rows: [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  },
  {
    name: 'W27 division and rounding',
    query: { metrics: plain('one_by_zero', 'seven_by_two', 'ratio_of_decimals', 'half_up', 'half_down') },
    columns: ['one_by_zero', 'seven_by_two', 'ratio_of_decimals', 'half_up', 'half_down'],
    rows: [[null, 3.5, 0.4254, 3, -3]],
  },
  {
    name: 'P1 the score by region for research',
    query: {
      metrics: [{ name: 'nps' }],
      groupBy: [{ dimension: 'region' }],
      totals: ['GRAND'],
      purpose: 'research',
    },
    columns: ['region', 'nps', 'nps_n'],
    rows: [
      ['North', 100, 2],
      ['South', -100, 1],
      [null, 0, 1],
    ],
    totals: [[null, 25, 4]],
    warnings: ['CONSENT_WITHHELD'],
  },
];
