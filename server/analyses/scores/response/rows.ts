/** invitations, everybody and answers → rates by group, and one row a cell of what is known of everybody */
import { join, type Sql, sql } from '../../../sql/sql.ts';
import type { BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext, Row } from '../../contract/context.ts';
import { type Refusal, refusal } from '../../contract/refusal.ts';
import { answerOn, type ScoreInstrument, valueOf } from '../score-instrument.ts';

/** Invitations of one group, and what became of them. */
export interface Rate {
  /** What tells the group apart; null for all invitations. */
  readonly by: string | null;
  readonly group: string;
  readonly invited: number;
  /** Null where nothing says whether they arrived. */
  readonly delivered: number | null;
  readonly opened: number | null;
  readonly answered: number;
  readonly persons: number;
}

/** All invitations first, then each group of each column that tells them apart. */
export async function readRates(context: AnalysisContext): Promise<readonly Rate[]> {
  const invites = context.role('invites');
  const whole = await context.rows({
    title: 'All invitations',
    sql: sql`SELECT ${countsOf(invites)}\nFROM ${invites.source}`,
    persons: 'persons',
  });
  const rates = whole.list.map((row) => rateIn(row, null));
  for (const column of invites.columns('group')) {
    const rows = await context.rows({
      title: `Invitations by ${column.label}`,
      sql: sql`SELECT coalesce(CAST(${column.sql} AS VARCHAR), 'none') AS category, ${countsOf(invites)}
FROM ${invites.source}
GROUP BY ALL
ORDER BY category`,
      persons: 'persons',
    });
    rates.push(...rows.list.map((row) => rateIn(row, column.label)));
  }
  return rates;
}

/** People who share everything that is known of everybody. */
export interface FrameCell {
  /** A category a variable. */
  readonly categories: readonly string[];
  readonly population: number;
  readonly invited: number;
  readonly answered: number;
  /** Who answered with a score, one answer each; its value added up, and squared and added up. */
  readonly scored: number;
  readonly sum: number;
  readonly squares: number;
}

export interface FrameCells {
  readonly variables: readonly string[];
  readonly cells: readonly FrameCell[];
  /** Cells of too few persons. */
  readonly hidden: number;
}

/** More categories than this of one variable are no groups. */
const mostCategories = 50;

/** One row a cell; null where nothing is known of everybody, a refusal where answers are no answers on the scale. */
export async function readFrame(
  context: AnalysisContext,
  instrument: ScoreInstrument,
): Promise<FrameCells | Refusal | null> {
  const customers = context.find('customers');
  if (customers === null) return null;
  const responses = context.find('responses');
  const problem = responses === null ? null : await problemIn(context, responses, instrument);
  if (problem !== null) return problem;
  const variables = [...customers.columns('frame').map(({ label }) => label), ...behaviourLabel(context)];
  const found = await context.rows({
    title: 'Everybody, asked and answering, by what is known of them',
    sql: cellsSql(context, { customers, responses, instrument }),
    persons: 'population',
  });
  const cells = found.list.map((row) => ({
    categories: variables.map((_, at) => row.text(`v${at + 1}`) ?? 'unknown'),
    population: row.number('population'),
    invited: row.number('invited'),
    answered: row.number('answered'),
    scored: row.number('scored'),
    sum: row.maybe('total') ?? 0,
    squares: row.maybe('squares') ?? 0,
  }));
  const most = Math.max(0, ...variables.map((_, at) => new Set(cells.map(({ categories }) => categories[at])).size));
  if (most > mostCategories) return refusal('too-many', { n: most, limit: mostCategories }, { of: 'weighted' });
  return { variables, cells, hidden: found.withheld };
}

function behaviourLabel(context: AnalysisContext): readonly string[] {
  const behaviour = context.find('behaviour');
  if (behaviour === null) return [];
  return [behaviour.has('amount') ? `${behaviour.name}: ${behaviour.described('amount').label}` : behaviour.name];
}

function countsOf(invites: BoundRole): Sql {
  const flag = (name: string): Sql =>
    invites.has(name) ? sql`CAST(count(*) FILTER (${invites.column(name)}) AS DOUBLE)` : sql`CAST(NULL AS DOUBLE)`;
  return sql`CAST(count(*) AS DOUBLE) AS invited,
  ${flag('delivered')} AS delivered,
  ${flag('opened')} AS opened,
  CAST(count(*) FILTER (${isAnsweredSql(invites)}) AS DOUBLE) AS answered,
  CAST(count(DISTINCT ${invites.column('person')}) AS DOUBLE) AS persons`;
}

function isAnsweredSql(invites: BoundRole): Sql {
  const { sql: column, type } = invites.described('answered');
  return type === 'boolean' ? column : sql`${column} IS NOT NULL`;
}

function rateIn(row: Row, by: string | null): Rate {
  return {
    by,
    group: by === null ? 'all invitations' : (row.text('category') ?? 'none'),
    invited: row.number('invited'),
    delivered: row.maybe('delivered'),
    opened: row.maybe('opened'),
    answered: row.number('answered'),
    persons: row.number('persons'),
  };
}

async function problemIn(
  context: AnalysisContext,
  responses: BoundRole,
  instrument: ScoreInstrument,
): Promise<Refusal | null> {
  const [low, high] = instrument.scale;
  const column = responses.column('score');
  const rows = await context.rows({
    title: 'Scores that are none',
    sql: sql`SELECT CAST(count(*) FILTER (${column} <> floor(${column})) AS DOUBLE) AS fractions,
  CAST(count(*) FILTER (${column} < ${low} OR ${column} > ${high}) AS DOUBLE) AS outside,
  CAST(count(DISTINCT ${responses.column('person')}) AS DOUBLE) AS persons
FROM ${responses.source}`,
    persons: 'persons',
  });
  const [row] = rows.list;
  if (row === undefined) return null;
  if (row.number('fractions') > 0) return refusal('score-without-n', {}, { of: 'raw' });
  const n = row.number('outside');
  if (n === 0) return null;
  return refusal(
    'out-of-scale',
    { n, column: responses.described('score').name, scale: `${low} to ${high}` },
    { of: 'raw' },
  );
}

interface Bound {
  readonly customers: BoundRole;
  readonly responses: BoundRole | null;
  readonly instrument: ScoreInstrument;
}

function cellsSql(context: AnalysisContext, { customers, responses, instrument }: Bound): Sql {
  const invites = context.role('invites');
  const behaviour = context.find('behaviour');
  const frame = customers.columns('frame');
  const own = frame.map((column, at) => sql`coalesce(min(CAST(${column.sql} AS VARCHAR)), 'unknown') AS ${name(at)}`);
  const names = [
    ...frame.map((_, at) => sql`everybody.${name(at)}`),
    ...(behaviour === null ? [] : [sql`coalesce(active.band, 'none') AS ${name(frame.length)}`]),
  ];
  const said =
    responses === null
      ? sql``
      : sql`,
said AS (
  ${saidSql({ responses, invites, instrument, direction: context.options.text('direction') })}
)`;
  const active =
    behaviour === null
      ? sql``
      : sql`,
active AS (
  ${activeSql(behaviour)}
)`;
  const value = responses === null ? sql`NULL` : sql`said.value`;
  return sql`WITH everybody AS (
  SELECT ${customers.column('person')} AS person, ${join(own)}
  FROM ${customers.source}
  WHERE ${customers.column('person')} IS NOT NULL
  GROUP BY 1
),
asked AS (
  SELECT ${invites.column('person')} AS person, bool_or(${isAnsweredSql(invites)}) AS answered
  FROM ${invites.source}
  WHERE ${invites.column('person')} IS NOT NULL
  GROUP BY 1
)${said}${active}
SELECT ${join(names)},
  CAST(count(*) AS DOUBLE) AS population,
  CAST(count(asked.person) AS DOUBLE) AS invited,
  CAST(count(*) FILTER (asked.answered) AS DOUBLE) AS answered,
  CAST(count(${value}) AS DOUBLE) AS scored,
  fsum(CAST(${value} AS DOUBLE)) AS total,
  fsum(CAST(${value} AS DOUBLE) * ${value}) AS squares
FROM everybody
LEFT JOIN asked ON asked.person = everybody.person${responses === null ? sql`` : sql`\nLEFT JOIN said ON said.person = everybody.person`}${behaviour === null ? sql`` : sql`\nLEFT JOIN active ON active.person = everybody.person`}
GROUP BY ALL
ORDER BY ALL`;
}

const letters = [sql`v1`, sql`v2`, sql`v3`, sql`v4`, sql`v5`, sql`v6`, sql`v7`, sql`v8`];

function name(at: number): Sql {
  return letters[at] ?? sql`v9`;
}

/** One answer a person: the last where times are known, else the mean of all. */
function saidSql({
  responses,
  invites,
  instrument,
  direction,
}: {
  readonly responses: BoundRole;
  readonly invites: BoundRole;
  readonly instrument: ScoreInstrument;
  readonly direction: string | null;
}): Sql {
  const [person, column] = [responses.column('person'), responses.column('score')];
  const value = valueOf(instrument, answerOn(instrument, column, direction));
  const one = responses.has('at')
    ? sql`arg_max(${value}, (${responses.column('at')}, ${column}))`
    : sql`favg(${value})`;
  const invited =
    responses.has('invite') && invites.has('invite')
      ? sql` AND ${responses.column('invite')} IN (SELECT ${invites.column('invite')} FROM ${invites.source})`
      : sql``;
  return sql`SELECT ${person} AS person, ${one} AS value
  FROM ${responses.source}
  WHERE ${column} IS NOT NULL AND ${person} IS NOT NULL${invited}
  GROUP BY 1`;
}

/** Those who did anything, in a lower and an upper half. */
function activeSql(behaviour: BoundRole): Sql {
  const person = behaviour.column('person');
  const amount = behaviour.has('amount') ? sql`fsum(CAST(${behaviour.column('amount')} AS DOUBLE))` : sql`count(*)`;
  return sql`SELECT person, CASE WHEN ntile(2) OVER (ORDER BY amount, person) = 1 THEN 'lower half' ELSE 'upper half' END AS band
  FROM (SELECT ${person} AS person, ${amount} AS amount FROM ${behaviour.source} WHERE ${person} IS NOT NULL GROUP BY 1)`;
}
