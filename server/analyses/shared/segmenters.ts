import { sql, type Sql, raw } from '../../sql/sql.ts';
import type { Contribution, Decomposition } from '../../stats/mix/kitagawa.ts';
import type { Segmenter } from '../../stats/mix/reversal-scan.ts';
import type { Stratum, StratumSide } from '../../stats/mix/strata.ts';
import { type Compared, personSums, sidedRows } from './side-means.ts';
import type { BoundColumn, BoundRole } from '../run/bind-roles.ts';
import type { AnalysisContext, Row } from '../contract/context.ts';
import type { Outcome } from './outcome.ts';
import type { FindingTable } from '../contract/finding.ts';
import type { Role, RoleColumn } from '../contract/role.ts';

/** Columns that can split the rows of a role, and the person behind a row. */
export const segmentColumns: readonly RoleColumn[] = [
  {
    name: 'customer',
    label: 'Customer',
    description: 'whose row it is: rows of one person hang together.',
    type: 'any',
    is: 'person',
    names: ['customer_id'],
    optional: true,
  },
  {
    name: 'segments',
    label: 'Segments',
    description: 'columns of these rows by which they can be split: channel, region.',
    type: 'any',
    many: true,
    optional: true,
  },
];

/** Persons with further columns that can split rows; joined by the person, never multiplying a row. */
export const personsRole: Role = {
  name: 'customers',
  label: 'Customers',
  description: 'One row a customer, with columns by which rows can be split.',
  kinds: ['operational', 'reference', 'financial', 'survey'],
  optional: true,
  columns: [
    {
      name: 'customer',
      label: 'Customer',
      description: 'the same person as in the other rows.',
      type: 'any',
      is: 'person',
      names: ['customer_id'],
    },
    {
      name: 'segments',
      label: 'Segments',
      description: 'columns by which customers can be split: segment, region.',
      type: 'any',
      many: true,
      names: ['segment'],
    },
  ],
};

/** A column that splits the rows: of the rows themselves, or of the persons behind them. */
interface Splitter {
  readonly column: BoundColumn;
  readonly persons: BoundRole | null;
}

/** More strata than this need not be counted: nobody scans them. */
const mostStrata = 60;

/** Sums of both sides by every segment column that is bound, one statement a column; `withheld`: groups of too few persons. */
export async function segmentersOf(
  context: AnalysisContext,
  compared: Compared,
): Promise<{ readonly segmenters: readonly Segmenter[]; readonly withheld: number }> {
  const persons = compared.role.has('customer') ? context.find('customers') : null;
  const splitters: Splitter[] = [
    ...compared.role.columns('segments').map((column) => ({ column, persons: null })),
    ...(persons?.columns('segments') ?? []).map((column) => ({ column, persons })),
  ];
  const segmenters: Segmenter[] = [];
  let withheld = 0;
  for (const splitter of splitters) {
    const rows = await context.rows({
      title: `Both sides by ${splitter.column.label}`,
      sql: splitStatement(compared, splitter),
      persons: 'persons',
    });
    withheld += rows.withheld;
    segmenters.push({ segmenter: splitter.column.name, strata: strataIn(rows.list, compared.role.has('customer')) });
  }
  return { segmenters, withheld };
}

function splitStatement(compared: Compared, { column, persons }: Splitter): Sql {
  const own = persons === null ? sql`, ${column.sql} AS stratum` : raw('');
  const joined =
    persons === null
      ? raw('')
      : sql`
LEFT JOIN (
  SELECT ${persons.column('customer')} AS person, CASE WHEN min(${column.sql}) = max(${column.sql}) THEN min(${column.sql}) END AS stratum
  FROM ${persons.source} GROUP BY 1
) AS split USING (person)`;
  return sql`WITH persons AS (
  SELECT side, CAST(stratum AS VARCHAR) AS stratum, person,
    count(*) AS n, fsum(value) AS total, fsum(value * value) AS squares
  FROM ${sidedRows(compared, own)} AS sided${joined}
  WHERE side IS NOT NULL AND value IS NOT NULL
  GROUP BY side, stratum, person
)
SELECT side, stratum, ${personSums(compared.role)}
FROM persons
GROUP BY side, stratum
ORDER BY stratum, side
LIMIT ${mostStrata}`;
}

const nothing = { n: 0, sum: 0, sumOfSquares: 0 };

function strataIn(rows: readonly Row[], hasPersons: boolean): readonly Stratum[] {
  const strata = new Map<string, Stratum>();
  for (const row of rows) {
    const stratum = row.text('stratum') ?? 'unknown';
    const sums = {
      n: row.number('n'),
      sum: row.number('total'),
      sumOfSquares: row.number('squares'),
      ...(hasPersons ? { persons: personsOf(row) } : {}),
    };
    const known = strata.get(stratum) ?? { stratum, first: nothing, second: nothing };
    strata.set(stratum, row.text('side') === 'first' ? { ...known, first: sums } : { ...known, second: sums });
  }
  return [...strata.values()];
}

function personsOf(row: Row): NonNullable<StratumSide['persons']> {
  return {
    clusters: row.number('clusters'),
    sumSquared: row.number('total_squared'),
    sumTimesSize: row.number('total_times_n'),
    sizeSquared: row.number('n_squared'),
  };
}

/** Rows of fewer are not shown apart. */
const fewest = 10;

/** Both sides stratum by stratum, with what each adds to the difference; small strata stand together in one row. */
export function contributionTable(
  segmenter: string,
  { contributions }: Decomposition,
  sides: {
    readonly n: readonly [number, number];
    readonly labels: readonly [string, string];
    readonly outcome: Outcome;
  },
): FindingTable {
  const isSmall = ({ firstShare, secondShare }: Contribution): boolean =>
    Math.min(Math.round(firstShare * sides.n[0]), Math.round(secondShare * sides.n[1])) < fewest;
  const sum = (of: readonly Contribution[], part: (one: Contribution) => number): number =>
    of.reduce((total, one) => total + part(one), 0);
  const small = contributions.filter(isSmall);
  const [first, second] = sides.labels;
  const { format, unit } = sides.outcome;
  const others = [
    `others (fewer than ${fewest} on a side)`,
    sum(small, (one) => one.firstShare),
    sum(small, (one) => one.secondShare),
    null,
    null,
    sum(small, (one) => one.rate),
    sum(small, (one) => one.mix),
  ];
  return {
    name: `by_${segmenter}`,
    title: `By ${segmenter}`,
    columns: [
      { name: 'stratum', label: segmenter, type: 'string' },
      { name: 'first_share', label: `Share, ${first}`, type: 'real', format: 'percent' },
      { name: 'second_share', label: `Share, ${second}`, type: 'real', format: 'percent' },
      { name: 'first_value', label: first, type: 'real', format, unit },
      { name: 'second_value', label: second, type: 'real', format, unit },
      { name: 'within', label: 'Adds within', type: 'real', format, unit },
      { name: 'mix', label: 'Adds by mix', type: 'real', format, unit },
    ],
    rows: [
      ...contributions
        .filter((one) => !isSmall(one))
        .map((one) => [one.stratum, one.firstShare, one.secondShare, one.firstMean, one.secondMean, one.rate, one.mix]),
      ...(small.length > 0 ? [others] : []),
    ],
  };
}
