import { causeOptions } from './causes/cause-options.ts';
import { causeRoles } from './causes/cause-roles.ts';
import { chosenCoder, readSpan } from './causes/coded.ts';
import { outerLoopDraft, type OuterLoop } from './causes/outer-loop-draft.ts';
import { agreementOf } from './causes/agreement.ts';
import { fewestPersons, inOrder, type Pareto } from './causes/cause-tables.ts';
import { readAllocations, type Currency } from './causes/read-sets.ts';
import { readCauses } from './causes/read-causes.ts';
import { readStakes } from './causes/stake.ts';
import { readTrends } from './causes/trend.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Draft } from '../contract/finding.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';

const mostOther = 0.2;

/** Root causes by the people, money and contacts that they touch, without counting anybody twice. */
export const outerLoop: Analysis = {
  name: 'outer-loop',
  label: 'Outer loop: root causes',
  group: 'money',
  question: 'Which root causes touch the most customers and money, and do fewer customers meet them?',
  version: 1,
  roles: causeRoles,
  options: causeOptions,
  refuses: [
    'causes-exceed-total',
    'exposed-not-at-stake',
    'other-too-big',
    'overlapping-ranks',
    'fan-out-refused',
    'beyond-data',
    'out-of-scale',
    'k-anon',
    'too-few',
  ],
  method: {
    formula: [
      'Every customer, and every ticket, is shared out equally among its causes, so the parts of all causes add up to the',
      'unique total. That is the Shapley value of the game in which a set of causes is worth the customers whom it touches.',
      'The share of a cause is a ratio of two sums over customers (tickets); its 95 % interval is linearised:',
      'variance = n / (n − 1) · Σ x² (w − share)² / (Σ x)².',
      '',
      '*Exposed* is all money of the affected. *At stake* is exposed × (P(leave | cause) − P(leave | another ticket)): customers',
      'with the cause in a window before the landmark against customers with other tickets in it, weighted alike by kind of',
      'customer; Wilson intervals of each kind, combined from the distances to their bounds.',
      '',
      'New customers a week: first ticket of a customer for a cause, per customer who had not met it; limits of the u-chart are',
      'centre ± 3 √(centre / exposure), and the later half of the weeks is held against the earlier one (quasi-Poisson).',
      'Agreement of coders is Cohen’s κ. The cut is the fewest causes that carry 80 %, computed and not assumed.',
    ].join('\n'),
    sources: [
      'Shapley 1953, A value for n-person games',
      'Zou and Donner 2008, Construction of confidence limits about effect measures',
      'Shewhart 1931, Economic Control of Quality of Manufactured Product',
      'Cohen 1960, A coefficient of agreement for nominal scales',
    ],
    assumptions: [
      'The causes of one customer share that customer equally.',
      'At stake compares customers who all opened a ticket: those who left in silence are not in it.',
      'Tickets and customers are independent of each other in the intervals of shares.',
      'A season counts as a change of the trend.',
    ],
    limits: [
      'How finely causes are told apart steers their order.',
      'A ticket is not a customer: who opens one differs by channel.',
      'Customers who come often meet a cause early, so new customers among the rest become fewer by themselves.',
      'Exposed money is not lost, and at stake is an association, not what fixing the cause would save.',
    ],
  },
  example: {
    analysis: 'outer-loop',
    datasets: {
      causes: 'ticket_causes',
      labels: 'causes',
      money: { dataset: 'invoices', columns: { amount: 'amount' } },
    },
    options: { end_kinds: ['voluntary'] },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const coder = await chosenCoder(context);
  const span = await readSpan(context, coder);
  const stop = (why: Refusal): Draft => ({
    verdict: why.message,
    estimate: null,
    n: span.customers,
    of: 'customers',
    design: 'count',
    refusals: [why],
  });
  if (span.customers < fewestPersons) return stop(refusal('too-few', { n: span.customers, needed: fewestPersons }));
  if (span.rows > span.tickets) {
    const column = context.role('tickets').has('cost') ? context.role('tickets').described('cost').name : 'tickets';
    return stop(refusal('fan-out-refused', { factor: span.rows / span.tickets, column }));
  }
  const causes = await readCauses(context, coder);
  const allocations = await readAllocations(context, coder);
  const other = causes
    .filter(({ isOther }) => isOther)
    .reduce((sum, { cause }) => sum + contactsOf(allocations, cause), 0);
  const isRanked = other / span.tickets <= mostOther;
  const pareto: Pareto = {
    causes,
    allocations,
    rankedBy: currencyOf(context),
    isRanked,
    costUnit: context.role('tickets').has('cost') ? context.role('tickets').described('cost').unit : null,
    moneyUnit: context.find('money')?.described('amount').unit ?? null,
  };
  const named = inOrder(pareto).filter(({ isOther }) => !isOther);
  const found: OuterLoop = {
    pareto,
    span,
    otherShare: other / span.tickets,
    stakes: await readStakes(context, coder, span.lastDay),
    trends: await readTrends(
      context,
      coder,
      named.map(({ cause }) => cause),
    ),
    agreement: await agreementOf(context, coder),
  };
  return outerLoopDraft(context, found);
}

function contactsOf({ contacts }: Pareto['allocations'], cause: string): number {
  if (contacts === null || !('causes' in contacts)) return 0;
  return contacts.causes.find((each) => each.cause === cause)?.allocated ?? 0;
}

/** The currency that was asked for, or people where the data have it not. */
function currencyOf(context: AnalysisContext): Currency {
  const asked = context.options.text('rank_by');
  if (asked === 'contacts') return asked;
  if (asked === 'cost' && context.role('tickets').has('cost')) return asked;
  if (asked === 'money' && context.find('money') !== null) return asked;
  return 'people';
}
