/** units with both sides → sentences and numbers of how they go together */
import { adjusted } from '../../../stats/multiplicity/adjusted.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { Estimate } from '../../contract/finding.ts';
import { count, listed, pValue, withInterval } from '../../words/words.ts';
import type { OverTime } from './unit-study.ts';

/** What both sides are called, and how the customers’ score is printed. */
export interface Labels {
  readonly employees: string;
  readonly customers: string;
  readonly unit: string | null;
  readonly format: string;
}

/** How the score goes with one standard deviation of units. */
export function acrossSentence(main: Estimate, { employees, customers }: Labels): string {
  const { interval, n } = main;
  if (interval === null || (interval.low <= 0 && interval.high >= 0))
    return `Across ${count(n)} units ${customers} does not go with ${employees} more than chance would: ${withInterval(main)} for one standard deviation.`;
  const lower = main.value < 0;
  const turned = { ...main, value: -main.value, interval: { ...interval, low: -interval.high, high: -interval.low } };
  return `In units one standard deviation higher in ${employees}, ${customers} is ${lower ? 'lower' : 'higher'} by ${withInterval(lower ? turned : main)} (${count(n)} units, ${pValue(main.p ?? 1)}).`;
}

/** What moved with what over time. */
export function timeSentence(times: readonly OverTime[]): string {
  const sure = movingTogether(times);
  if (times.every(({ within }) => within === null)) return '';
  const together = sure.includes('same')
    ? 'Within units both sides move together over time'
    : 'Within units the sides do not move together over time beyond chance';
  const [leader, ...others] = sure.filter((name) => name !== 'same');
  if (leader === undefined || others.length > 0) return `${together}; which comes first cannot be told.`;
  const [before, after] = leader === 'employees_first' ? ['employees', 'customers'] : ['customers', 'employees'];
  return `${together}; what ${before} say was followed by what ${after} say a period later.`;
}

/** Which slopes within units are more than chance, three looks counted as three (Holm). */
function movingTogether(times: readonly OverTime[]): OverTime['name'][] {
  const slopes = times.flatMap(({ name, within }) => (within === null ? [] : [{ name, p: within.p }]));
  const found = adjusted(
    slopes.map(({ p }) => p),
    'holm',
  );
  return isAnswered(found) ? slopes.filter((_, at) => (found[at] ?? 1) < 0.05).map(({ name }) => name) : [];
}

/** Names units whose customers are happy and whose people are not; empty where there are none. */
export function burningSentence(units: readonly string[]): string {
  if (units.length === 0) return '';
  const some = units.length > 5 ? [...units.slice(0, 5), `${units.length - 5} more`] : units;
  return `Customers happy, staff burning: ${listed(some)}.`;
}

/** Correlation and slope of one direction in time. */
export function timeEstimates(
  { name, label, correlation, within }: OverTime,
  { customers, employees }: Labels,
): Estimate[] {
  const common = { unit: null, of: 'units' };
  return [
    ...(correlation === null
      ? []
      : [
          {
            ...common,
            name: `lag_${name}`,
            label: `${label}: correlation`,
            value: correlation.r,
            format: 'decimal',
            interval: { low: correlation.low, high: correlation.high, level: 0.95, method: correlation.method },
            p: null,
            n: correlation.units,
          },
        ]),
    ...(within === null
      ? []
      : [
          {
            ...common,
            name: `within_${name}`,
            label: `${label}: ${name === 'customers_first' ? employees : customers} within units`,
            value: within.slope,
            format: 'number',
            interval: { low: within.low, high: within.high, level: 0.95, method: within.method },
            p: within.p,
            n: within.units,
          },
        ]),
  ];
}
