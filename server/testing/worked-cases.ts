/** The worked cases of the semantic layer: seven small tables, a question, and the one right answer in literals. */
export interface WorkedCase {
  readonly name: string;
  readonly query: object;
  /** The columns that are compared. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly totals?: readonly (readonly unknown[])[];
  /** Codes of warnings that have to stand beside it. */
  readonly warnings?: readonly string[];
  /** Columns that must not be added up. */
  readonly overlapping?: readonly string[];
}

/** A question that has to be refused, with the code. */
interface RefusedCase {
  readonly name: string;
  readonly query: object;
  readonly refusal: string;
}

/** What is different about the tables or their model while some cases are asked. */
export interface CaseSetup {
  /** Lines added to the data of a dataset. */
  readonly lines?: Readonly<Record<string, string>>;
  /** A stretch of a model file and what stands there instead. */
  readonly edit?: Readonly<Record<string, readonly [from: string, to: string]>>;
  /** Model files besides. */
  readonly files?: Readonly<Record<string, string>>;
  /** The role of the token with which it is asked; absent: the one local user. */
  readonly role?: 'analyst';
  /** The view to which the token is confined, as those of BI tools are. */
  readonly view?: string;
  readonly cases: readonly (WorkedCase | RefusedCase)[];
}

const months = { dimension: 'date', grain: 'MONTH' };
const plain = (...names: readonly string[]): readonly object[] => names.map((name) => ({ name, interval: false }));
const scope = (name: string): object => ({ name, scope: 'SEMI_JOIN' });
const dense = (from: string, to: string): object => ({ range: [from, to], spine: 'DENSE' });
const oddNames = ['cost', 'days', 'value', 'month', 'user', 'end', 'select', 'group', 'a_b', 'constructor'];

const questions: readonly (WorkedCase | RefusedCase)[] = [
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

const additions = `version: 1
metrics:
  last_mrr: { kind: sum, of: mrr.mrr_last_per }
  carried_mrr: { kind: sum, of: mrr.mrr_carried }
  any_mrr: { kind: sum, of: mrr.mrr }
  first_responses: { kind: count, of: responses, where: "customer_id = 'c1'" }
  one_by_zero: { kind: expr, value: 'cost / (days - 2)' }
  seven_by_two: { kind: expr, value: 'select / days' }
  ratio_of_decimals: { kind: expr, value: 'cost * 42.54 / (cost * 100.00)' }
  half_up: { kind: expr, value: 'round(user / days)' }
  half_down: { kind: expr, value: 'round(-user / days)' }
`;

const timed = {
  'responses.yml': [
    'dimensions:\n',
    `dimensions:
  response: { column: response_id }
  last_order_id: { expr: last_order.order_id }
  days: { expr: "date_diff('day', last_order.ordered_at, answered_at)" }
`,
  ],
  'tickets.yml': [
    'measures:\n',
    'dimensions: { ticket: { column: ticket_id }, answer: { expr: first_response.response_id } }\nmeasures:\n',
  ],
} as const;

const open = (dataset: string): string => `  - { dataset: ${dataset}, roles: [analyst, leader] }\n`;
const openToAll = ['orders', 'lines', 'tickets', 'themes', 'mrr', 'responses'].map(open).join('');

/** Every case with what it needs, by a name for the setup. */
export const workedCases: Readonly<Record<string, CaseSetup>> = {
  'as they are': { edit: timed, files: { 'additions.yml': additions }, cases: questions },
  'two orders of one moment': {
    edit: timed,
    lines: { orders: 'o7,c1,2024-02-01 09:00:00,2024-02-03 09:00:00,25,1' },
    cases: [
      {
        name: 'W17b the declared tie-break decides',
        query: {
          metrics: plain('responses'),
          groupBy: [{ dimension: 'responses__response' }, { dimension: 'responses__last_order_id' }],
        },
        columns: ['responses__response', 'responses__last_order_id'],
        rows: [
          ['r1', 'o1'],
          ['r2', 'o7'],
          ['r3', null],
          ['r4', 'o4'],
          ['r5', null],
          ['r6', null],
        ],
        warnings: ['ASOF_TIES'],
      },
    ],
  },
  'a customer twice': {
    lines: { customers: 'c1,South,2023-06-01 00:00:00' },
    cases: [
      {
        name: 'W19 is refused',
        query: { metrics: plain('revenue'), groupBy: [{ dimension: 'region' }] },
        refusal: 'DATASET_QUARANTINED',
      },
    ],
  },
  'a customer twice, of which the latest counts': {
    lines: { customers: 'c1,South,2023-06-01 00:00:00' },
    edit: {
      'customers.yml': ['key: [customer_id]\n', 'key: [customer_id]\ndedupe: { keep: latest, by: updated_at }\n'],
    },
    cases: [
      {
        name: 'W19 is answered, and says so',
        query: { metrics: plain('revenue'), groupBy: [{ dimension: 'region' }], totals: ['GRAND'] },
        columns: ['region', 'revenue'],
        rows: [
          ['North', 350],
          ['South', 100],
          [null, 500],
        ],
        totals: [[null, 950]],
        warnings: ['DEDUPLICATED'],
      },
    ],
  },
  'an answer late at night': {
    lines: { responses: 'r7,c2,2024-03-31 22:30:00,10,web,service_improvement' },
    cases: [
      {
        name: 'W29 the day depends on the zone, which is said',
        query: {
          metrics: plain('responses'),
          groupBy: [{ dimension: 'date', grain: 'DAY' }],
          time: { range: ['2024-03-15', '2024-05-01'], zone: 'Europe/Berlin' },
        },
        columns: ['date', 'responses'],
        rows: [['2024-04-01', 2]],
      },
    ],
  },
  'an analyst who may see the North': {
    files: {
      'access.yml': `version: 1\naccess:\n  - { dataset: customers, roles: [analyst], rows: "region = 'North'" }\n${openToAll}`,
    },
    role: 'analyst',
    cases: [
      {
        name: 'W21 a policy of customers binds what belongs to them',
        query: { metrics: plain('revenue', 'responses', 'nps') },
        columns: ['revenue', 'responses', 'nps'],
        rows: [[350, 3, 33.3333]],
      },
    ],
  },
  'a BI tool, and groups of two persons at least': {
    edit: { 'responses.yml': ['privacy: { k: 1 }', 'privacy: { k: 2 }'] },
    files: {
      'access.yml': `version: 1\naccess:\n${open('customers')}${openToAll}`,
      'views.yml': 'version: 1\nviews:\n  all: { metrics: [nps], dimensions: [region, customer] }\n',
    },
    role: 'analyst',
    view: 'all',
    cases: [
      {
        name: 'W22 two customers are shown',
        query: { metrics: [{ name: 'nps' }], where: { customer: { _in: ['c1', 'c2'] } } },
        columns: ['nps', 'nps_n'],
        rows: [[33.3333, 3]],
      },
      {
        name: 'P2 a group of one is hidden, and with it the next smallest',
        query: { metrics: [{ name: 'nps' }], groupBy: [{ dimension: 'region' }], totals: ['GRAND'] },
        columns: ['region', 'nps'],
        rows: [
          ['North', 33.3333],
          ['South', null],
          [null, null],
        ],
        totals: [[null, 16.6667]],
        warnings: ['SUPPRESSED'],
      },
    ],
  },
  'a BI tool that asks for one person': {
    edit: { 'responses.yml': ['privacy: { k: 1 }', 'privacy: { k: 2 }'] },
    files: {
      'access.yml': `version: 1\naccess:\n${open('customers')}${openToAll}`,
      'views.yml': 'version: 1\nviews:\n  all: { metrics: [nps], dimensions: [region, customer] }\n',
    },
    role: 'analyst',
    view: 'all',
    cases: [
      {
        name: 'W22 one customer is not',
        query: { metrics: [{ name: 'nps' }], where: { customer: { _eq: 'c1' } } },
        columns: ['nps', 'nps_n'],
        rows: [[null, null]],
        warnings: ['SUPPRESSED'],
      },
    ],
  },
};
