import { casesOfJoins } from './cases-asked/joins.ts';
import { casesOfTimes } from './cases-asked/times.ts';
import { casesOfValues } from './cases-asked/values.ts';
import { type AskedCase, plain } from './cases-asked/worked-case.ts';

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
  readonly cases: readonly AskedCase[];
}

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
  'as they are': {
    edit: timed,
    files: { 'additions.yml': additions },
    cases: [...casesOfJoins, ...casesOfTimes, ...casesOfValues],
  },
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
