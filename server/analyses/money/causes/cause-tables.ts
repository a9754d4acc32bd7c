import type { Allocation, CauseShare } from '../../../stats/causes/allocation.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { FindingTable } from '../../contract/finding.ts';
import type { Cause } from './read-causes.ts';
import type { Allocations, Currency } from './read-sets.ts';
import type { Stake } from './stake.ts';
import type { Trend } from './trend.ts';

/** Causes of fewer customers stand in one row. */
export const fewestPersons = 10;

/** The allocation of a currency; null where there is none. */
export function allocationOf(allocations: Allocations, currency: Currency): Allocation | null {
  const found = allocations[currency];
  return found === null || !isAnswered(found) ? null : found;
}

export interface Pareto {
  readonly causes: readonly Cause[];
  readonly allocations: Allocations;
  readonly rankedBy: Currency;
  /** Whether an order may be shown. */
  readonly isRanked: boolean;
  readonly costUnit: string | null;
  readonly moneyUnit: string | null;
}

/** Causes in the order of a currency, or by name where no order may be shown. */
export function inOrder({ causes, allocations, rankedBy, isRanked }: Pareto): readonly Cause[] {
  const shares = new Map(allocationOf(allocations, rankedBy)?.causes.map(({ cause, allocated }) => [cause, allocated]));
  return causes
    .filter(({ customers }) => customers >= fewestPersons)
    .toSorted(
      (a, b) =>
        (isRanked ? (shares.get(b.cause) ?? 0) - (shares.get(a.cause) ?? 0) : 0) || (a.label < b.label ? -1 : 1),
    );
}

/** The Pareto of causes in people, contacts, cost and money: every part is a share of the unique total. */
export function causesTable(pareto: Pareto, trends: readonly Trend[]): FindingTable {
  const { causes, allocations, rankedBy, isRanked } = pareto;
  const shown = inOrder(pareto);
  const hidden = causes.filter((cause) => !shown.includes(cause));
  let cumulated = 0;
  const of = (currency: Currency, cause: string): CauseShare | undefined =>
    allocationOf(allocations, currency)?.causes.find((each) => each.cause === cause);
  const rows = shown.map((cause) => {
    const [people, contacts] = [of('people', cause.cause), of('contacts', cause.cause)];
    const [cost, money] = [of('cost', cause.cause), of('money', cause.cause)];
    const ranked = of(rankedBy, cause.cause);
    cumulated += ranked?.share ?? 0;
    return [
      cause.label, cause.owner, cause.controllable,
      cause.customers, people?.share ?? null, people?.interval?.low ?? null, people?.interval?.high ?? null,
      cause.tickets, contacts?.share ?? null, contacts?.interval?.low ?? null, contacts?.interval?.high ?? null,
      cost?.allocated ?? null, cost?.share ?? null, cost?.interval?.low ?? null, cost?.interval?.high ?? null,
      money?.touched ?? null, money?.allocated ?? null, money?.share ?? null,
      cause.customers === 0 ? null : cause.returning / cause.customers,
      trends.find((trend) => trend.cause === cause.cause)?.change?.ratio ?? null,
      isRanked ? cumulated : null,
    ]; // prettier-ignore
  });
  return {
    name: 'causes',
    title: 'Causes in people, contacts, cost and money; the parts add up to the unique total',
    columns: columnsOf(pareto),
    rows: hidden.length === 0 ? rows : [...rows, restRow(hidden, of)],
  };
}

function restRow(
  hidden: readonly Cause[],
  of: (currency: Currency, cause: string) => CauseShare | undefined,
): readonly (string | number | null)[] {
  const sum = (currency: Currency, part: 'allocated' | 'share'): number =>
    hidden.reduce((total, { cause }) => total + (of(currency, cause)?.[part] ?? 0), 0);
  const label = `${hidden.length} causes of fewer than ${fewestPersons} customers each`;
  return [
    label, null, null,
    null, sum('people', 'share'), null, null,
    null, sum('contacts', 'share'), null, null,
    null, sum('cost', 'share'), null, null,
    null, null, sum('money', 'share'),
    null, null, null,
  ]; // prettier-ignore
}

function columnsOf({ costUnit, moneyUnit, rankedBy }: Pareto): FindingTable['columns'] {
  const share = (name: string, label: string) => ({ name, label, type: 'real', format: 'percent' }) as const;
  const money = (name: string, label: string, unit: string | null) =>
    ({ name, label, type: 'real', format: 'currency', unit }) as const;
  return [
    { name: 'cause', label: 'Cause', type: 'string' },
    { name: 'owner', label: 'Owner', type: 'string' },
    { name: 'controllable', label: 'Can be prevented', type: 'boolean' },
    { name: 'customers', label: 'Customers', type: 'integer' },
    share('people', 'Share of people'), share('people_low', 'from'), share('people_high', 'to'),
    { name: 'tickets', label: 'Tickets', type: 'integer' },
    share('contacts', 'Share of contacts'), share('contacts_low', 'from'), share('contacts_high', 'to'),
    money('cost', 'Cost, its part', costUnit),
    share('cost_share', 'Share of cost'), share('cost_low', 'from'), share('cost_high', 'to'),
    money('exposed', 'Exposed: all money of those affected', moneyUnit),
    money('money', 'Money, its part', moneyUnit), share('money_share', 'Share of money'),
    share('returning', 'Customers who came back with it'),
    { name: 'trend', label: 'New customers a week, later per earlier half', type: 'real', format: 'decimal' },
    share('cumulated', `Cumulated share of ${rankedBy}`),
  ]; // prettier-ignore
}

/** What is at stake beside what is exposed: two columns that must not be mistaken for each other. */
export function stakeTable(
  stakes: readonly Stake[],
  labels: ReadonlyMap<string, string>,
  unit: string | null,
): FindingTable {
  const share = (name: string, label: string) => ({ name, label, type: 'real', format: 'percent' }) as const;
  const money = (name: string, label: string) => ({ name, label, type: 'real', format: 'currency', unit }) as const;
  return {
    name: 'stake',
    title: 'How much more often the affected leave than others with a ticket, and what that is worth',
    columns: [
      { name: 'cause', label: 'Cause', type: 'string' },
      { name: 'affected', label: 'Affected customers', type: 'integer' },
      { name: 'others', label: 'Others with a ticket', type: 'integer' },
      share('risk', 'Left, affected'),
      share('other_risk', 'Left, others alike'),
      share('excess', 'More'),
      share('excess_low', 'from'),
      share('excess_high', 'to'),
      money('exposed', 'Exposed in the window'),
      money('at_stake', 'At stake'),
      money('at_stake_low', 'from'),
      money('at_stake_high', 'to'),
    ],
    rows: stakes.map(({ cause, affected, others, risk, otherRisk, excess, exposed, atStake }) => [
      labels.get(cause) ?? cause,
      affected,
      others,
      risk,
      otherRisk,
      excess.value,
      excess.low,
      excess.high,
      exposed,
      atStake?.value ?? null,
      atStake?.low ?? null,
      atStake?.high ?? null,
    ]),
  };
}

/** New customers a week: the later half of the weeks against the earlier. */
export function trendTable(trends: readonly Trend[], labels: ReadonlyMap<string, string>): FindingTable {
  return {
    name: 'trend',
    title: 'Customers who meet a cause for the first time, per week',
    columns: [
      { name: 'cause', label: 'Cause', type: 'string' },
      { name: 'weeks', label: 'Weeks', type: 'integer' },
      { name: 'new_customers', label: 'New customers', type: 'integer' },
      { name: 'ratio', label: 'Later per earlier half', type: 'real', format: 'decimal' },
      { name: 'low', label: 'from', type: 'real', format: 'decimal' },
      { name: 'high', label: 'to', type: 'real', format: 'decimal' },
      { name: 'signals', label: 'Weeks beyond chance', type: 'integer' },
    ],
    rows: trends.map(({ cause, weeks, change, chart }) => [
      labels.get(cause) ?? cause,
      weeks.length,
      weeks.reduce((sum, { events }) => sum + events, 0),
      change?.ratio ?? null,
      change?.low ?? null,
      change?.high ?? null,
      chart === null ? null : chart.points.filter(({ signal }) => signal !== null).length,
    ]),
  };
}

/** The weeks of one cause with the limits of chance. */
export function weeksTable({ weeks, chart }: Trend, label: string): FindingTable {
  return {
    name: 'weeks',
    title: `New customers a week: ${label}`,
    columns: [
      { name: 'week', label: 'Week from', type: 'date' },
      { name: 'new_customers', label: 'New customers', type: 'integer' },
      { name: 'low', label: 'Lower limit', type: 'real', format: 'decimal' },
      { name: 'high', label: 'Upper limit', type: 'real', format: 'decimal' },
      { name: 'signal', label: 'Signal', type: 'string' },
    ],
    rows: weeks.map(({ week, events, exposure }, at) => {
      const point = chart?.points[at];
      const bound = (rate: number | undefined): number | null => (rate === undefined ? null : rate * exposure);
      return [week, events, bound(point?.low), bound(point?.high), point?.signal ?? null];
    }),
  };
}
