import { flatFrom } from '../../stats/money/flat-from.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { Analysis } from '../contract/analysis.ts';
import { causalWord } from '../words/causal-words.ts';
import { curveOf } from './chain/curve.ts';
import { curveChart, curveTable, groupsOf, readAt } from './chain/curve-figures.ts';
import { moneyAfterAnswers } from './chain/money-after-answers.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate } from '../contract/finding.ts';
import { pointsOption } from './linkage/roles.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import type { RoleColumn } from '../contract/role.ts';
import { number, withInterval } from '../words/words.ts';

const person: RoleColumn = {
  name: 'person',
  label: 'Customer',
  description: 'who.',
  type: 'any',
  is: 'person',
  names: ['customer_id'],
};
const time: RoleColumn = { name: 'time', label: 'Time', description: 'when.', type: 'time', is: 'time' };

/** What customers paid after they answered, by how satisfied they said they were: a curve, never a price of a point. */
export const satisfactionMoney: Analysis = {
  name: 'satisfaction-money',
  label: 'Satisfaction, behaviour, money',
  group: 'money',
  question: 'Do more satisfied customers spend more afterwards, and where does it stop?',
  version: 1,
  roles: [
    {
      name: 'answers',
      label: 'Answers',
      description: 'One row an answer on a scale.',
      kinds: ['survey'],
      dataset: 'responses',
      columns: [
        person,
        time,
        {
          name: 'score',
          label: 'Score',
          description: 'the answer as a number.',
          type: 'number',
          names: ['nps_score', 'value'],
        },
      ],
    },
    {
      name: 'revenue',
      label: 'Revenue',
      description: 'One row an order or invoice.',
      kinds: ['financial', 'operational'],
      dataset: 'orders',
      columns: [
        person,
        time,
        { name: 'amount', label: 'Amount', description: 'what was paid.', type: 'number', names: ['revenue'] },
      ],
    },
    {
      name: 'customers',
      label: 'Customers',
      description: 'One row a customer, with columns that are held equal.',
      kinds: ['operational', 'reference'],
      optional: true,
      columns: [
        person,
        {
          name: 'covariate',
          label: 'Covariates',
          description: 'what customers were like before, in few values.',
          type: 'any',
          many: true,
          optional: true,
        },
      ],
    },
  ],
  options: [
    {
      name: 'lag',
      label: 'Days',
      description: 'How many days after the answer money counts.',
      type: 'integer',
      min: 1,
      max: 1830,
      default: 180,
    },
    {
      name: 'measure',
      label: 'Money is',
      description:
        'per purchase: the mean of an order. per customer: everything in the days after the first answer, nothing included.',
      type: 'choice',
      choices: ['per purchase', 'per customer'],
      default: 'per purchase',
    },
    {
      name: 'bin',
      label: 'Width of a bin',
      description: 'Scores are taken together in steps of this width.',
      type: 'number',
      min: 0.01,
      max: 1000,
      default: 1,
    },
    { name: 'below', label: 'Low', description: 'Scores up to this one are low.', type: 'number', default: 6 },
    { name: 'above', label: 'High', description: 'Scores from this one on are high.', type: 'number', default: 9 },
    { name: 'at', label: 'Read at', description: 'A score at which the curve is read.', type: 'number', default: null },
    {
      name: 'claim',
      label: 'Claim',
      description: 'A sentence to be published with it: refused where it claims a cause.',
      type: 'text',
      default: null,
    },
    pointsOption,
  ],
  refuses: ['nps-calculator', 'beyond-data', 'causal-wording'],
  method: {
    formula: [
      'Each purchase belongs to the customer’s last answer before it, if that is not older than the days. The mean of each score has an interval',
      'clustered by customer. Covariates are held equal by direct standardisation: each score is given the mix of all customers. The curve is called',
      'flat from the score at which a line that goes flat fits best (weighted least squares), if a line that never goes flat fits clearly worse and no',
      'slope is left beyond. Gain is high less middle, loss is middle less low, asymmetry is loss less gain.',
    ].join('\n'),
    sources: [
      'Gupta and Zeithaml 2006, Customer metrics and their impact on financial performance',
      'Hudson 1966 (lines whose join point is estimated)',
    ],
    assumptions: ['Customers buy independently of each other.'],
    limits: [
      'Not what a point more would bring: satisfied customers differ in other ways, and who buys more may be asked more.',
      'Nothing about scores that nobody gave.',
    ],
  },
  example: {
    analysis: 'satisfaction-money',
    datasets: { answers: { dataset: 'responses', columns: { score: 'nps_score' } }, revenue: 'orders' },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  if (context.options.has('points_of_nps')) return refused(refusal('nps-calculator'));
  const { rows, withheld } = await moneyAfterAnswers(context);
  const { curve, isAdjusted, hidden } = curveOf(rows);
  const customers = curve.reduce((sum, each) => sum + each.customers, 0);
  if (curve.length < 2) return refused(refusal('n-too-small', { n: customers }));
  const { unit } = context.role('revenue').described('amount');
  const flat = flatFrom(curve.map(({ score, mean, standardError }) => ({ x: score, mean, standardError })));
  const groups = groupsOf(context, curve, unit);
  const reading = readAt(context, curve, unit);
  for (const { name, p, value } of groups)
    context.compared({
      outcome: 'money',
      by: `score (${name})`,
      test: 'difference of means',
      p,
      direction: value > 0 ? 'up' : value < 0 ? 'down' : 'none',
    });
  const [main = null, ...others] = groups;
  return {
    verdict: verdictOf(flat, groups),
    estimate: main,
    estimates: [...others, ...reading.estimates, ...flatEstimates(flat, customers)],
    n: customers,
    of: 'customers',
    design: isAdjusted ? 'adjusted' : 'comparison',
    diagnostics: diagnosticsOf(flat, hidden, withheld),
    refusals: [...reading.refusals, ...claimRefusals(context)],
    tables: [curveTable(curve, flat)],
    charts: [curveChart],
  };
}

function refused(why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n: 0, of: 'customers', design: 'count', refusals: [why] };
}

function claimRefusals(context: AnalysisContext): readonly Refusal[] {
  const word = causalWord(context.options.text('claim') ?? '');
  return word === null ? [] : [refusal('causal-wording', { word, grade: 'E1' }, { of: 'claim' })];
}

function flatEstimates(flat: ReturnType<typeof flatFrom>, n: number): readonly Estimate[] {
  if (!isAnswered(flat) || !flat.moves) return [];
  const interval = { low: flat.low, high: flat.high, level: 0.95, method: 'all knots within χ² of the best' };
  return [
    {
      name: 'flat_from',
      label: flat.isFlat ? 'Flat from this score on' : 'Flat from here, if it goes flat at all',
      value: flat.knot,
      unit: null,
      format: 'number',
      interval,
      p: null,
      n,
      of: 'customers',
    },
  ];
}

function diagnosticsOf(flat: ReturnType<typeof flatFrom>, hidden: number, withheld: number): readonly Diagnostic[] {
  return [
    ...(!isAnswered(flat) || !flat.isFlat
      ? []
      : [
          {
            name: 'beyond_knot',
            label: `No slope from ${number(flat.knot)} on`,
            value: null,
            passed: null,
            message: `From a score of ${number(flat.knot)} on the curve neither rises nor falls by more than chance would explain.`,
          },
        ]),
    ...(withheld === 0
      ? []
      : [
          {
            name: 'withheld',
            label: 'Groups left out',
            value: withheld,
            passed: null,
            message: `${withheld} groups of too few persons are left out.`,
          },
        ]),
    ...(hidden === 0
      ? []
      : [
          {
            name: 'hidden',
            label: 'Scores not shown',
            value: hidden,
            passed: null,
            message: `${hidden} scores of fewer than 10 customers are not shown.`,
          },
        ]),
  ];
}

function verdictOf(flat: ReturnType<typeof flatFrom>, groups: readonly Estimate[]): string {
  const shape =
    isAnswered(flat) && flat.isFlat
      ? `Customers with a higher score ${flat.below.slope > 0 ? 'paid more' : 'paid less'} afterwards up to a score of ${number(flat.knot)}, and the curve is flat from there on.`
      : shapeOf(flat);
  const loss = groups.find(({ name }) => name === 'loss');
  const gain = groups.find(({ name }) => name === 'gain');
  const against = ({ p }: Estimate, figure: string): string =>
    (p ?? 1) < 0.05 ? figure : `${figure}, which chance would explain`;
  const parts = [
    ...(loss === undefined
      ? []
      : [`after low scores customers paid less than after middle ones by ${against(loss, withInterval(loss))}`]),
    ...(gain === undefined ? [] : [`after high ones more by ${against(gain, withInterval(gain))}`]),
  ];
  const text = parts.join('; ');
  return text === '' ? shape : `${shape} ${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function shapeOf(flat: ReturnType<typeof flatFrom>): string {
  if (!isAnswered(flat)) return 'There are too few scores to tell the shape of the curve.';
  if (!flat.moves)
    return 'What customers paid afterwards does not go with their score by more than chance would explain.';
  const { below, low, high } = flat;
  const until = low === high ? number(low) : `${number(low)} to ${number(high)}`;
  return `Customers with a higher score ${below.slope > 0 ? 'paid more' : 'paid less'} afterwards, up to a score of ${until}; whether it goes flat there cannot be told.`;
}
