import { bind, join, raw, type Sql, sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { DesignedJourney, DesignVersion } from './designs.ts';

/** How cases are read: which journey, by which versions, and which outcomes count as reached. */
export interface CaseQuestion {
  readonly journey: DesignedJourney;
  /** Days after its last step at which a case without an outcome counts as ended. */
  readonly openDays: number;
  readonly reached: readonly string[];
  /** Whether it can be told which cases reached their goal. */
  readonly knowsOutcomes: boolean;
}

/**
 * Common table expressions: `step_rows`, `case_rows` (one row a case with its way as a JSON list) and `ended_cases` (cases that are not
 * under way any more, with the number of the design version that was valid when they started).
 */
export function casesSql(context: AnalysisContext, { journey, openDays, reached }: CaseQuestion): Sql {
  const events = context.role('events');
  const optional = (name: string): Sql => (events.has(name) ? events.column(name) : sql`NULL`);
  const ofJourney =
    events.has('journey') && journey.name !== null ? sql` AND ${events.column('journey')} = ${journey.name}` : raw('');
  return sql`step_rows AS (
  SELECT
    CAST(${events.column('case')} AS VARCHAR) AS case_id,
    CAST(${events.column('customer')} AS VARCHAR) AS customer,
    CAST(${events.column('activity')} AS VARCHAR) AS activity,
    CAST(${events.column('at')} AS TIMESTAMP) AS happened,
    CAST(${optional('order')} AS VARCHAR) AS tie,
    CAST(${optional('outcome')} AS VARCHAR) AS outcome,
    CAST(${optional('intent')} AS VARCHAR) AS intent,
    CAST(${optional('subject')} AS VARCHAR) AS subject
  FROM ${events.source}
  WHERE ${events.column('case')} IS NOT NULL AND ${events.column('activity')} IS NOT NULL AND ${events.column('at')} IS NOT NULL${ofJourney}
), case_rows AS (
  SELECT
    case_id,
    coalesce(min(customer), case_id) AS customer,
    min(subject) AS subject,
    min(happened) AS started,
    max(happened) AS finished,
    CAST(to_json(list(activity ORDER BY happened, tie, activity)) AS VARCHAR) AS way,
    arg_max(outcome, happened) FILTER (WHERE outcome IS NOT NULL) AS outcome,
    arg_min(intent, happened) FILTER (WHERE intent IS NOT NULL) AS intent
  FROM step_rows
  GROUP BY case_id
), ended_cases AS (
  SELECT
    *,
    ${versionNumber(journey.versions)} AS design,
    ${reachedCondition(reached, events.has('intent'))} AS reached,
    row_number() OVER (PARTITION BY customer ORDER BY started, case_id) = 1 AS is_first
  FROM case_rows
  WHERE outcome IS NOT NULL OR finished < (SELECT max(finished) FROM case_rows) - to_days(CAST(${openDays} AS INTEGER))
)`;
}

function versionNumber(versions: readonly DesignVersion[]): Sql {
  const branches = versions.map(({ from }, at) =>
    from === null ? sql`WHEN true THEN ${at}` : sql`WHEN started >= ${bind('TIMESTAMP', from)} THEN ${at}`,
  );
  return branches.length === 0 ? sql`NULL` : sql`CASE ${join(branches, ' ')} END`;
}

/** A stated intent goes before what the design is for. */
function reachedCondition(reached: readonly string[], hasIntent: boolean): Sql {
  const among = reached.length === 0 ? sql`false` : sql`outcome IN (${join(reached.map((name) => sql`${name}`))})`;
  return hasIntent
    ? sql`coalesce(CASE WHEN intent IS NOT NULL THEN outcome = intent ELSE ${among} END, false)`
    : sql`coalesce(${among}, false)`;
}

/** What became of the cases, as counts. */
export interface CaseCounts {
  readonly cases: number;
  /** Still under way: left out. */
  readonly open: number;
  /** Started before any version was valid: left out. */
  readonly undesigned: number;
  readonly customers: number;
}

export async function readCounts(context: AnalysisContext, question: CaseQuestion): Promise<CaseCounts> {
  const rows = await context.rows({
    title: 'Cases, and those that are still under way',
    sql: sql`WITH ${casesSql(context, question)}
SELECT
  CAST((SELECT count(*) FROM case_rows) AS DOUBLE) AS cases,
  CAST(count(*) AS DOUBLE) AS ended,
  CAST(count(*) FILTER (WHERE design IS NULL) AS DOUBLE) AS undesigned,
  CAST(count(DISTINCT customer) AS DOUBLE) AS customers
FROM ended_cases`,
    persons: 'customers',
  });
  const [row] = rows.list;
  if (row === undefined) return { cases: 0, open: 0, undesigned: 0, customers: 0 };
  const cases = row.number('cases');
  return {
    cases,
    open: cases - row.number('ended'),
    undesigned: row.number('undesigned'),
    customers: row.number('customers'),
  };
}

/** A way that cases took, and how they ended. */
export interface Way {
  /** Index of the design version. */
  readonly design: number;
  /** The steps as the statement writes them. */
  readonly way: string;
  readonly steps: readonly string[];
  readonly n: number;
  readonly customers: number;
  /** Cases that are the first of their customer: over several ways they add up to no more than the customers. */
  readonly firsts: number;
  /** Null where outcomes are not known. */
  readonly reached: number | null;
  /** Hours from the first to the last step of the middle case. */
  readonly hours: number | null;
}

/** Ways, and how many of them are left out because the data may only be shown in larger groups. */
export interface Ways {
  readonly ways: readonly Way[];
  readonly withheld: number;
}

export async function readWays(context: AnalysisContext, question: CaseQuestion): Promise<Ways> {
  const rows = await context.rows({
    title: 'Ways through the journey',
    sql: sql`WITH ${casesSql(context, question)}
SELECT
  design,
  way,
  CAST(count(*) AS DOUBLE) AS cases,
  CAST(count(DISTINCT customer) AS DOUBLE) AS customers,
  CAST(count(*) FILTER (WHERE is_first) AS DOUBLE) AS firsts,
  CAST(count(*) FILTER (WHERE reached) AS DOUBLE) AS reached,
  median(date_diff('second', started, finished)) / 3600 AS hours
FROM ended_cases
WHERE design IS NOT NULL
GROUP BY ALL
ORDER BY cases DESC, design, way`,
    persons: 'customers',
  });
  const ways = rows.list.map((row) => ({
    design: row.number('design'),
    way: row.text('way') ?? '[]',
    steps: stepsOf(row.text('way') ?? '[]'),
    n: row.number('cases'),
    customers: row.number('customers'),
    firsts: row.number('firsts'),
    reached: question.knowsOutcomes ? row.number('reached') : null,
    hours: row.maybe('hours'),
  }));
  return { ways, withheld: rows.withheld };
}

function stepsOf(way: string): readonly string[] {
  const steps: unknown = JSON.parse(way);
  return Array.isArray(steps) ? steps.filter((step) => typeof step === 'string') : [];
}

/** The outcomes that count as reached: those that the option `reached` names, else those that the designs are for. */
export function reachedOutcomes(context: AnalysisContext, { versions }: DesignedJourney): readonly string[] {
  if (!context.role('events').has('outcome')) return [];
  const named = context.options.texts('reached');
  if (named.length > 0) return named;
  return [...new Set(versions.map(({ intended }) => intended).filter((intended) => intended !== null))];
}
