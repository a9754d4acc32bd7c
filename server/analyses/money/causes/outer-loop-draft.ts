import { concentration } from '../../../stats/causes/concentration.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Diagnostic, Draft, Estimate, FindingChart } from '../../contract/finding.ts';
import { type Refusal, refusal, refusalFor } from '../../contract/refusal.ts';
import { count, money, percent, withInterval } from '../../words/words.ts';
import {
  allocationOf,
  causesTable,
  fewestPersons,
  inOrder,
  type Pareto,
  stakeTable,
  trendTable,
  weeksTable,
} from './cause-tables.ts';
import type { TicketSpan } from './coded.ts';
import type { Cause } from './read-causes.ts';
import type { Currency } from './read-sets.ts';
import type { Stake, Stakes } from './stake.ts';
import { atStakeEstimate, avoidableEstimate, shareOf, trendEstimate } from './cause-estimates.ts';
import type { Trend } from './trend.ts';

/** Everything that was read, before it is put into words. */
export interface OuterLoop {
  readonly pareto: Pareto;
  readonly span: TicketSpan;
  /** Share of the contacts whose cause says nothing. */
  readonly otherShare: number;
  readonly stakes: Stakes;
  readonly trends: readonly Trend[];
  readonly agreement: Diagnostic | null;
}

const currencies: readonly Currency[] = ['people', 'contacts', 'cost', 'money'];

/** Tables, estimates, refusals and a verdict. */
export function outerLoopDraft(context: AnalysisContext, found: OuterLoop): Draft {
  const { pareto, span, stakes, trends } = found;
  const labels = new Map(pareto.causes.map(({ cause, label }) => [cause, label]));
  const [first] = pareto.isRanked ? inOrder(pareto).filter(({ isOther }) => !isOther) : [];
  const estimate = first === undefined ? null : shareOf(pareto, pareto.rankedBy, first);
  const trend = trends.find(({ cause }) => cause === first?.cause) ?? trends[0];
  noteComparisons(context, found);
  const hasStakes = stakes.stakes.length > 0;
  return {
    verdict: verdict(found, first, estimate),
    estimate,
    estimates: [
      ...(first === undefined
        ? []
        : currencies.filter((each) => each !== pareto.rankedBy).map((each) => shareOf(pareto, each, first))),
      avoidableEstimate(pareto),
      first === undefined ? null : atStakeEstimate(first, stakes, pareto.moneyUnit),
      first === undefined ? null : trendEstimate(first, trends),
    ].filter((each) => each !== null),
    n: span.customers,
    of: 'customers',
    design: !hasStakes ? 'count' : context.role('customers').has('segment') ? 'adjusted' : 'comparison',
    diagnostics: diagnosticsOf(context, found),
    refusals: refusalsOf(found, first),
    tables: [
      causesTable(pareto, trends),
      ...(hasStakes ? [stakeTable(stakes.stakes, labels, pareto.moneyUnit)] : []),
      ...(trends.length > 0 ? [trendTable(trends, labels)] : []),
      ...(trend === undefined ? [] : [weeksTable(trend, labels.get(trend.cause) ?? trend.cause)]),
    ],
    charts: [paretoChart(pareto), ...(trend === undefined ? [] : [weeksChart])],
  };
}

function noteComparisons(context: AnalysisContext, { trends, stakes }: OuterLoop): void {
  const direction = (low: number, high: number, nothing: number) =>
    low > nothing ? 'up' : high < nothing ? 'down' : 'none';
  for (const { cause, change } of trends) {
    if (change === null) continue;
    const { method: test, p, low, high } = change;
    context.compared({ outcome: 'new customers', by: cause, test, p, direction: direction(low, high, 1) });
  }
  for (const { cause, method: test, p, excess } of stakes.stakes)
    context.compared({ outcome: 'leaving', by: cause, test, p, direction: direction(excess.low, excess.high, 0) });
}

function verdict(
  { pareto, span, otherShare, trends, stakes }: OuterLoop,
  first: Cause | undefined,
  estimate: Estimate | null,
): string {
  if (!pareto.isRanked) return refusal('other-too-big', { share: percent(otherShare) }).message;
  if (first === undefined || estimate === null) return 'No cause is met by 10 customers or more.';
  const sentences = [
    `${first.label} touches ${count(first.customers)} of ${count(span.customers)} customers with tickets and carries ${withInterval(estimate)} of the ${pareto.rankedBy}.`,
  ];
  const cut = cutOf(pareto);
  if (cut !== null) sentences.push(cut);
  const trend = trends.find(({ cause }) => cause === first.cause)?.change;
  if (trend !== undefined && trend !== null) sentences.push(`New customers a week: ${trendWords(trend)}.`);
  const stake = stakes.stakes.find(({ cause }) => cause === first.cause);
  if (stake !== undefined) sentences.push(stakeWords(stake, pareto.moneyUnit));
  return sentences.join(' ');
}

function trendWords({
  ratio,
  low,
  high,
}: {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}): string {
  const change = (value: number): string => `${value >= 1 ? '+' : '−'}${percent(Math.abs(value - 1), 0)}`;
  const bounds = `${change(ratio)} [${change(low)}, ${change(high)}] in the later half of the weeks`;
  return low <= 1 && high >= 1 ? `${bounds}, no change that chance would not explain` : bounds;
}

/** What is at stake is said only where the affected leave more often than chance would explain. */
function stakeWords({ risk, otherRisk, excess, atStake }: Stake, unit: string | null): string {
  const risks = `${percent(risk)} of its customers left, of others with a ticket ${percent(otherRisk)}`;
  if (excess.low <= 0) return `${risks}: nothing more is at stake that chance would not explain.`;
  if (atStake === null) return `${risks}.`;
  return `${risks}: ${money(atStake.value, unit)} [${money(atStake.low, unit)}, ${money(atStake.high, unit)}] are at stake.`;
}

function cutOf({ causes, allocations, rankedBy }: Pareto): string | null {
  const found = concentration(allocationOf(allocations, rankedBy)?.causes.map(({ allocated }) => allocated) ?? []);
  if (!isAnswered(found) || causes.length < 2) return null;
  return `${found.cut.causes} of ${causes.length} causes carry ${percent(found.cut.shareOfTotal, 0)}.`;
}

function diagnosticsOf(
  context: AnalysisContext,
  { pareto, span, stakes, agreement }: OuterLoop,
): readonly Diagnostic[] {
  const { allocations, rankedBy } = pareto;
  const spread = concentration(allocationOf(allocations, rankedBy)?.causes.map(({ allocated }) => allocated) ?? []);
  const capacity = context.options.number('capacity');
  const reading = (name: string, label: string, [value, message]: readonly [number | string, string]): Diagnostic => ({
    name,
    label,
    value,
    passed: null,
    message,
  });
  const unnamed = span.tickets - span.named;
  return [
    ...(isAnswered(spread)
      ? [
          reading('gini', 'Concentration', [
            spread.gini,
            `Gini ${spread.gini.toFixed(2)}: 0 is even, 1 is all in one cause.`,
          ]),
        ]
      : []),
    ...(unnamed > 0
      ? [
          reading('unnamed', 'Tickets without a customer', [
            unnamed,
            `${count(unnamed)} of ${count(span.tickets)} tickets have no customer: they count as contacts only.`,
          ]),
        ]
      : []),
    ...(context.role('tickets').has('closed')
      ? [reading('backlog', 'Open tickets', [span.open, backlogWords(span)])]
      : []),
    ...(capacity !== null && isAnswered(spread)
      ? [
          reading('capacity', 'Capacity', [
            capacity,
            `${spread.cut.causes} causes make the cut; at ${capacity} a quarter they take ${count(Math.ceil(spread.cut.causes / capacity))} quarters.`,
          ]),
        ]
      : []),
    ...(stakes.landmark === null
      ? []
      : [reading('landmark', 'Landmark', [stakes.landmark, `Leaving is counted after ${stakes.landmark}.`])]),
    ...(agreement === null ? [] : [agreement]),
  ];
}

function backlogWords({ open, closedLately }: TicketSpan): string {
  const weekly = closedLately / 4;
  if (weekly === 0) return `${count(open)} tickets are open and none was closed in the last four weeks.`;
  return `${count(open)} tickets are open; at ${count(weekly)} closed a week that is ${(open / weekly).toFixed(1)} weeks of work.`;
}

function refusalsOf({ pareto, otherShare, stakes }: OuterLoop, first: Cause | undefined): readonly Refusal[] {
  const { causes, allocations, isRanked, rankedBy, moneyUnit } = pareto;
  const summed = allocationOf(allocations, 'money') ?? allocationOf(allocations, 'people');
  const isMoney = allocationOf(allocations, 'money') !== null;
  const amount = (value: number): string => (isMoney ? money(value, moneyUnit) : `${count(value)} customers`);
  const hidden = causes.filter(({ customers }) => customers < fewestPersons).length + allocations.withheld;
  const failed = currencies.flatMap((currency) => {
    const found = allocations[currency];
    return found === null || isAnswered(found) ? [] : [refusalFor(found, { of: currency })];
  });
  const shares = allocationOf(allocations, rankedBy)?.causes ?? [];
  const own = shares.find(({ cause }) => cause === first?.cause);
  const rivals = shares.filter(
    (each) => each !== own && (each.interval?.high ?? 0) >= (own?.interval?.low ?? Infinity),
  );
  return [
    ...(isRanked ? [] : [refusal('other-too-big', { share: percent(otherShare) })]),
    ...(summed !== null && summed.naive > summed.total * (1 + 1e-9)
      ? [
          refusal(
            'causes-exceed-total',
            { sum: amount(summed.naive), total: amount(summed.total) },
            { of: 'sum over causes', hint: 'Add up the parts: each customer is shared out among the causes.' },
          ),
        ]
      : []),
    ...(allocationOf(allocations, 'money') === null ? [] : [refusal('exposed-not-at-stake', {}, { of: 'exposed' })]),
    ...(isRanked && rivals.length > 0 ? [refusal('overlapping-ranks', {}, { of: 'order' })] : []),
    ...(hidden > 0 ? [refusal('k-anon', { k: fewestPersons, cells: hidden }, { of: 'causes' })] : []),
    ...failed,
    ...stakes.refusals,
  ];
}

/** Columns of the table of causes that a currency is drawn from; money has no limits there. */
const fields: {
  readonly [Key in Currency]: readonly [share: string, low: string, high: string] | readonly [share: string];
} = {
  people: ['people', 'people_low', 'people_high'],
  contacts: ['contacts', 'contacts_low', 'contacts_high'],
  cost: ['cost_share', 'cost_low', 'cost_high'],
  money: ['money_share'],
};

function paretoChart({ rankedBy }: Pareto): FindingChart {
  const [share, low, high] = fields[rankedBy];
  const bars = { field: share, type: 'quantitative', title: `Share of ${rankedBy}`, axis: { format: '%' } };
  const limits = {
    mark: 'rule',
    encoding: { x: { field: low ?? share, type: 'quantitative' }, x2: { field: high ?? share } },
  };
  return {
    name: 'causes',
    title: `Causes by their share of ${rankedBy}`,
    table: 'causes',
    spec: {
      encoding: {
        y: {
          field: 'cause',
          type: 'nominal',
          sort: null,
          title: null,
          axis: { labelLimit: 280 },
        },
      },
      layer: [{ mark: { type: 'bar', opacity: 0.8 }, encoding: { x: bars } }, ...(low === undefined ? [] : [limits])],
    },
    summary: `The share of ${rankedBy} that each cause carries, with its 95 % interval; the shares add up to the whole.`,
  };
}

const weeksChart: FindingChart = {
  name: 'weeks',
  title: 'New customers a week with the limits of chance',
  table: 'weeks',
  spec: {
    encoding: { x: { field: 'week', type: 'temporal', title: 'Week' } },
    layer: [
      {
        mark: { type: 'area', opacity: 0.15 },
        encoding: { y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
      },
      {
        mark: { type: 'line', point: true },
        encoding: { y: { field: 'new_customers', type: 'quantitative', title: 'New customers' } },
      },
    ],
  },
  summary: 'How many customers met the cause for the first time in each week, with the limits that chance keeps to.',
};
