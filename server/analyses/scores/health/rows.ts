/** answers → one row a questionnaire → one a survey: straight lines, hurry, breaking off; and one an item */
import { type Sql, sql } from '../../../sql/sql.ts';
import type { BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { type Refusal, refusal } from '../../contract/refusal.ts';
import { type ScoreFigure, scoreOf, sumsOfValues } from '../score-figures.ts';
import { answerOn, type ScoreInstrument, valueOf } from '../score-instrument.ts';

export interface Survey {
  readonly survey: string;
  readonly n: number;
  readonly persons: number;
  /** With enough answers to the grid to tell a straight line. */
  readonly told: number;
  readonly straight: number;
  /** Null where nobody says how long it took. */
  readonly hurried: number | null;
  /** Of those that can be told: in a straight line, or hurried. */
  readonly mechanical: number;
  /** Null where neither what was shown nor the order of items is known. */
  readonly brokenOff: number | null;
  readonly items: number;
  readonly medianDuration: number | null;
}

export interface HealthLimits {
  readonly mechanical: number;
  readonly dropOff: number;
}

/** Whether either share is above its limit. */
export function isUnhealthy(survey: Survey, limits: HealthLimits): boolean {
  return (mechanicalShare(survey) ?? 0) > limits.mechanical || (survey.brokenOff ?? 0) / survey.n > limits.dropOff;
}

/** Of the questionnaires with enough answers to tell; null where there are none. */
export function mechanicalShare({ mechanical, told }: Survey): number | null {
  return told > 0 ? mechanical / told : null;
}

export async function readSurveys(
  context: AnalysisContext,
): Promise<{ readonly surveys: readonly Survey[]; readonly hidden: number }> {
  const found = await context.rows({
    title: 'Questionnaires by survey',
    sql: sql`${judgedSql(context)}
SELECT survey,
  CAST(count(*) AS DOUBLE) AS n,
  CAST(count(DISTINCT person) AS DOUBLE) AS persons,
  CAST(count(*) FILTER (is_told) AS DOUBLE) AS told,
  CAST(count(*) FILTER (is_straight) AS DOUBLE) AS straight,
  CAST(CASE WHEN count(duration) > 0 THEN count(*) FILTER (is_hurried) END AS DOUBLE) AS hurried,
  CAST(count(*) FILTER (is_told AND (is_straight OR is_hurried)) AS DOUBLE) AS mechanical,
  CAST(CASE WHEN count(is_broken_off) > 0 THEN count(*) FILTER (is_broken_off) END AS DOUBLE) AS broken_off,
  CAST(max(items) AS DOUBLE) AS items,
  CAST(median(duration) AS DOUBLE) AS median_duration
FROM judged
GROUP BY ALL
ORDER BY survey`,
    ...personsOf(context),
  });
  const surveys = found.list.map((row) => ({
    survey: row.text('survey') ?? 'none',
    n: row.number('n'),
    persons: row.number('persons'),
    told: row.number('told'),
    straight: row.number('straight'),
    hurried: row.maybe('hurried'),
    mechanical: row.number('mechanical'),
    brokenOff: row.maybe('broken_off'),
    items: row.number('items'),
    medianDuration: row.maybe('median_duration'),
  }));
  return { surveys, hidden: found.withheld };
}

export interface SurveyItem {
  readonly item: string;
  readonly position: number | null;
  /** Questionnaires in which it was shown, or all of its survey where nobody says. */
  readonly shown: number;
  readonly skipped: number;
  readonly forced: boolean | null;
  readonly decision: string | null;
}

export async function readItems(context: AnalysisContext): Promise<readonly SurveyItem[]> {
  const found = await context.rows({
    title: 'Items: shown and skipped',
    sql: sql`WITH ${givenSql(context)}
SELECT given.item, CAST(min(given.position) AS DOUBLE) AS position,
  CAST(count(*) FILTER (given.shown) AS DOUBLE) AS shown,
  CAST(count(*) FILTER (given.shown AND given.value IS NULL) AS DOUBLE) AS skipped,
  bool_or(given.forced) AS forced,
  min(given.decision) AS decision,
  CAST(count(DISTINCT given.person) AS DOUBLE) AS persons
FROM given
GROUP BY ALL
ORDER BY position, item`,
    ...personsOf(context),
  });
  return found.list.map((row) => ({
    item: row.text('item') ?? 'none',
    position: row.maybe('position'),
    shown: row.number('shown'),
    skipped: row.number('skipped'),
    forced: row.value('forced') === null ? null : row.value('forced') === true,
    decision: row.text('decision'),
  }));
}

export interface SurveyScore {
  readonly survey: string;
  readonly n: number;
  readonly all: ScoreFigure;
  /** Without mechanical questionnaires; null where too few are left. */
  readonly careful: ScoreFigure | null;
  readonly carefulN: number;
}

/** The score of each survey with and without mechanical questionnaires; null without scores, a refusal for scores that are none. */
export async function readScores(
  context: AnalysisContext,
  instrument: ScoreInstrument,
): Promise<readonly SurveyScore[] | Refusal | null> {
  const responses = context.find('responses');
  if (responses === null || !responses.has('score')) return null;
  const score = responses.column('score');
  const [low, high] = instrument.scale;
  const value = valueOf(instrument, answerOn(instrument, sql`r.${score}`, context.options.text('direction')));
  const found = await context.rows({
    title: 'Scores, with and without mechanical questionnaires',
    sql: sql`${judgedSql(context)}
SELECT survey, coalesce(is_straight OR is_hurried, FALSE) AS is_mechanical,
  CAST(count(*) AS DOUBLE) AS n,
  CAST(count(DISTINCT judged.person) AS DOUBLE) AS persons,
  fsum(CAST(${value} AS DOUBLE)) AS total,
  fsum(CAST(${value} AS DOUBLE) * (${value})) AS squares,
  CAST(count(*) FILTER (r.${score} <> floor(r.${score})) AS DOUBLE) AS fractions,
  CAST(count(*) FILTER (r.${score} < ${low} OR r.${score} > ${high}) AS DOUBLE) AS outside
FROM judged JOIN ${responses.source} AS r ON CAST(r.${responses.column('response')} AS VARCHAR) = judged.response
WHERE r.${score} IS NOT NULL
GROUP BY ALL
ORDER BY ALL`,
    ...personsOf(context),
  });
  const total = (name: string): number => found.list.reduce((sum, row) => sum + row.number(name), 0);
  if (total('fractions') > 0) return refusal('score-without-n', {}, { of: 'scores' });
  const outside = total('outside');
  if (outside > 0)
    return refusal(
      'out-of-scale',
      { n: outside, column: responses.described('score').name, scale: `${low} to ${high}` },
      { of: 'scores' },
    );
  const surveys = [...new Set(found.list.map((row) => row.text('survey') ?? 'none'))];
  return surveys.flatMap((survey) => {
    const own = found.list.filter((row) => (row.text('survey') ?? 'none') === survey);
    const all = figureOf(instrument, own);
    const careful = figureOf(
      instrument,
      own.filter((row) => row.value('is_mechanical') !== true),
    );
    if (all.n < 10) return [];
    return [
      { survey, n: all.n, all: all.figure, careful: careful.n < 10 ? null : careful.figure, carefulN: careful.n },
    ];
  });
}

function figureOf(instrument: ScoreInstrument, rows: readonly { readonly number: (name: string) => number }[]) {
  const of = (name: string): number => rows.reduce((sum, row) => sum + row.number(name), 0);
  return { n: of('n'), figure: scoreOf(instrument, sumsOfValues(instrument, of('n'), of('total'), of('squares'))) };
}

export interface ChannelRate {
  readonly channel: string;
  readonly invited: number;
  readonly answered: number;
}

/** Empty where no invitations are bound. */
export async function readChannels(context: AnalysisContext): Promise<readonly ChannelRate[]> {
  const invites = context.find('invites');
  if (invites === null) return [];
  const { sql: answered, type } = invites.described('answered');
  const persons = invites.has('person') ? sql`count(DISTINCT ${invites.column('person')})` : sql`count(*)`;
  const found = await context.rows({
    title: 'Invitations by channel',
    sql: sql`SELECT coalesce(CAST(${invites.column('channel')} AS VARCHAR), 'none') AS channel,
  CAST(count(*) AS DOUBLE) AS invited,
  CAST(count(*) FILTER (${type === 'boolean' ? answered : sql`${answered} IS NOT NULL`}) AS DOUBLE) AS answered,
  CAST(${persons} AS DOUBLE) AS persons
FROM ${invites.source}
GROUP BY ALL
HAVING count(*) >= 10
ORDER BY channel`,
    ...(invites.has('person') ? { persons: 'persons' } : {}),
  });
  return found.list.map((row) => ({
    channel: row.text('channel') ?? 'none',
    invited: row.number('invited'),
    answered: row.number('answered'),
  }));
}

function personsOf(context: AnalysisContext): { readonly persons?: string } {
  return context.role('answers').has('person') ? { persons: 'persons' } : {};
}

/** One row a questionnaire and item, with what is known of the item. */
function givenSql(context: AnalysisContext): Sql {
  const answers = context.role('answers');
  const items = context.find('items');
  const own = (name: string, or: Sql): Sql => (answers.has(name) ? sql`a.${answers.column(name)}` : or);
  const of = (name: string, or: Sql): Sql => (items?.has(name) === true ? sql`i.${raw(name)}` : or);
  const join =
    items === null
      ? sql``
      : sql`
  LEFT JOIN (${itemsSql(items)}) AS i ON i.item = CAST(a.${answers.column('item')} AS VARCHAR)`;
  return sql`given AS (
  SELECT coalesce(CAST(${own('survey', sql`'the survey'`)} AS VARCHAR), 'none') AS survey,
    CAST(a.${answers.column('response')} AS VARCHAR) AS response, CAST(a.${answers.column('item')} AS VARCHAR) AS item,
    a.${answers.column('value')} AS value, ${own('shown', sql`TRUE`)} AS shown, CAST(${own('person', sql`NULL`)} AS VARCHAR) AS person,
    CAST(${of('position', sql`NULL`)} AS DOUBLE) AS position, CAST(${of('forced', sql`NULL`)} AS BOOLEAN) AS forced, CAST(${of('decision', sql`NULL`)} AS VARCHAR) AS decision
  FROM ${answers.source} AS a${join}
)`;
}

const itemColumns: Readonly<Record<string, Sql>> = {
  position: sql`position`,
  forced: sql`forced`,
  decision: sql`decision`,
};

function raw(name: string): Sql {
  return itemColumns[name] ?? sql`item`;
}

/** One row an item, whatever the reference holds. */
function itemsSql(items: BoundRole): Sql {
  const column = (name: string, of: Sql): Sql => (items.has(name) ? sql`, ${of} AS ${raw(name)}` : sql``);
  const held = (name: string): Sql => (items.has(name) ? items.column(name) : sql`NULL`);
  return sql`SELECT CAST(${items.column('item')} AS VARCHAR) AS item${column('position', sql`min(${held('position')})`)}${column('forced', sql`bool_or(${held('forced')})`)}${column('decision', sql`min(CAST(${held('decision')} AS VARCHAR))`)}
    FROM ${items.source} GROUP BY 1`;
}

/** One row a questionnaire with what looks mechanical about it: the relation `judged`. */
function judgedSql(context: AnalysisContext): Sql {
  const answers = context.role('answers');
  const responses = context.find('responses');
  const items = context.find('items');
  const least = context.options.number('least_items') ?? 4;
  const share = context.options.number('hurried') ?? 0;
  const timed = responses?.has('duration') === true;
  const duration = timed ? sql`d.duration` : sql`NULL`;
  const join =
    responses === null || !timed
      ? sql``
      : sql`
  LEFT JOIN (SELECT CAST(${responses.column('response')} AS VARCHAR) AS response, min(CAST(${responses.column('duration')} AS DOUBLE)) AS duration FROM ${responses.source} GROUP BY 1) AS d ON d.response = one.response`;
  const brokenOff = answers.has('shown')
    ? sql`one.seen < length.items`
    : items?.has('position') === true
      ? sql`coalesce(one.reached, 0) < length.last`
      : sql`CAST(NULL AS BOOLEAN)`;
  return sql`WITH ${givenSql(context)},
one AS (
  SELECT survey, response, min(person) AS person, count(value) AS answered, count(DISTINCT value) AS different,
    count(*) FILTER (shown) AS seen, max(position) FILTER (value IS NOT NULL) AS reached
  FROM given
  GROUP BY ALL
),
length AS (
  SELECT survey, count(DISTINCT item) AS items, max(position) AS last
  FROM given
  GROUP BY ALL
),
timed AS (
  SELECT one.*, length.items, CAST(${duration} AS DOUBLE) AS duration, ${brokenOff} AS is_broken_off
  FROM one JOIN length ON length.survey = one.survey${join}
),
judged AS (
  SELECT *, answered >= ${least} AS is_told, answered >= ${least} AND different = 1 AS is_straight,
    duration < ${share} * median(duration) OVER (PARTITION BY survey) AS is_hurried
  FROM timed
)`;
}
