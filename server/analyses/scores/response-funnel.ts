import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate } from '../contract/finding.ts';
import { type Refusal, refusal, refusalFor } from '../contract/refusal.ts';
import { estimatesTable, estimatesChart, missingTable, ratesTable } from './response/tables.ts';
import { type FrameCells, type Rate, readFrame, readRates } from './response/rows.ts';
import { type Weighted, weighed } from './response/weighed.ts';
import { instrumentNamed, instrumentOptions, type ScoreInstrument } from './score-instrument.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import { shareEstimate } from '../shared/share-estimate.ts';
import { count, number, percent, shown, withInterval } from '../words/words.ts';

const fewest = 10;
/** A largest weight of so many times the median is extreme. */
const extreme = 5;

const person = {
  name: 'person',
  label: 'Person',
  description: 'whose row it is.',
  type: 'any',
  is: 'person',
} as const;

/** Who was asked, who answered, who is missing, and what that can do to the score. */
export const responseFunnel: Analysis = {
  name: 'response-funnel',
  label: 'Response and who is missing',
  group: 'scores',
  question: 'How many answered, who did not, and what could that do to the score?',
  version: 1,
  roles: [
    {
      name: 'invites',
      label: 'Invitations',
      description: 'One row an invitation.',
      kinds: ['survey'],
      columns: [
        person,
        {
          name: 'answered',
          label: 'Answered',
          description: 'true, or when it was answered; empty where it was not.',
          type: 'any',
          names: ['answered_at'],
        },
        { name: 'delivered', label: 'Delivered', description: 'whether it arrived.', type: 'boolean', optional: true },
        { name: 'opened', label: 'Opened', description: 'whether it was opened.', type: 'boolean', optional: true },
        {
          name: 'invite',
          label: 'Invitation',
          description: 'its key, by which answers are found.',
          type: 'any',
          names: ['invite_id'],
          optional: true,
        },
        {
          name: 'group',
          label: 'Told apart by',
          description: 'post, channel and whatever else rates are shown by.',
          type: 'any',
          names: ['post_id', 'channel'],
          optional: true,
          many: true,
        },
      ],
    },
    {
      name: 'customers',
      label: 'Everybody',
      description: 'One row a person, also those who were never asked, with what is known of all of them.',
      kinds: ['operational', 'financial', 'reference'],
      optional: true,
      columns: [
        person,
        {
          name: 'frame',
          label: 'Known of everybody',
          description: 'what is known of those who did not answer, too: segment, region, value tier.',
          type: 'any',
          names: ['segment'],
          many: true,
        },
      ],
    },
    {
      name: 'behaviour',
      label: 'Behaviour or money',
      description: 'Orders, invoices or tickets: how much there was a person becomes another thing known of everybody.',
      kinds: ['operational', 'financial'],
      optional: true,
      columns: [
        person,
        { name: 'amount', label: 'Amount', description: 'what is added up.', type: 'number', optional: true },
      ],
    },
    {
      name: 'responses',
      label: 'Answers',
      description: 'One row an answer with its score.',
      kinds: ['survey'],
      optional: true,
      columns: [
        person,
        {
          name: 'score',
          label: 'Score',
          description: 'the answer as a number on its scale.',
          type: 'number',
          names: ['nps_score', 'value'],
        },
        {
          name: 'invite',
          label: 'Invitation',
          description: 'the invitation it answers; answers without one are left out.',
          type: 'any',
          names: ['invite_id'],
          optional: true,
        },
        { name: 'at', label: 'When', description: 'when it was given.', type: 'time', is: 'time', optional: true },
      ],
    },
  ],
  options: [
    ...instrumentOptions,
    {
      name: 'least_response',
      label: 'Least response',
      description: 'Share of the invited from 0 to 1 below which an unweighted score speaks for respondents only.',
      type: 'number',
      min: 0,
      max: 1,
      default: 0.2,
    },
    {
      name: 'trim_at',
      label: 'Trim at',
      description: 'The largest weight that is allowed, as a multiple of the median.',
      type: 'number',
      min: 1,
      max: 1000,
      default: extreme,
    },
  ],
  refuses: [
    'low-response',
    'rate-as-quality',
    'weights-extreme',
    'n-too-small',
    'score-without-n',
    'too-many',
    'k-anon',
  ],
  method: {
    formula: [
      'The response rate is answers / invitations, the cooperation rate answers / invitations delivered, with Wilson score',
      'intervals. People are counted once for everything else: the last answer of each stands for them.',
      '',
      'Weights make the answers agree with everybody in each thing that is known of everybody (raking, to 1e-12), trimmed and',
      'raked again. The error of the weighted score is that of what the weights leave unexplained. Effective n is (Σw)²/Σw².',
      '',
      'Worst-case bounds: rate · score + (1 − rate) · {lowest, highest}. Representativity is 1 − 2·S of the chances to answer',
      'that a logistic model of the same things gives: 1 when all answer alike.',
    ].join('\n'),
    sources: [
      'American Association for Public Opinion Research, Standard Definitions',
      'Deville & Särndal 1992, Calibration estimators',
      'Schouten, Cobben & Bethlehem 2009, Indicators for the representativeness of survey response',
      'Groves & Peytcheva 2008, The impact of nonresponse rates on nonresponse bias',
    ],
    assumptions: [
      'Within what is known of everybody, those who answered think like those who did not. No data can show that.',
      'What is known of everybody was so when people were asked.',
    ],
    limits: [
      'A higher response rate is not less bias.',
      'Weights repair only what they know: here they can also move a score away from the truth.',
    ],
  },
  example: {
    analysis: 'response-funnel',
    datasets: {
      invites: { dataset: 'invites', columns: { group: ['post_id', 'channel'] } },
      customers: { dataset: 'customers', columns: { frame: ['segment', 'value_tier'] } },
      behaviour: { dataset: 'invoices', columns: { amount: 'amount' } },
      responses: 'responses',
    },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const instrument = instrumentNamed(context.options.text('instrument'));
  const rates = await readRates(context);
  const [all] = rates;
  if (all === undefined || all.invited < fewest)
    return refused(all?.invited ?? 0, refusal('n-too-small', { n: all?.invited ?? 0 }));
  const counted = { hits: all.answered, n: all.invited, of: 'invitations' };
  const response = shareEstimate({ name: 'response_rate', label: 'Response rate', ...counted });
  if (response === null) throw new Error('There are invitations.');
  const read = await readFrame(context, instrument);
  const [frame, problem] = read !== null && 'code' in read ? [null, read] : [read, null];
  const weighted =
    frame === null ? null : weighed(frame, { instrument, trimAt: context.options.number('trim_at') ?? extreme });
  const scores = weighted === null ? [] : weighted.estimates;
  return {
    verdict: verdictOf(instrument, { all, response, weighted }),
    estimate: response,
    estimates: scores,
    n: all.invited,
    of: 'invitations',
    design: weighted?.isWeighted === true ? 'adjusted' : rates.length > 2 ? 'comparison' : 'count',
    diagnostics: diagnosticsOf(all, weighted),
    refusals: [...(problem === null ? [] : [problem]), ...refusalsOf(context, { rates, all, frame, weighted })],
    tables: [
      ratesTable(rates),
      ...(frame === null ? [] : [missingTable(frame, weighted)]),
      ...(scores.length === 0 ? [] : [estimatesTable(scores)]),
    ],
    charts: scores.length === 0 ? [] : [estimatesChart(instrument)],
  };
}

function refused(n: number, why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n, of: 'invitations', design: 'count', refusals: [why] };
}

interface Found {
  readonly rates: readonly Rate[];
  readonly all: Rate;
  readonly frame: FrameCells | null;
  readonly weighted: Weighted | null;
}

function refusalsOf(context: AnalysisContext, { rates, all, frame, weighted }: Found): readonly Refusal[] {
  const rate = all.answered / all.invited;
  const isLow = rate < (context.options.number('least_response') ?? 0);
  const { spread, problems } = weighted ?? { spread: null, problems: [] };
  const k = context.role('invites').k ?? context.find('responses')?.k ?? fewest;
  return [
    ...(isLow && weighted?.isWeighted !== true ? [refusal('low-response', { rr: percent(rate) }, { of: 'raw' })] : []),
    ...(rates.length > 2 ? [refusal('rate-as-quality', {}, { of: 'rates' })] : []),
    ...(spread !== null && spread.largestRatio > (context.options.number('trim_at') ?? extreme)
      ? [
          refusal(
            'weights-extreme',
            { ratio: spread.largestRatio, neff: Math.round(spread.effectiveN) },
            { of: 'weighted' },
          ),
        ]
      : []),
    ...(frame !== null && frame.hidden > 0 ? [refusal('k-anon', { k, cells: frame.hidden }, { of: 'weighted' })] : []),
    ...problems.map(({ why, of }) => refusalFor(why, { of })),
    ...(weighted !== null && weighted.tooFew !== null
      ? [refusal('n-too-small', { n: weighted.tooFew }, { of: 'raw' })]
      : []),
  ];
}

function diagnosticsOf(all: Rate, weighted: Weighted | null): readonly Diagnostic[] {
  const { spread = null, representativity = null } = weighted ?? {};
  const people = `${count(all.invited)} invitations went to ${count(all.persons)} people.`;
  return [
    { name: 'persons', label: 'People invited', value: all.persons, passed: null, message: people },
    ...(representativity === null || !isAnswered(representativity)
      ? []
      : [
          {
            name: 'representativity',
            label: 'Representativity',
            value: representativity,
            passed: null,
            message: `The chances to answer differ: representativity ${number(representativity)}, 1 would be all alike.`,
          },
        ]),
    ...(spread === null
      ? []
      : [
          {
            name: 'effective_n',
            label: 'Effective n',
            value: spread.effectiveN,
            passed: null,
            message: `${count(spread.n)} answers are worth ${count(spread.effectiveN)} after weighting (design effect ${number(spread.designEffect)}).`,
          },
        ]),
  ];
}

interface Said {
  readonly all: Rate;
  readonly response: Estimate;
  readonly weighted: Weighted | null;
}

function verdictOf({ label }: ScoreInstrument, { all, response, weighted }: Said): string {
  const first = `${withInterval(response)} of ${count(all.invited)} invitations were answered.`;
  if (weighted === null || weighted.estimates.length === 0) return first;
  const by = new Map(weighted.estimates.map((estimate) => [estimate.name, estimate]));
  const [raw, weights, bounds] = [by.get('raw'), by.get('trimmed') ?? by.get('weighted'), by.get('bounds')];
  const score =
    weights === undefined
      ? raw === undefined
        ? ''
        : ` Unweighted ${label} of respondents: ${withInterval(raw)}.`
      : ` Weighted ${label} ${withInterval(weights)}${raw === undefined ? '' : ` (raw ${shown(raw.value, raw)})`}.`;
  const interval = bounds?.interval ?? null;
  const silent =
    bounds === undefined || interval === null
      ? ''
      : ` Whatever those who were asked and stayed silent think, it lies between ${shown(interval.low, bounds)} and ${shown(interval.high, bounds)}.`;
  return `${first}${score}${silent}`;
}
