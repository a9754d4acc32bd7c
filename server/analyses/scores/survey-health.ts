import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate } from '../contract/finding.ts';
import {
  type HealthLimits,
  isUnhealthy,
  mechanicalShare,
  readChannels,
  readItems,
  readScores,
  readSurveys,
  type Survey,
} from './health/rows.ts';
import { channelsTable, healthChart, itemsTable, scoresTable, surveysTable } from './health/tables.ts';
import { estimateName } from '../words/estimate-name.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import type { Role } from '../contract/role.ts';
import { instrumentNamed, instrumentOptions } from './score-instrument.ts';
import { shareEstimate } from '../shared/share-estimate.ts';
import { count, listed, percent, withInterval } from '../words/words.ts';

const fewest = 10;

const response = {
  name: 'response',
  label: 'Questionnaire',
  description: 'the questionnaire that it belongs to.',
  type: 'any',
  names: ['response_id'],
} as const;
const item = { name: 'item', label: 'Item', description: 'the item.', type: 'any', names: ['item_id'] } as const;

const roles: readonly Role[] = [
  {
    name: 'answers',
    label: 'Answers',
    description: 'One row a questionnaire and item.',
    kinds: ['survey'],
    columns: [
      response,
      item,
      { name: 'value', label: 'Answer', description: 'the answer; empty where the item was skipped.', type: 'number' },
      {
        name: 'shown',
        label: 'Shown',
        description: 'false where somebody had broken off before.',
        type: 'boolean',
        optional: true,
      },
      {
        name: 'survey',
        label: 'Survey',
        description: 'which survey it is.',
        type: 'any',
        names: ['post_id'],
        optional: true,
      },
      { name: 'person', label: 'Person', description: 'who answered.', type: 'any', is: 'person', optional: true },
    ],
  },
  {
    name: 'responses',
    label: 'Questionnaires',
    description: 'One row a questionnaire.',
    kinds: ['survey'],
    optional: true,
    columns: [
      response,
      {
        name: 'duration',
        label: 'Duration',
        description: 'how long it took.',
        type: 'number',
        names: ['duration_seconds'],
        optional: true,
      },
      {
        name: 'score',
        label: 'Score',
        description: 'the score whose health is asked for.',
        type: 'number',
        names: ['nps_score'],
        optional: true,
      },
      { name: 'person', label: 'Person', description: 'who answered.', type: 'any', is: 'person', optional: true },
    ],
  },
  {
    name: 'items',
    label: 'Items',
    description: 'One row an item of the surveys.',
    kinds: ['reference'],
    optional: true,
    columns: [
      item,
      {
        name: 'position',
        label: 'Position',
        description: 'its place in the questionnaire, from 1.',
        type: 'number',
        optional: true,
      },
      {
        name: 'forced',
        label: 'Forced',
        description: 'whether it cannot be skipped.',
        type: 'boolean',
        optional: true,
      },
      {
        name: 'decision',
        label: 'Decision',
        description: 'the decision that its answers are used for.',
        type: 'any',
        optional: true,
      },
    ],
  },
  {
    name: 'invites',
    label: 'Invitations',
    description: 'One row an invitation, to see which channels people answer by.',
    kinds: ['survey'],
    optional: true,
    columns: [
      { name: 'channel', label: 'Channel', description: 'by which it was sent.', type: 'any' },
      {
        name: 'answered',
        label: 'Answered',
        description: 'true, or when it was answered; empty where it was not.',
        type: 'any',
        names: ['answered_at'],
      },
      { name: 'person', label: 'Person', description: 'who was asked.', type: 'any', is: 'person', optional: true },
    ],
  },
];

/** Whether the answers of a survey can be relied on. */
export const surveyHealth: Analysis = {
  name: 'survey-health',
  label: 'Survey health',
  group: 'scores',
  question: 'Can the answers of this survey be relied on?',
  version: 1,
  roles,
  options: [
    ...instrumentOptions,
    {
      name: 'least_items',
      label: 'Items of a grid',
      description: 'So many equal answers and no other make a straight line.',
      type: 'integer',
      min: 3,
      max: 100,
      default: 4,
    },
    {
      name: 'hurried',
      label: 'Hurried',
      description: 'Share of the median duration below which somebody was hurried.',
      type: 'number',
      min: 0,
      max: 1,
      default: 0.3,
    },
    {
      name: 'mechanical_limit',
      label: 'Limit of mechanical answers',
      description: 'Share from 0 to 1 above which a survey is unhealthy.',
      type: 'number',
      min: 0,
      max: 1,
      default: 0.15,
    },
    {
      name: 'dropoff_limit',
      label: 'Limit of breaking off',
      description: 'Share from 0 to 1 above which a survey is unhealthy.',
      type: 'number',
      min: 0,
      max: 1,
      default: 0.2,
    },
  ],
  refuses: ['survey-unhealthy', 'n-too-small', 'k-anon', 'score-without-n'],
  method: {
    formula: [
      'A questionnaire is mechanical where all of its answers to the grid are the same (a straight line), or where it took less',
      'than a share of the median time of its survey; only questionnaires with enough answers to tell are judged. It is broken off where items after the last one that was reached were',
      'not shown, or, where nobody says what was shown, not answered. Shares have Wilson score intervals.',
      '',
      'A survey is unhealthy where either share is above its limit; its scores are grey, and stand beside those without',
      'mechanical questionnaires.',
    ].join('\n'),
    sources: [
      'Krosnick 1991, Response strategies for coping with the cognitive demands of attitude measures',
      'Wilson 1927',
    ],
    assumptions: ['Items of a grid differ enough that few people honestly think the same of all of them.'],
    limits: ['A straight line can be an honest opinion, and a hurried answer a true one.'],
  },
  example: {
    analysis: 'survey-health',
    datasets: {
      answers: { dataset: 'grid_answers', columns: { survey: 'post_id' } },
      responses: { dataset: 'responses', columns: { score: 'nps_score' } },
      items: 'grid_items',
      invites: 'invites',
    },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const { surveys, hidden } = await readSurveys(context);
  const known = surveys.filter(({ n }) => n >= fewest);
  const n = surveys.reduce((sum, each) => sum + each.n, 0);
  const small = surveys.filter((each) => each.n < fewest);
  const refusals = [
    ...small.map((each) => refusal('n-too-small', { n: each.n }, { of: each.survey })),
    ...(hidden > 0
      ? [refusal('k-anon', { k: context.role('answers').k ?? fewest, cells: hidden }, { of: 'surveys' })]
      : []),
  ];
  if (known.length === 0) return refused(n, [refusal('n-too-small', { n }), ...refusals]);
  const limits: HealthLimits = {
    mechanical: context.options.number('mechanical_limit') ?? 1,
    dropOff: context.options.number('dropoff_limit') ?? 1,
  };
  const instrument = instrumentNamed(context.options.text('instrument'));
  const scores = await readScores(context, instrument);
  const items = await readItems(context);
  const channels = await readChannels(context);
  const ill = known.filter((each) => isUnhealthy(each, limits));
  const estimate = mechanicalOf(known);
  const problem = scores !== null && 'code' in scores ? [scores] : [];
  const scored = scores === null || 'code' in scores ? [] : scores;
  return {
    verdict: verdictOf(known, ill),
    estimate,
    estimates: known.flatMap((each) => sharesOf(each)),
    n,
    of: 'questionnaires',
    design: 'count',
    diagnostics: diagnosticsOf(context, items),
    refusals: [...ill.map((each) => unhealthy(each)), ...refusals, ...problem],
    tables: [
      surveysTable(known, limits),
      itemsTable(items),
      ...(scored.length === 0 ? [] : [scoresTable(scored, { instrument, ill: ill.map(({ survey }) => survey) })]),
      ...(channels.length === 0 ? [] : [channelsTable(channels)]),
    ],
    charts: [healthChart()],
  };
}

function refused(n: number, refusals: readonly Refusal[]): Draft {
  return { verdict: refusals[0]?.message ?? '', estimate: null, n, of: 'questionnaires', design: 'count', refusals };
}

function unhealthy(survey: Survey): Refusal {
  return refusal('survey-unhealthy', { share: percent(mechanicalShare(survey) ?? 0) }, { of: survey.survey });
}

function mechanicalOf(surveys: readonly Survey[]): Estimate | null {
  const total = (of: (survey: Survey) => number): number => surveys.reduce((sum, each) => sum + of(each), 0);
  const counted = { hits: total((each) => each.mechanical), n: total((each) => each.told), of: 'questionnaires' };
  return shareEstimate({ name: 'mechanical', label: 'Mechanical questionnaires', ...counted });
}

/** Straight lines and breaking off of one survey. */
function sharesOf({ survey, brokenOff, n, straight, told }: Survey): readonly Estimate[] {
  const shares = [
    shareEstimate({
      name: estimateName('straight', survey),
      label: `Straight lines: ${survey}`,
      hits: straight,
      n: told,
      of: 'questionnaires',
    }),
    brokenOff === null
      ? null
      : shareEstimate({
          name: estimateName('broken_off', survey),
          label: `Broken off: ${survey}`,
          hits: brokenOff,
          n,
          of: 'questionnaires',
        }),
  ];
  return shares.filter((share) => share !== null);
}

type Items = Awaited<ReturnType<typeof readItems>>;

function diagnosticsOf(context: AnalysisContext, items: Items): readonly Diagnostic[] {
  const role = context.find('items');
  const idle = role?.has('decision') === true ? items.filter(({ decision }) => decision === null) : [];
  const forced = items.filter(({ forced: isForced }) => isForced === true);
  const names = (some: Items): string => (some.length === 0 ? 'none' : listed(some.map((each) => each.item)));
  return [
    {
      name: 'items',
      label: 'Length',
      value: items.length,
      passed: null,
      message: `The survey has ${items.length} items.`,
    },
    ...(role?.has('decision') === true
      ? [
          {
            name: 'idle_items',
            label: 'Items without a decision',
            value: idle.length,
            passed: null,
            message: `Items whose answers no decision uses: ${names(idle)}.`,
          },
        ]
      : []),
    ...(role?.has('forced') === true
      ? [
          {
            name: 'forced_items',
            label: 'Forced items',
            value: forced.length,
            passed: null,
            message: `Items that cannot be skipped: ${names(forced)}.`,
          },
        ]
      : []),
  ];
}

function verdictOf(surveys: readonly Survey[], ill: readonly Survey[]): string {
  const [only] = surveys;
  const estimate = mechanicalOf(surveys);
  const share =
    estimate === null ? '' : `${withInterval(estimate)} of ${count(estimate.n)} questionnaires look mechanical.`;
  if (ill.length === 0)
    return `${surveys.length === 1 ? `${only?.survey ?? 'The survey'} is healthy` : `All ${surveys.length} surveys are healthy`} by these limits. ${share}`;
  const told = ill.map((survey) => {
    const { brokenOff, n } = survey;
    const off = brokenOff === null ? '' : `, ${percent(brokenOff / n)} broken off`;
    return `${survey.survey} (${percent(mechanicalShare(survey) ?? 0)} mechanical${off})`;
  });
  const [are, whose] = ill.length === 1 ? ['is', 'Its'] : ['are', 'Their'];
  return `${ill.length} of ${surveys.length} surveys ${are} unhealthy: ${listed(told)}. ${whose} scores are grey.`;
}
