/** two sides of units → how they go together across units, from one period to the next, and within units */
import type { Steps } from '../../../lib/in-turns.ts';
import { type Moments, momentsOf } from '../../../stats/drivers/moments.ts';
import { leastSquares } from '../../../stats/least-squares.ts';
import { tQuantile } from '../../../stats/quantiles.ts';
import { type Correlation, pearson, spearman } from '../../../stats/signals/correlation.ts';
import { type UnitCorrelation, unitCorrelation } from '../../../stats/signals/unit-correlation.ts';
import { type WithinSlope, withinSlope } from '../../../stats/signals/within-units.ts';
import { tTwoSided } from '../../../stats/tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../../../stats/unanswerable.ts';
import type { SideCell } from './unit-sides.ts';

/** Fewer units with both sides say nothing about a relation between units. */
const fewestUnits = 10;

/** A unit with both sides. */
export interface PairedUnit {
  readonly unit: string;
  readonly employees: SideCell;
  readonly customers: SideCell;
}

export interface AcrossUnits {
  /** Change of the customers' score that goes with one standard deviation (of units) more on the employees' side. */
  readonly perDeviation: { readonly value: number; readonly low: number; readonly high: number; readonly p: number };
  /** One standard deviation of units, in points of the employees' scale. */
  readonly deviation: number;
  readonly correlation: Correlation;
  readonly ranks: Correlation | null;
  /** Share of the differences between units' employee means that is not sampling of persons, 0 to 1. */
  readonly reliability: number;
}

/** Units of which both sides are shown, in order of name. */
export function pairedUnits(employees: readonly SideCell[], customers: readonly SideCell[]): readonly PairedUnit[] {
  const other = new Map(customers.filter(({ period }) => period === null).map((cell) => [cell.unit, cell]));
  return employees.flatMap((cell) => {
    const customer = cell.period === null ? other.get(cell.unit) : undefined;
    return customer === undefined ? [] : [{ unit: cell.unit, employees: cell, customers: customer }];
  });
}

/** Least squares across units with Student's t, a unit a case. */
export function acrossUnits(units: readonly PairedUnit[]): Answer<AcrossUnits> {
  const n = units.length;
  if (n < fewestUnits) return new Unanswerable('too-few', { n, needed: fewestUnits });
  const pairs = units.map(({ employees, customers }) => [employees.mean, customers.mean] as const);
  const correlation = pearson(pairs);
  if (!isAnswered(correlation)) return correlation;
  const mean = pairs.reduce((sum, [x]) => sum + x, 0) / n;
  const deviation = Math.sqrt(pairs.reduce((sum, [x]) => sum + (x - mean) ** 2, 0) / (n - 1));
  const fit = leastSquares(
    pairs.map(([x]) => [1, (x - mean) / deviation]),
    pairs.map(([, y]) => y),
  );
  if (!isAnswered(fit)) return fit;
  const [value, error] = [fit.coefficients[1] ?? 0, fit.standardErrors[1] ?? 0];
  const margin = tQuantile(0.975, n - 2) * error;
  const p = error > 0 ? tTwoSided(value / error, n - 2) : 0;
  const noise = units.reduce((sum, { employees }) => sum + employees.error ** 2, 0) / n;
  const ranks = spearman(pairs);
  return {
    perDeviation: { value, low: value - margin, high: value + margin, p },
    deviation,
    correlation,
    ranks: isAnswered(ranks) ? ranks : null,
    reliability: Math.max(0, 1 - noise / deviation ** 2),
  };
}

/** How one side in a period goes with the other in the next (or the same) one. */
export interface OverTime {
  readonly name: 'same' | 'employees_first' | 'customers_first';
  readonly label: string;
  readonly correlation: UnitCorrelation | null;
  readonly within: WithinSlope | null;
}

/** Same period, employees a period before customers, customers a period before employees. Periods are those of the cells. */
export function* overTime(
  employees: readonly SideCell[],
  customers: readonly SideCell[],
  seed: number,
): Steps<readonly OverTime[]> {
  const periods = [...new Set([...employees, ...customers].flatMap(({ period }) => period ?? []))].toSorted();
  const [staff, clients] = [byPlace(employees), byPlace(customers)];
  const kinds = [
    { name: 'same', label: 'In the same period', x: staff, y: clients, lag: 0 },
    { name: 'employees_first', label: 'Employees, then customers a period later', x: staff, y: clients, lag: 1 },
    { name: 'customers_first', label: 'Customers, then employees a period later', x: clients, y: staff, lag: 1 },
  ] as const;
  const found: OverTime[] = [];
  for (const { name, label, x, y, lag } of kinds) {
    const cells = [...x].flatMap(([unit, own]) =>
      periods.flatMap((period, at) => {
        const [before, after] = [own.get(period), y.get(unit)?.get(periods[at + lag] ?? '')];
        return before === undefined || after === undefined ? [] : [{ unit, period, x: before, y: after }];
      }),
    );
    const correlation = yield* unitCorrelation(momentsByUnit(cells), { seed });
    const within = withinSlope(cells);
    found.push({
      name,
      label,
      correlation: isAnswered(correlation) ? correlation : null,
      within: isAnswered(within) ? within : null,
    });
  }
  return found;
}

function byPlace(cells: readonly SideCell[]): Map<string, Map<string, number>> {
  const places = new Map<string, Map<string, number>>();
  for (const { unit, period, mean } of cells) {
    if (period === null) continue;
    const own = places.get(unit) ?? new Map<string, number>();
    places.set(unit, own.set(period, mean));
  }
  return places;
}

function momentsByUnit(cells: readonly { readonly unit: string; readonly x: number; readonly y: number }[]): Moments[] {
  const { centre } = momentsOf(cells.map(({ x, y }) => [x, y]));
  const units = [...new Set(cells.map(({ unit }) => unit))];
  return units.map((unit) => {
    const own = cells.filter((cell) => cell.unit === unit);
    return momentsOf(own.map(({ x, y }) => [x, y]), { centre }); // prettier-ignore
  });
}
