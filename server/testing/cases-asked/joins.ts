import { type AskedCase, plain } from './worked-case.ts';

const scope = (name: string): object => ({ name, scope: 'SEMI_JOIN' });

/** What is joined to what: facts, lines, bridges, filters that some datasets lack, the three kinds of nothing. */
export const casesOfJoins: readonly AskedCase[] = [
  {
    name: 'W1 chasm: three facts by region',
    query: {
      metrics: plain('revenue', 'responses', 'nps', 'tickets', 'ticket_cost'),
      groupBy: [{ dimension: 'region' }],
      totals: ['GRAND'],
    },
    columns: ['region', 'revenue', 'responses', 'nps', 'tickets', 'ticket_cost'],
    rows: [
      ['North', 350, 3, 33.3333, 3, 35],
      ['South', 100, 1, -100, 1, 40],
      [null, 500, 2, 50, 0, null],
    ],
    totals: [[null, 950, 6, 16.6667, 4, 75]],
    warnings: ['ORPHANS', 'NULL_KEYS'],
  },
  {
    name: 'W2 fan: a fee of the order beside its lines',
    query: { metrics: plain('ship_fees', 'line_total', 'orders') },
    columns: ['ship_fees', 'line_total', 'orders'],
    rows: [[30, 950, 6]],
  },
  {
    name: 'W2b the fee by line number',
    query: { metrics: plain('ship_fees'), groupBy: [{ dimension: 'lines__line_no' }] },
    refusal: 'FAN_OUT_REFUSED',
  },
  {
    name: 'W2b the fee by line number, where it may count several times',
    query: {
      metrics: [{ name: 'ship_fees', overlap: 'ALLOW' }],
      groupBy: [{ dimension: 'lines__line_no' }],
      totals: ['GRAND'],
    },
    columns: ['lines__line_no', 'ship_fees'],
    rows: [
      [1, 30],
      [2, 10],
      [3, 5],
    ],
    totals: [[null, 30]],
    warnings: ['OVERLAPPING_GROUPS'],
    overlapping: ['ship_fees'],
  },
  {
    name: 'W3 bridge: answers by theme',
    query: { metrics: plain('responses', 'nps'), groupBy: [{ dimension: 'themes__theme' }], totals: ['GRAND'] },
    columns: ['themes__theme', 'responses', 'nps'],
    rows: [
      ['app', 1, 0],
      ['delivery', 3, -33.3333],
      ['price', 3, 33.3333],
      [null, 1, 100],
    ],
    totals: [[null, 6, 16.6667]],
    warnings: ['OVERLAPPING_GROUPS'],
    overlapping: ['responses', 'nps'],
  },
  {
    name: 'W3 answers shared out by the weight of their themes',
    query: {
      metrics: [{ name: 'responses', allocate: 'weight' }],
      groupBy: [{ dimension: 'themes__theme' }],
      totals: ['GRAND'],
    },
    columns: ['themes__theme', 'responses'],
    rows: [
      ['app', 1],
      ['delivery', 2.2],
      ['price', 1.8],
      [null, 1],
    ],
    totals: [[null, 6]],
  },
  {
    name: 'W3b revenue by theme',
    query: { metrics: plain('revenue'), groupBy: [{ dimension: 'themes__theme' }] },
    refusal: 'DIMENSION_NOT_CONFORMED',
  },
  {
    name: 'W3b revenue of the customers who named a theme',
    query: { metrics: [scope('revenue')], groupBy: [{ dimension: 'themes__theme' }], totals: ['GRAND'] },
    columns: ['themes__theme', 'revenue'],
    rows: [
      ['delivery', 400],
      ['price', 450],
    ],
    totals: [[null, 450]],
    warnings: ['OVERLAPPING_GROUPS'],
    overlapping: ['revenue'],
  },
  {
    name: 'W4 revenue by survey channel',
    query: { metrics: plain('revenue'), groupBy: [{ dimension: 'responses__channel' }] },
    refusal: 'DIMENSION_NOT_CONFORMED',
  },
  {
    name: 'W4 revenue of the customers who answered by a channel',
    query: { metrics: [scope('revenue')], groupBy: [{ dimension: 'responses__channel' }], totals: ['GRAND'] },
    columns: ['responses__channel', 'revenue'],
    rows: [
      ['email', 350],
      ['web', 400],
    ],
    totals: [[null, 450]],
    warnings: ['OVERLAPPING_GROUPS'],
    overlapping: ['revenue'],
  },
  {
    name: 'W4 a filter that orders lack',
    query: { metrics: plain('revenue', 'responses'), where: { responses__channel: { _eq: 'web' } } },
    refusal: 'FILTER_NOT_CONFORMED',
  },
  {
    name: 'W4 a filter where it exists',
    query: {
      metrics: plain('revenue', 'responses'),
      where: { responses__channel: { _eq: 'web' } },
      filterScope: 'PER_FACT',
    },
    columns: ['revenue', 'responses'],
    rows: [[950, 3]],
    warnings: ['FILTER_NOT_APPLIED'],
  },
  {
    name: 'W4 a filter that chooses customers',
    query: {
      metrics: plain('revenue', 'responses'),
      where: { responses__channel: { _eq: 'web' } },
      filterScope: 'SEMI_JOIN',
    },
    columns: ['revenue', 'responses'],
    rows: [[400, 3]],
  },
  {
    name: 'W18 the three kinds of nothing',
    query: { metrics: plain('responses', 'revenue'), groupBy: [{ dimension: 'region', nulls: 'SPLIT' }] },
    columns: ['region', 'region_reason', 'responses', 'revenue'],
    rows: [
      ['North', null, 3, 350],
      ['South', null, 1, 100],
      [null, 'EMPTY', 1, null],
      [null, 'NO_MATCH', 0, 500],
      [null, 'NO_KEY', 1, null],
    ],
    warnings: ['ORPHANS', 'NULL_KEYS'],
  },
  {
    name: 'W20 one row for every group without a region',
    query: { metrics: plain('revenue', 'responses'), groupBy: [{ dimension: 'region' }] },
    columns: ['region', 'revenue', 'responses'],
    rows: [
      ['North', 350, 3],
      ['South', 100, 1],
      [null, 500, 2],
    ],
  },
];
