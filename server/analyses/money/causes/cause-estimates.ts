import type { Estimate } from '../../contract/finding.ts';
import { shareEstimate } from '../../shared/share-estimate.ts';
import { allocationOf, type Pareto } from './cause-tables.ts';
import type { Cause } from './read-causes.ts';
import type { Currency } from './read-sets.ts';
import type { Stakes } from './stake.ts';
import type { Trend } from './trend.ts';

/** The part of a cause of the unique total of a currency. */
export function shareOf({ allocations }: Pareto, currency: Currency, { cause, label }: Cause): Estimate | null {
  const allocation = allocationOf(allocations, currency);
  const found = allocation?.causes.find((each) => each.cause === cause);
  if (allocation === null || found === undefined || found.share === null) return null;
  return {
    name: `${currency}_share`,
    label: `${label}: share of ${currency}`,
    value: found.share,
    unit: null,
    format: 'percent',
    interval:
      found.interval === null
        ? null
        : { ...found.interval, level: 0.95, method: 'ratio of two sums, linearised over customers or tickets' },
    p: null,
    n: allocation.customers,
    of: currency === 'people' || currency === 'money' ? 'customers' : 'tickets',
  };
}

/** Tickets that need not have been: those of causes that can be prevented, a ticket shared by its causes. Null where nobody says. */
export function avoidableEstimate({ allocations, causes }: Pareto): Estimate | null {
  const contacts = allocationOf(allocations, 'contacts');
  if (contacts === null || causes.every(({ controllable }) => controllable === null)) return null;
  const preventable = new Set(causes.filter(({ controllable }) => controllable === true).map(({ cause }) => cause));
  const hits = contacts.causes
    .filter(({ cause }) => preventable.has(cause))
    .reduce((sum, { allocated }) => sum + allocated, 0);
  return shareEstimate({
    name: 'avoidable',
    label: 'Contacts whose cause can be prevented',
    hits: Math.min(hits, contacts.total),
    n: contacts.total,
    of: 'tickets',
  });
}

/** How much more often those with the cause leave, times what they bring in; the excess alone where no money is bound. */
export function atStakeEstimate({ cause, label }: Cause, { stakes }: Stakes, unit: string | null): Estimate | null {
  const found = stakes.find((each) => each.cause === cause);
  if (found === undefined) return null;
  const { atStake, excess, method, affected, p } = found;
  const { value, low, high } = atStake ?? excess;
  return {
    name: atStake === null ? 'excess_leaving' : 'at_stake',
    label: atStake === null ? `${label}: more who leave than others with a ticket` : `${label}: money at stake`,
    value,
    unit: atStake === null ? null : unit,
    format: atStake === null ? 'percentage_points' : 'currency',
    interval: { low, high, level: 0.95, method },
    p,
    n: affected,
    of: 'customers',
  };
}

/** New customers a week in the later half of the weeks per those in the earlier. */
export function trendEstimate({ cause, label }: Cause, trends: readonly Trend[]): Estimate | null {
  const trend = trends.find((each) => each.cause === cause);
  const change = trend?.change;
  if (trend === undefined || change === undefined || change === null) return null;
  const { ratio, low, high, p, method } = change;
  return {
    name: 'trend',
    label: `${label}: new customers a week, later per earlier half`,
    value: ratio,
    unit: null,
    format: 'decimal',
    interval: { low, high, level: 0.95, method },
    p,
    n: trend.weeks.reduce((sum, { events }) => sum + events, 0),
    of: 'customers',
  };
}
