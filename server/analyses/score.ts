import { adjustedWald } from '../stats/intervals/adjusted-wald.ts';
import { npsScore } from '../stats/intervals/nps-score.ts';
import { wilson } from '../stats/intervals/wilson.ts';
import { sql } from '../sql/sql.ts';
import type { Analysis } from './analysis.ts';
import type { AnalysisContext } from './context.ts';
import type { Draft, Estimate, FindingChart, FindingTable } from './finding.ts';
import { type Instrument, instruments } from './instruments.ts';
import { type Refusal, refusal } from './refusal.ts';
import { count, withInterval } from './words.ts';

const fewest = 10;
const few = 30;

/** A score with its interval and the distribution it comes from. */
export const score: Analysis = {
  name: 'score',
  label: 'Score with uncertainty',
  group: 'scores',
  question: 'How good is the score, and how sure is it?',
  version: 1,
  roles: [
    {
      name: 'answers',
      label: 'Answers',
      description: 'One row an answer to the question.',
      kinds: ['survey'],
      dataset: 'responses',
      columns: [
        {
          name: 'score',
          label: 'Score',
          description: 'the answer as a number on its scale.',
          type: 'number',
          names: ['nps_score', 'value'],
        },
        {
          name: 'unit',
          label: 'Unit',
          description: 'by what scores are told apart: depot, channel.',
          type: 'any',
          optional: true,
        },
      ],
    },
  ],
  options: [
    {
      name: 'instrument',
      label: 'Instrument',
      description: 'nps: 0–10, promoters less detractors. csat: 1–5, share of 4 and 5. ces: 1–7, share of 5 to 7.',
      type: 'choice',
      choices: [...instruments.keys()],
      default: 'nps',
    },
  ],
  refuses: ['n-too-small', 'small-n', 'out-of-scale', 'overlapping-ranks', 'not-understood', 'score-without-n'],
  method: {
    formula: [
      'NPS is 100 · (promoters − detractors) / answers, promoters 9–10, detractors 0–6. Its interval is the adjusted Wald:',
      '¾ is added to promoters and to detractors, 1½ to passives. CSAT and CES are the share of the upper boxes with a',
      'Wilson score interval. The distribution always stands beside the score.',
    ].join('\n'),
    sources: ['Rocks 2016, Interval estimation for the Net Promoter Score', 'Wilson 1927'],
    assumptions: ['Answers are independent of each other.'],
    limits: ['Not what all customers think: only those who answered are in it.'],
  },
  example: { analysis: 'score', datasets: { answers: { dataset: 'responses', columns: { score: 'nps_score' } } } },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const answers = context.role('answers');
  const instrument = instruments.get(context.options.text('instrument') ?? 'nps');
  if (instrument === undefined) throw new Error('The option lets no other instrument through.');
  const counts = await context.rows({
    title: 'Answers by score',
    sql: sql`SELECT CAST(${answers.column('score')} AS DOUBLE) AS score, CAST(count(*) AS DOUBLE) AS n
FROM ${answers.source}
WHERE ${answers.column('score')} IS NOT NULL
GROUP BY ALL
ORDER BY score`,
  });
  const distribution = counts.list.map((row) => ({ score: row.number('score'), n: row.number('n') }));
  const n = distribution.reduce((sum, each) => sum + each.n, 0);
  const [low, high] = instrument.scale;
  const outside = distribution.filter((each) => each.score < low || each.score > high);
  if (outside.length > 0) {
    const count = outside.reduce((sum, each) => sum + each.n, 0);
    const column = answers.described('score').name;
    return refused(n, refusal('out-of-scale', { n: count, column, scale: `${low} to ${high}` }));
  }
  if (n < fewest) return refused(n, refusal('n-too-small', { n }));
  const estimate = estimateOf(instrument, distribution, n);
  const table = distributionTable(distribution, n);
  return {
    verdict: `${instrument.label} is ${withInterval(estimate)} (${count(n)} answers).`,
    estimate,
    n,
    of: 'answers',
    design: 'count',
    refusals: [...(n < few ? [refusal('small-n', { n })] : []), refusal('not-understood')],
    tables: [table],
    charts: [distributionChart(instrument)],
  };
}

function refused(n: number, why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n, of: 'answers', design: 'count', refusals: [why] };
}

type Distribution = readonly { readonly score: number; readonly n: number }[];

function estimateOf({ label, top, bottom, unit, format }: Instrument, distribution: Distribution, n: number): Estimate {
  const within = ([from, to]: readonly [number, number]): number =>
    distribution.filter((each) => each.score >= from && each.score <= to).reduce((sum, each) => sum + each.n, 0);
  const base = { name: label.toLowerCase(), label, unit, format, p: null, n, of: 'answers' };
  const promoters = within(top);
  if (bottom === null) {
    const interval = wilson(promoters, n);
    return {
      ...base,
      value: promoters / n,
      interval: interval === null ? null : { ...interval, level: 0.95, method: 'Wilson score' },
    };
  }
  const counts = { promoters, detractors: within(bottom), n };
  const interval = adjustedWald(counts);
  return {
    ...base,
    value: npsScore(counts) ?? 0,
    interval: interval === null ? null : { ...interval, level: 0.95, method: 'adjusted Wald' },
  };
}

function distributionTable(distribution: Distribution, n: number): FindingTable {
  return {
    name: 'distribution',
    title: 'Answers by score',
    columns: [
      { name: 'score', label: 'Score', type: 'real', format: 'integer' },
      { name: 'answers', label: 'Answers', type: 'integer' },
      { name: 'share', label: 'Share', type: 'real', format: 'percent' },
    ],
    rows: distribution.map((each) => [each.score, each.n, each.n / n]),
  };
}

function distributionChart({ label }: Instrument): FindingChart {
  return {
    name: 'distribution',
    title: `Answers behind the ${label}`,
    table: 'distribution',
    spec: {
      mark: 'bar',
      encoding: {
        x: { field: 'score', type: 'ordinal', title: 'Score' },
        y: { field: 'answers', type: 'quantitative', title: 'Answers' },
      },
    },
    summary: `How many answers gave each score of the ${label}.`,
  };
}
