import { npsStandardError } from '../../stats/intervals/nps-score.ts';
import { answersForMargin } from '../../stats/intervals/sample-size.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate } from '../contract/finding.ts';
import { type ScoreInstrument, instrumentNamed, instrumentOptions } from './score-instrument.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import { distributionChart, distributionTable, reasonsTable, unitsChart, unitsTable } from './score-tables.ts';
import { ranked, scoreEstimate, topShare } from './score-figures.ts';
import { readReasons, readScores, type Scores } from './score-rows.ts';
import { count, percent, withInterval } from '../words/words.ts';

/** Below this nothing is shown, and below the second it is grey. */
const fewest = 10;
const few = 30;
/** The precision in points that people usually ask for. */
const margin = 5;

/** A score with its interval and the distribution it comes from. */
export const score: Analysis = {
  name: 'score',
  label: 'Score with uncertainty',
  group: 'scores',
  question: 'How good is the score, and how sure is it?',
  version: 2,
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
        {
          name: 'person',
          label: 'Person',
          description: 'who answered; several answers of one are worth less than as many of different people.',
          type: 'any',
          is: 'person',
          optional: true,
        },
        {
          name: 'account',
          label: 'Account',
          description: 'the company that the person belongs to, where several answer for one.',
          type: 'any',
          names: ['account_id'],
          optional: true,
        },
        {
          name: 'weight',
          label: 'Weight',
          description: 'how much an answer counts; not a count of answers.',
          type: 'number',
          optional: true,
        },
      ],
    },
    {
      name: 'reasons',
      label: 'Reasons, drivers or journeys',
      description: 'What stands behind the score: reasons that were given, drivers or journeys of the same answers.',
      kinds: ['survey', 'operational', 'financial', 'reference'],
      optional: true,
      columns: [
        {
          name: 'reason',
          label: 'Reason',
          description: 'the reason, driver or journey.',
          type: 'any',
          names: ['reason_id', 'cause_id', 'driver', 'variant'],
        },
        { name: 'person', label: 'Person', description: 'whose it is.', type: 'any', is: 'person', optional: true },
      ],
    },
  ],
  options: instrumentOptions,
  refuses: [
    'n-too-small',
    'small-n',
    'out-of-scale',
    'overlapping-ranks',
    'not-understood',
    'score-without-n',
    'k-anon',
  ],
  method: {
    formula: [
      'NPS is 100 · (promoters − detractors) / answers, promoters 9–10, detractors 0–6. Its interval is the adjusted Wald:',
      '¾ is added to promoters and to detractors, 1½ to passives. CSAT is the share of 4 and 5 with a Wilson score interval.',
      'CES is the mean of 1–7 with Student’s t, and the share of 5–7 beside it. The distribution always stands beside the score.',
      '',
      'Where people answered several times, n is reduced to what their answers are worth: n times the plain over the',
      'clustered variance. With accounts or weights the standard error is linearised by account or answer, t with G − 1',
      'degrees of freedom.',
      '',
      'Units get the best and the worst rank that intervals which do not overlap allow.',
    ].join('\n'),
    sources: [
      'Rocks 2016, Interval estimation for the Net Promoter Score',
      'Wilson 1927, Probable inference',
      'Kish 1965, Survey Sampling',
    ],
    assumptions: ['Answers of different people are independent of each other.'],
    limits: [
      'Not what all customers think: only those who answered are in it.',
      'A score says that something is good or bad, not why.',
    ],
  },
  example: {
    analysis: 'score',
    datasets: {
      answers: { dataset: 'responses', columns: { score: 'nps_score', unit: 'channel' } },
      reasons: { dataset: 'response_reasons', columns: { reason: 'reason_id' } },
    },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const instrument = instrumentNamed(context.options.text('instrument'));
  const read = await readScores(context, instrument);
  if (!(read.overall.n > 0) || read.problem !== null || read.figure === null)
    return refused(read.overall.n, read.problem ?? refusal('n-too-small', { n: read.overall.n }));
  const { n } = read.overall;
  if (n < fewest) return refused(n, refusal('n-too-small', { n }));
  const reasons = await readReasons(context);
  const estimate = scoreEstimate(instrument, read.figure, n);
  return {
    verdict: verdictOf(instrument, estimate, read),
    estimate,
    estimates: second(instrument, read),
    n,
    of: 'answers',
    design: read.units.length > 1 ? 'comparison' : 'count',
    diagnostics: diagnosticsOf(instrument, read),
    refusals: [
      ...(n < few ? [refusal('small-n', { n })] : []),
      ...aboutUnits(context, read),
      ...(reasons.length === 0 ? [refusal('not-understood')] : []),
      ...(read.distribution === null ? [refusal('k-anon', { k: kOf(context), cells: 1 }, { of: 'distribution' })] : []),
    ],
    tables: [
      ...(read.distribution === null ? [] : [distributionTable(instrument, read)]),
      ...(read.units.length > 0 ? [unitsTable(instrument, shownUnits(read), few)] : []),
      ...(reasons.length > 0 ? [reasonsTable(reasons)] : []),
    ],
    charts: [
      ...(read.distribution === null ? [] : [distributionChart(instrument)]),
      ...(shownUnits(read).length > 0 ? [unitsChart(instrument)] : []),
    ],
  };
}

/** Who stands behind the answers, and how many more would be needed. */
function diagnosticsOf(instrument: ScoreInstrument, { overall, persons }: Scores): readonly Diagnostic[] {
  const { n, top, bottom } = overall;
  const people = persons === null ? 'an unknown number of' : count(persons);
  const message = `${count(n)} answers come from ${people} people.`;
  const known: Diagnostic = {
    name: 'persons',
    label: 'People behind the answers',
    value: persons,
    passed: null,
    message,
  };
  if (instrument.of !== 'score') return [known];
  const error = npsStandardError({ promoters: top, detractors: bottom, n }) ?? 0;
  const needed = answersForMargin(margin, n * error ** 2);
  if (!isAnswered(needed) || needed === 0) return [known];
  return [
    known,
    {
      name: 'answers_for_margin',
      label: `Answers for ± ${margin} points`,
      value: needed,
      passed: null,
      message: `Answers like these put the score within ± ${margin} points once there are ${count(needed)}; there are ${count(n)}.`,
    },
  ];
}

function refused(n: number, why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n, of: 'answers', design: 'count', refusals: [why] };
}

function kOf(context: AnalysisContext): number {
  return context.role('answers').k ?? fewest;
}

function shownUnits({ units }: Scores): Scores['units'] {
  return units.filter(({ sums }) => sums.n >= fewest);
}

function second(instrument: ScoreInstrument, { overall, worth, isPlain }: Scores): readonly Estimate[] {
  if (instrument.of !== 'mean' || !isPlain) return [];
  const figure = topShare(overall, worth);
  const label = `Share of ${instrument.top[0]} to ${instrument.top[1]}`;
  return [{ name: 'top_share', label, ...figure, unit: null, format: 'percent', p: null, n: overall.n, of: 'answers' }];
}

/** What cannot be said of single units, and of their order. */
function aboutUnits(context: AnalysisContext, read: Scores): readonly Refusal[] {
  const small = read.units.filter(({ sums }) => sums.n < fewest);
  const grey = shownUnits(read).filter(({ sums }) => sums.n < few);
  const smallest = Math.max(0, ...small.map(({ sums }) => sums.n));
  const ranks = ranked(shownUnits(read));
  return [
    ...(small.length > 0 ? [refusal('n-too-small', { n: smallest }, { of: named(small) })] : []),
    ...(grey.length > 0
      ? [refusal('small-n', { n: Math.min(...grey.map(({ sums }) => sums.n)) }, { of: named(grey) })]
      : []),
    ...(read.hidden > 0 ? [refusal('k-anon', { k: kOf(context), cells: read.hidden }, { of: 'units' })] : []),
    ...(ranks.some(({ best, worst }) => best !== worst) ? [refusal('overlapping-ranks', {}, { of: 'units' })] : []),
  ];
}

function named(units: Scores['units']): string {
  const names = units.map(({ unit }) => unit);
  return names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}

function verdictOf(instrument: ScoreInstrument, estimate: Estimate, read: Scores): string {
  const first = `${instrument.label} is ${withInterval(estimate)} (${count(estimate.n)} answers).`;
  const units = shownUnits(read);
  const { overall } = read;
  const classes =
    instrument.of === 'score' && read.isPlain
      ? ` ${percent(overall.top / overall.n, 0)} promote, ${percent(overall.bottom / overall.n, 0)} detract.`
      : '';
  if (units.length < 2) return `${first}${classes}`;
  const ranks = ranked(units);
  const apart = ranks.filter(({ best, worst }) => best === worst).length;
  if (apart === units.length) return `${first} The ${units.length} units can all be told apart.`;
  const bestLow = ranks.some(({ worst }) => worst < units.length);
  return `${first} ${bestLow ? `Of ${units.length} units some can be told apart, a full order cannot be claimed.` : `No order of the ${units.length} units can be claimed.`}`;
}
