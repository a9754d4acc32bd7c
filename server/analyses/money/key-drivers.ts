import { isAnswered } from '../../stats/unanswerable.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import { type DriverData, driverData } from './drivers/driver-data.ts';
import { driverComparisons, driverDraft } from './drivers/driver-finding.ts';
import { studied, withLabel } from './drivers/driver-study.ts';
import { groupsOf, profileOf } from './drivers/driver-sums.ts';
import type { Draft } from '../contract/finding.ts';
import { pairwiseDraft } from './drivers/pairwise-drivers.ts';
import { type Refusal, refusal, refusalFor } from '../contract/refusal.ts';

const mostDrivers = 40;

/** What goes with a score: R² shared out among ratings and operational facts, beside how well each is rated. */
export const keyDrivers: Analysis = {
  name: 'key-drivers',
  label: 'Key drivers',
  group: 'voice',
  question: 'Which ratings and operational facts go with the outcome, and can they be told apart?',
  version: 1,
  roles: [
    {
      name: 'responses',
      label: 'Responses',
      description: 'one row a response with the outcome, and ratings as columns where they stand beside it.',
      kinds: ['survey'],
      columns: [
        {
          name: 'outcome',
          label: 'Outcome',
          description: 'the score that should be understood, or a yes and no such as leaving.',
          type: 'any',
          names: ['csat_score', 'nps_score', 'score', 'rating'],
        },
        {
          name: 'drivers',
          label: 'Drivers',
          description: 'ratings or facts in columns of their own, numbers or yes and no.',
          type: 'any',
          optional: true,
          many: true,
        },
        {
          name: 'response',
          label: 'Response',
          description: 'the key by which answers are joined.',
          type: 'any',
          names: ['response_id'],
          optional: true,
        },
        {
          name: 'person',
          label: 'Person or account',
          description: 'who answered; rows of one are drawn together.',
          type: 'any',
          is: 'person',
          names: ['account_id', 'customer_id'],
          optional: true,
        },
        {
          name: 'operation',
          label: 'Operation',
          description: 'the key by which operations are joined, such as the delivery or the ticket.',
          type: 'any',
          names: ['delivery_id', 'ticket_id', 'order_id'],
          optional: true,
        },
        {
          name: 'weight',
          label: 'Weight',
          description: 'a survey weight, not negative.',
          type: 'number',
          optional: true,
        },
      ],
    },
    {
      name: 'answers',
      label: 'Answers',
      description:
        'ratings in long form, one row a response and item. Left aside where drivers are bound as columns and no items are named.',
      kinds: ['survey'],
      optional: true,
      columns: [
        {
          name: 'response',
          label: 'Response',
          description: 'the key of the response.',
          type: 'any',
          names: ['response_id'],
        },
        { name: 'item', label: 'Item', description: 'what was rated.', type: 'any', names: ['item_id'] },
        { name: 'value', label: 'Value', description: 'the rating.', type: 'number', names: ['value_num', 'rating'] },
      ],
    },
    {
      name: 'operations',
      label: 'Operations',
      description: 'what happened, one row or several a key: deliveries, tickets. Means are taken where a key repeats.',
      kinds: ['operational', 'financial'],
      optional: true,
      columns: [
        {
          name: 'key',
          label: 'Key',
          description: 'what responses.operation points to.',
          type: 'any',
          names: ['delivery_id', 'ticket_id', 'order_id'],
        },
        { name: 'drivers', label: 'Drivers', description: 'facts, numbers or yes and no.', type: 'any', many: true },
      ],
    },
  ],
  options: [
    {
      name: 'items',
      label: 'Items',
      description:
        'items of the answers that count as drivers; without it all that are answered at least half as often as the commonest.',
      type: 'texts',
      default: null,
    },
    {
      name: 'missing',
      label: 'Gaps',
      description:
        'complete: only responses with every driver. pairwise: each correlation from those who have both values, without intervals.',
      type: 'choice',
      choices: ['complete', 'pairwise'],
      default: 'complete',
    },
    {
      name: 'draws',
      label: 'Draws',
      description: 'of the bootstrap behind the intervals.',
      type: 'integer',
      min: 1000,
      max: 20_000,
      default: 2000,
    },
    {
      name: 'effect_of',
      label: 'Effect of',
      description:
        'a driver whose effect is asked for: what one more point of it would bring. It is refused; importance is not effect.',
      type: 'text',
      default: null,
    },
  ],
  refuses: [
    'n-too-small',
    'overlapping-ranks',
    'vif-high',
    'matrix-not-pd',
    'driver-as-effect',
    'suppressor',
    'single-source',
    'too-many',
  ],
  method: {
    formula: [
      'A linear regression of the outcome on all drivers gives R², the share of the differences that goes with them. Up to 12',
      'drivers share it out by LMG: what each adds to R², averaged over all orders in which the drivers could enter. More than 12',
      'share it out by Johnson’s relative weights, through the orthogonal columns that lie closest to the drivers. Both add up to',
      'R². Weights are standardised: deviations of the outcome for one deviation of the driver, the others held. Intervals are',
      'percentile bootstraps that redraw persons (from 2,000 on buckets of persons), so that answers of one person stay together;',
      'those of shares reach at least to the estimate. Drivers whose intervals overlap share a band. Inflation is 1 / (1 − R²) of',
      'a driver on the others; those above 10 are shown as one. A yes or no as outcome counts as 1 and 0 (a linear probability).',
      'Performance is where the mean lies on the driver’s scale.',
    ].join('\n'),
    sources: [
      'Lindeman, Merenda and Gold 1980, Introduction to Bivariate and Multivariate Analysis',
      'Grömping 2006, Relative Importance for Linear Regression in R: The Package relaimpo',
      'Johnson 2000, A Heuristic Method for Estimating the Relative Weight of Predictor Variables',
    ],
    assumptions: [
      'The outcome and the ratings are distances: one point is worth the same everywhere on the scale.',
      'Responses without a gap are like those with one.',
    ],
    limits: [
      'Importance is not effect: it does not say what improving a driver would bring.',
      'Ratings of one questionnaire share the mood of the moment, which makes all of them go together; operational drivers do not.',
    ],
  },
  example: {
    analysis: 'key-drivers',
    datasets: {
      responses: { columns: { outcome: 'csat_score', operation: 'delivery_id' } },
      answers: 'answers',
      operations: { dataset: 'deliveries', columns: { key: 'delivery_id', drivers: ['late'] } },
    },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const data = await driverData(context);
  const labels = data.drivers.map(({ label }) => label);
  if (labels.length > mostDrivers) return refused(0, refusal('too-many', { n: labels.length, limit: mostDrivers }));
  if (context.options.text('missing') === 'pairwise') return await pairwiseDraft(context, data);
  const profile = await profileOf(context, data);
  if (profile === null) return refused(0, withheld(context));
  const { complete, leastWeight } = profile;
  if (complete < 10) return refused(complete, refusal('n-too-small', { n: complete }));
  if (leastWeight < 0) return refused(complete, refusal('bad-weights'));
  if (complete < 3 * labels.length) return refused(complete, tooFew(complete, data));
  const groups = await groupsOf(context, data, profile);
  const ratings = data.drivers.flatMap(({ from }, j) => (from === 'survey' ? [j] : []));
  const draws = context.options.number('draws') ?? 2000;
  const study = await context.turns(studied(groups, { seed: context.seed, draws, ratings }));
  if (!isAnswered(study)) return refused(complete, refusalFor(withLabel(study, labels, complete)));
  const outcome = context.role('responses').described('outcome').label;
  const found = { outcome, data, profile, study, effectOf: context.options.text('effect_of') };
  for (const comparison of driverComparisons(found)) context.compared(comparison);
  return driverDraft(found);
}

function tooFew(n: number, { drivers }: DriverData): Refusal {
  return refusal(
    'too-few',
    { n, needed: 3 * drivers.length },
    { hint: 'Name fewer items, or look at a longer time: at least 10 answers a driver are good practice.' },
  );
}

function withheld(context: AnalysisContext): Refusal {
  return refusal('k-anon', { k: context.role('responses').k ?? 10, cells: 'all' });
}

function refused(n: number, why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n, of: 'answers', design: 'adjusted', refusals: [why] };
}
