import { join, type Sql, sql } from '../../../sql/sql.ts';
import { welch } from '../../../stats/gaps/welch.ts';
import type { Sums } from '../../../stats/intervals/mean-interval.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Estimate } from '../../contract/finding.ts';
import { number } from '../../words/words.ts';
import type { AlignedWay } from './aligned-ways.ts';
import { type CaseQuestion, casesSql } from './cases.ts';

/** What was measured between the way that cases took and the answers afterwards. */
export interface Experience {
  /** Mean score after a designed way less that after another; null where there are too few answers. */
  readonly estimate: Estimate | null;
  /** One sentence. */
  readonly sentence: string;
}

const fewest = 10;

/** Which cases are looked at, and how a difference is spoken of. */
export interface ExperienceOptions {
  /** Only cases that reached their goal. */
  readonly reachedOnly?: boolean;
}

/**
 * The last answer of each customer about the last case that ended before it, as designed against otherwise: each customer
 * counts once. Null where no answers are bound.
 */
export async function experienceOf(
  context: AnalysisContext,
  question: CaseQuestion,
  ways: readonly AlignedWay[],
  { reachedOnly = false }: ExperienceOptions = {},
): Promise<Experience | null> {
  const answers = context.find('answers');
  if (answers === null) return null;
  const rows = await context.rows({
    title: 'Scores after designed and other ways',
    sql: sql`WITH ${casesSql(context, question)}, answer_rows AS (
  SELECT
    CAST(${answers.column('customer')} AS VARCHAR) AS customer,
    CAST(${answers.column('at')} AS TIMESTAMP) AS answered,
    CAST(${answers.column('score')} AS DOUBLE) AS score${subjectColumn(context)}
  FROM ${answers.source}
  WHERE isfinite(CAST(${answers.column('score')} AS DOUBLE))
), answers_about AS (
  SELECT answer_rows.customer, answer_rows.score, ${isAsDesigned(ways)} AS as_designed
  FROM answer_rows JOIN ended_cases ON ${sharedKey(context)}
    AND answer_rows.answered >= ended_cases.finished AND answer_rows.answered < ended_cases.finished + to_days(CAST(${context.options.number('answer_days') ?? 30} AS INTEGER))
  WHERE design IS NOT NULL${reachedOnly ? sql` AND reached` : sql``}
  QUALIFY row_number() OVER (PARTITION BY answer_rows.customer ORDER BY answer_rows.answered DESC, ended_cases.finished DESC, ended_cases.case_id) = 1
)
SELECT as_designed, CAST(count(*) AS DOUBLE) AS customers, fsum(score ORDER BY score) AS total, fsum(score * score ORDER BY score) AS squares
FROM answers_about
GROUP BY as_designed
ORDER BY as_designed`,
    persons: 'customers',
  });
  const sums = (asDesigned: boolean): Sums => {
    const row = rows.list.find((each) => each.value('as_designed') === asDesigned);
    return {
      n: row?.number('customers') ?? 0,
      sum: row?.maybe('total') ?? 0,
      sumOfSquares: row?.maybe('squares') ?? 0,
    };
  };
  return compared(context, sums(true), sums(false));
}

function compared(context: AnalysisContext, designed: Sums, other: Sums): Experience {
  const n = designed.n + other.n;
  const found = welch(designed, other);
  if (designed.n < fewest || other.n < fewest || !isAnswered(found))
    return { estimate: null, sentence: 'Too few answers follow either kind of way to see a difference in experience.' };
  const { difference, low, high, p, method } = found;
  context.compared({
    outcome: context.find('answers')?.described('score').name ?? 'score',
    by: 'way as designed',
    test: method,
    p,
    direction: low > 0 ? 'up' : high < 0 ? 'down' : 'none',
  });
  const estimate: Estimate = {
    name: 'score_difference',
    label: 'Mean score after a designed way less that after another',
    value: difference,
    unit: null,
    format: 'decimal',
    interval: { low, high, level: 0.95, method },
    p,
    n,
    of: 'customers',
  };
  const bounds = `${number(difference)} [${number(low)}, ${number(high)}]`;
  if (low <= 0 && high >= 0)
    return {
      estimate,
      sentence: `Scores after a designed way differ by ${bounds}, no difference that chance would not explain.`,
    };
  return {
    estimate,
    sentence: `Scores after a designed way are ${difference > 0 ? 'higher' : 'lower'}, by ${bounds}; that is an association.`,
  };
}

function subjectColumn(context: AnalysisContext): Sql {
  return bySubject(context)
    ? sql`,
    CAST(${context.role('answers').column('subject')} AS VARCHAR) AS subject`
    : sql``;
}

/** Answers that name what they are about belong to that case; others to the customer's last one. */
function sharedKey(context: AnalysisContext): Sql {
  return bySubject(context)
    ? sql`ended_cases.customer = answer_rows.customer AND (answer_rows.subject = ended_cases.subject OR answer_rows.subject IS NULL)`
    : sql`ended_cases.customer = answer_rows.customer`;
}

function bySubject(context: AnalysisContext): boolean {
  const [answers, events] = [context.find('answers'), context.role('events')];
  if (answers === null || !answers.has('subject') || !events.has('subject')) return false;
  return answers.described('subject').name === events.described('subject').name;
}

/** Whether a row of `ended_cases` took a way that its design allows. */
export function isAsDesigned(ways: readonly AlignedWay[]): Sql {
  const designed = ways.filter(({ cost }) => cost === 0);
  if (designed.length === 0) return sql`false`;
  const pairs = designed.map(({ design, way }) => sql`(${design}, ${way})`);
  return sql`(ended_cases.design, ended_cases.way) IN (${join(pairs)})`;
}
