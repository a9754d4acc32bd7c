/** cases (a person, two arms, a day on which the clock starts) → what became of them, by stratum of what is alike: sums, never persons */
import { join, raw, type Sql, sql } from '../../../sql/sql.ts';
import type { CellSums } from '../../../stats/effects/cell-sums.ts';
import type { Stratum } from '../../../stats/effects/matching.ts';
import type { AnalysisContext, Row } from '../../contract/context.ts';
import { count, date, day } from '../../shared/leaving.ts';
import type { RoleColumn } from '../../contract/role.ts';

/** Columns of customers that are held equal. */
export const covariateColumn: RoleColumn = {
  name: 'covariate',
  label: 'Covariates',
  description: 'what customers were like before, in few values: segment, tier. Compared customers are alike in it.',
  type: 'any',
  many: true,
  optional: true,
};

/** What became of the cases of one stratum and arm. */
export interface CaseCell {
  /** Parts are shown apart: the severity of a failure. */
  readonly part: string;
  readonly stratum: string;
  readonly treated: boolean;
  readonly outcome: CellSums;
  /** Days as a customer when the clock starts: not matched on, so a check of the matching. */
  readonly tenure: CellSums;
}

export interface Cases {
  readonly cells: readonly CaseCell[];
  /** Groups of too few persons, left out. */
  readonly withheld: number;
}

interface Asked {
  /** WITH-relations that end with `cases(person, treated, clock, part, stratum)`, each person once. */
  readonly cases: Sql;
  readonly horizon: number;
  readonly until: string;
  readonly title: string;
}

/** Who is still a customer so many days after the clock started; only cases that can be followed that far. */
export async function retained(context: AnalysisContext, { cases, horizon, until, title }: Asked): Promise<Cases> {
  const customers = context.role('customers');
  const end = day(sql`c.${customers.column('end')}`);
  const kinds = context.options.texts('voluntary').map((kind) => sql`${kind}`);
  const own = customers.has('end_kind')
    ? sql`coalesce(CAST(c.${customers.column('end_kind')} AS VARCHAR) IN (${join(kinds)}), true)`
    : raw('true');
  const rows = await context.rows({
    title,
    sql: sql`WITH ${cases},
followed AS (
  SELECT k.person, k.treated, k.part, k.stratum,
    CASE WHEN coalesce(${end} <= k.clock + ${count(horizon)}, false) AND ${own} THEN 0.0 ELSE 1.0 END AS y,
    CAST(date_diff('day', ${day(sql`c.${customers.column('start')}`)}, k.clock) AS DOUBLE) AS tenure
  FROM cases AS k JOIN ${customers.source} AS c ON c.${customers.column('person')} = k.person
  WHERE coalesce(${end} > k.clock, true) AND ${day(sql`c.${customers.column('start')}`)} <= k.clock
    AND k.clock + ${count(horizon)} <= ${date(until)}
)
${sumsByStratum}`,
    persons: 'persons',
  });
  return { cells: rows.list.map(cellOf), withheld: rows.withheld };
}

/** The first answer after the clock started, in points of the NPS (100, 0, −100). */
export async function laterScores(
  context: AnalysisContext,
  { cases, horizon, title }: Omit<Asked, 'until'>,
): Promise<Cases> {
  const answers = context.role('answers');
  const score = sql`CAST(a.${answers.column('score')} AS DOUBLE)`;
  const time = sql`a.${answers.column('time')}`;
  const rows = await context.rows({
    title,
    sql: sql`WITH ${cases},
later AS (
  SELECT k.person, k.treated, k.part, k.stratum, 0.0 AS tenure,
    CASE WHEN ${score} >= 9 THEN 100.0 WHEN ${score} >= 7 THEN 0.0 ELSE -100.0 END AS y
  FROM cases AS k JOIN ${answers.source} AS a ON a.${answers.column('person')} = k.person
    AND ${day(time)} > k.clock AND ${day(time)} <= k.clock + ${count(horizon)}
  WHERE ${score} BETWEEN 0 AND 10
  QUALIFY row_number() OVER (PARTITION BY k.person ORDER BY ${time}, ${score}) = 1
), followed AS (SELECT * FROM later)
${sumsByStratum}`,
    persons: 'persons',
  });
  return { cells: rows.list.map(cellOf), withheld: rows.withheld };
}

const sumsByStratum: Sql = sql`SELECT part, stratum, treated, CAST(count(*) AS DOUBLE) AS n, fsum(y) AS total, fsum(y * y) AS squares,
  fsum(tenure) AS tenure, fsum(tenure * tenure) AS tenure_squares, CAST(count(DISTINCT person) AS DOUBLE) AS persons
FROM followed
GROUP BY ALL
ORDER BY part, stratum, treated`;

/** Text of the columns held equal, of the customer `c`; empty where none are bound. */
export function stratumOf(context: AnalysisContext, further: readonly Sql[] = []): Sql {
  const columns = context
    .role('customers')
    .columns('covariate')
    .map(({ sql: name }) => sql`c.${name}`);
  const parts = [...columns, ...further].map((column) => sql`coalesce(CAST(${column} AS VARCHAR), '–')`);
  return parts.length === 0 ? sql`'all'` : sql`concat_ws(' · ', ${join(parts)})`;
}

/** Arms of each stratum, by what is summed. */
export function strataOf(cells: readonly CaseCell[], sums: (cell: CaseCell) => CellSums): readonly Stratum[] {
  const none = { n: 0, sum: 0, sumOfSquares: 0 };
  const strata = new Map<string, { treated: CellSums; control: CellSums }>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.part, cell.stratum]);
    const old = strata.get(key) ?? { treated: none, control: none };
    strata.set(key, { ...old, [cell.treated ? 'treated' : 'control']: sums(cell) });
  }
  return [...strata.values()];
}

function cellOf(row: Row): CaseCell {
  const n = row.number('n');
  return {
    part: row.text('part') ?? '',
    stratum: row.text('stratum') ?? '',
    treated: row.value('treated') === true,
    outcome: { n, sum: row.maybe('total') ?? 0, sumOfSquares: row.maybe('squares') ?? 0 },
    tenure: { n, sum: row.maybe('tenure') ?? 0, sumOfSquares: row.maybe('tenure_squares') ?? 0 },
  };
}
