import { planted } from './planted.ts';
import { table } from './reference.ts';
import { file, rows, type Cell, type Step } from './step.ts';

const levels = Object.entries(planted.benchmarks).flatMap(([company, items]) =>
  Object.entries(items).map(([item, level]): readonly Cell[] => [
    company,
    company.startsWith('competitor') ? 'home goods' : 'parcel delivery',
    item,
    level,
  ]),
);

/**
 * The published pair of figures that look like two sides of one gap and are not: shares of firms, once about themselves,
 * once as their customers see them.
 */
const claims: readonly (readonly Cell[])[] = [
  [
    'EC1',
    'superior experience',
    'Firms believe that they deliver a superior experience.',
    80,
    'percent',
    'firms, about themselves',
    'firms',
    'Bain & Company, Closing the delivery gap',
    2005,
  ],
  [
    'EC2',
    'superior experience',
    'Firms deliver a superior experience, as their customers say.',
    8,
    'percent',
    'firms, as rated by customers',
    'customers',
    'Bain & Company, Closing the delivery gap',
    2005,
  ],
];

/** What is known from elsewhere: a bought panel about companies that stay unnamed, and figures that others published. */
export function outsideFiles(): readonly Step[] {
  return [
    file(
      'benchmarks',
      'benchmark_id',
      `SELECT concat(replace(competitor, ' ', '-'), '-', item_id, '-', wave + 1) AS benchmark_id, competitor, industry, item_id,
         (DATE '2024-09-30' + to_months(3 * wave))::DATE AS asked_on, round(level + 1.2 * bell('panel', concat(competitor, item_id, wave)) / sqrt(200), 3)::DECIMAL(5, 3) AS value,
         1.2::DECIMAL(4, 2) AS deviation, 200 AS n, 'panel survey, bought' AS source
       FROM ${rows('panel', ['competitor', 'industry', 'item_id', 'level'], levels)}, (SELECT unnest(range(8)) AS wave)`,
    ),
    table('external_claims', 'claim_id', {
      columns: ['claim_id', 'topic', 'claim', 'value', 'unit', 'denominator', 'rated_by', 'source', 'published_in'],
      values: claims,
    }),
  ];
}
