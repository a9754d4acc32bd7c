/** answers → one row of sums overall, one a unit, the distribution, and how many people stand behind them */
import { effectiveAnswers } from '../../stats/intervals/design-effect.ts';
import { type Sql, sql } from '../../sql/sql.ts';
import type { BoundRole } from '../run/bind-roles.ts';
import type { AnalysisContext, Row } from '../contract/context.ts';
import { answerOn, type ScoreInstrument, valueOf } from './score-instrument.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import { type Refusal, refusal, refusalFor } from '../contract/refusal.ts';
import { untellable } from '../shared/untellable.ts';
import { type AnswerSums, clusteredScore, momentsIn, type ScoreFigure, scoreOf, sumsIn } from './score-figures.ts';

interface UnitScore {
  readonly unit: string;
  readonly sums: AnswerSums;
  readonly figure: ScoreFigure;
}

export interface Scores {
  readonly overall: AnswerSums;
  /** Null where the answers cannot be used, or one account gave them all. */
  readonly figure: ScoreFigure | null;
  readonly problem: Refusal | null;
  readonly units: readonly UnitScore[];
  /** Units of too few persons. */
  readonly hidden: number;
  /** Null where single scores would show too few persons. */
  readonly distribution: readonly { readonly score: number; readonly n: number }[] | null;
  /** Null where nobody says who answered. */
  readonly persons: number | null;
  /** What an answer is worth, below 1 where people answered several times. */
  readonly worth: number;
  /** Neither weighted nor by account. */
  readonly isPlain: boolean;
}

/** Reads everything about the scores that SQL can sum. */
export async function readScores(context: AnalysisContext, instrument: ScoreInstrument): Promise<Scores> {
  const answers = context.role('answers');
  const rows = answerRows(answers, instrument, context.options.text('direction'));
  const whole = await context.rows({
    title: 'All answers',
    sql: sql`SELECT ${sumsOf(answers, instrument)}\nFROM ${rows}`,
    ...personsOf(answers),
  });
  const [row] = whole.list;
  if (row === undefined) return nothing(answers);
  const overall = sumsIn(row);
  const problem = problemIn(row, answers, instrument);
  const isPlain = !answers.has('weight') && !answers.has('account');
  const base = { overall, problem, isPlain, persons: answers.has('person') ? row.number('persons') : null };
  if (problem !== null || overall.n === 0)
    return { ...base, figure: null, units: [], hidden: 0, distribution: [], worth: 1 };
  const moments = await clusters(context, { answers, rows, instrument });
  const worth = isPlain && moments !== null ? worthOf(moments) : 1;
  const figure =
    isPlain || moments === null ? scoreOf(instrument, overall, worth) : clusteredScore(instrument, momentsIn(moments));
  if (!isAnswered(figure))
    return { ...base, problem: refusalFor(figure), figure: null, units: [], hidden: 0, distribution: [], worth: 1 };
  const byUnit = await units(context, { answers, rows, instrument, worth, isPlain });
  return { ...base, figure, worth, ...byUnit, distribution: await distributed(context, answers, rows) };
}

function worthOf(moments: Row): number {
  const read = momentsIn(moments);
  return effectiveAnswers(read, moments.number('squares')) / read.n;
}

/** A reason, driver or journey with how many rows name it. */
export interface ReasonCount {
  readonly reason: string;
  readonly n: number;
}

/** What is linked to the score, the most frequent first; empty where nothing is. */
export async function readReasons(context: AnalysisContext): Promise<readonly ReasonCount[]> {
  const reasons = context.find('reasons');
  if (reasons === null) return [];
  const found = await context.rows({
    title: 'What stands behind the score',
    sql: sql`SELECT CAST(${reasons.column('reason')} AS VARCHAR) AS reason, CAST(count(*) AS DOUBLE) AS n${reasons.has('person') ? sql`, CAST(count(DISTINCT ${reasons.column('person')}) AS DOUBLE) AS persons` : sql``}
FROM ${reasons.source}
WHERE ${reasons.column('reason')} IS NOT NULL
GROUP BY ALL
HAVING count(*) >= 10
ORDER BY n DESC, reason
LIMIT 12`,
    ...personsOf(reasons),
  });
  return found.list.map((row) => ({ reason: row.text('reason') ?? '', n: row.number('n') }));
}

function nothing(answers: BoundRole): Scores {
  const overall = { n: 0, top: 0, bottom: 0, sum: 0, squares: 0 };
  const problem = answers.k === null ? null : refusal('k-anon', { k: answers.k, cells: 1 });
  return {
    overall,
    figure: null,
    problem,
    units: [],
    hidden: 0,
    distribution: null,
    persons: null,
    worth: 1,
    isPlain: true,
  };
}

/** The number of persons is part of a statement where the data may only be shown in groups, or say who answered. */
function personsOf(role: BoundRole): { readonly persons?: string } {
  return role.has('person') ? { persons: 'persons' } : {};
}

function answerRows(answers: BoundRole, instrument: ScoreInstrument, direction: string | null): Sql {
  const column = answers.column('score');
  const also = ['unit', 'person', 'account', 'weight']
    .filter((name) => answers.has(name))
    .map((name) =>
      name === 'weight'
        ? sql`, CAST(${answers.column(name)} AS DOUBLE) AS weight`
        : sql`, ${answers.column(name)} AS ${plain(name)}`,
    );
  const more = also.reduce((all, one) => sql`${all}${one}`, sql``);
  return sql`(SELECT ${answerOn(instrument, column, direction)} AS score${more} FROM ${answers.source} WHERE ${column} IS NOT NULL)`;
}

const plainNames: Readonly<Record<string, Sql>> = { unit: sql`unit`, person: sql`person`, account: sql`account` };

function plain(name: string): Sql {
  return plainNames[name] ?? sql`other`;
}

function sumsOf(answers: BoundRole, { top, bottom, scale }: ScoreInstrument): Sql {
  const against = bottom === null ? sql`0` : sql`count(*) FILTER (score <= ${bottom[1]})`;
  const persons = answers.has('person') ? sql`,\n  CAST(count(DISTINCT person) AS DOUBLE) AS persons` : sql``;
  const bad = answers.has('weight')
    ? sql`,\n  CAST(count(*) FILTER (weight IS NULL OR NOT weight BETWEEN 0 AND 1e12) AS DOUBLE) AS bad_weights`
    : sql``;
  return sql`CAST(count(*) AS DOUBLE) AS n,
  CAST(count(*) FILTER (score >= ${top[0]}) AS DOUBLE) AS top,
  CAST(${against} AS DOUBLE) AS bottom,
  fsum(score) AS total,
  fsum(score * score) AS squares,
  CAST(count(*) FILTER (score <> floor(score)) AS DOUBLE) AS fractions,
  CAST(count(*) FILTER (score < ${scale[0]} OR score > ${scale[1]}) AS DOUBLE) AS outside${bad}${persons}`;
}

/** Scores that were averaged before have fractions: their n is gone. */
function problemIn(row: Row, answers: BoundRole, { scale: [low, high] }: ScoreInstrument): Refusal | null {
  if (answers.has('weight') && row.number('bad_weights') > 0) return refusal('bad-weights');
  if (row.number('fractions') > 0) return refusal('score-without-n');
  const outside = row.number('outside');
  if (outside === 0) return null;
  return refusal('out-of-scale', { n: outside, column: answers.described('score').name, scale: `${low} to ${high}` });
}

interface Reading {
  readonly answers: BoundRole;
  readonly rows: Sql;
  readonly instrument: ScoreInstrument;
}

/** The sums by account, person or answer that say how far answers go together; null where each stands for itself. */
async function clusters(context: AnalysisContext, { answers, rows, instrument }: Reading): Promise<Row | null> {
  if (!answers.has('account') && !answers.has('weight') && !answers.has('person')) return null;
  const found = await context.rows({
    title: `Answers ${answers.has('account') ? 'by account' : answers.has('person') ? 'by person' : 'with their weights'}`,
    sql: sql`SELECT ${momentsOf(answers)}
FROM ${clustered({ answers, rows, instrument }, false)}`,
    ...personsOf(answers),
  });
  return found.list[0] ?? null;
}

function momentsOf(answers: BoundRole): Sql {
  const persons = answers.has('person') ? sql`,\n  fsum(persons) AS persons` : sql``;
  return sql`CAST(count(*) AS DOUBLE) AS clusters,
  fsum(weight) AS weight,
  fsum(total) AS total,
  fsum(total * total) AS total_squares,
  fsum(weight * weight) AS weight_squares,
  fsum(weight * total) AS products,
  fsum(squares) AS squares${persons}`;
}

/** One row an account, or a person, or an answer: its weight and its weighted values added up. */
function clustered({ answers, rows, instrument }: Reading, byUnit: boolean): Sql {
  const value = valueOf(instrument, sql`score`);
  const weight = answers.has('weight') ? sql`weight` : sql`1`;
  const unit = byUnit ? sql`unit, ` : sql``;
  const persons = answers.has('person') ? sql`, count(DISTINCT person) AS persons` : sql``;
  const key = answers.has('account') ? sql`account` : answers.has('person') ? sql`person` : null;
  if (key === null)
    return sql`(SELECT ${unit}${weight} AS weight, ${weight} * (${value}) AS total, (${value}) * (${value}) AS squares FROM ${rows})`;
  return sql`(
  SELECT ${unit}cluster, fsum(${weight}) AS weight, fsum(${weight} * (${value})) AS total, fsum((${value}) * (${value})) AS squares${persons}
  FROM (SELECT *, coalesce(CAST(${key} AS VARCHAR), concat('alone ', row_number() OVER ())) AS cluster FROM ${rows})
  GROUP BY ALL
)`;
}

interface UnitReading extends Reading {
  readonly worth: number;
  readonly isPlain: boolean;
}

async function units(context: AnalysisContext, reading: UnitReading): Promise<Pick<Scores, 'units' | 'hidden'>> {
  const { answers, rows, instrument, worth, isPlain } = reading;
  if (!answers.has('unit')) return { units: [], hidden: 0 };
  const sums = await context.rows({
    title: 'Answers by unit',
    sql: sql`SELECT coalesce(CAST(unit AS VARCHAR), 'none') AS unit, ${sumsOf(answers, instrument)}
FROM ${rows}
GROUP BY ALL
ORDER BY unit`,
    ...personsOf(answers),
  });
  const moments = isPlain
    ? null
    : await context.rows({
        title: 'Clusters by unit',
        sql: sql`SELECT coalesce(CAST(unit AS VARCHAR), 'none') AS unit, ${momentsOf(answers)}
FROM ${clustered(reading, true)}
GROUP BY ALL
ORDER BY unit`,
        ...personsOf(answers),
      });
  const byUnit = new Map(moments?.list.map((row) => [row.text('unit'), clusteredScore(instrument, momentsIn(row))]));
  const all = sums.list.map((row) => {
    const own = sumsIn(row);
    const name = row.text('unit') ?? 'none';
    return { unit: name, sums: own, figure: isPlain ? scoreOf(instrument, own, worth) : byUnit.get(name) };
  });
  const known = all.flatMap(({ figure, ...rest }) =>
    figure === undefined || !isAnswered(figure) ? [] : [{ ...rest, figure }],
  );
  const sizeOf = (one: UnitScore): number => one.sums.n;
  const shown = untellable(known, { hidden: sums.withheld, k: answers.k, sizeOf });
  return { units: shown.groups, hidden: shown.hidden };
}

async function distributed(context: AnalysisContext, answers: BoundRole, rows: Sql): Promise<Scores['distribution']> {
  const persons = answers.has('person') ? sql`, CAST(count(DISTINCT person) AS DOUBLE) AS persons` : sql``;
  const found = await context.rows({
    title: 'Answers by score',
    sql: sql`SELECT score, CAST(count(*) AS DOUBLE) AS n${persons}
FROM ${rows}
GROUP BY ALL
ORDER BY score`,
    ...personsOf(answers),
  });
  // What is left out could be told from the total.
  return found.withheld > 0 ? null : found.list.map((row) => ({ score: row.number('score'), n: row.number('n') }));
}
