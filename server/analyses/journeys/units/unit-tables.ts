/** units with both sides → the map of units with its four quarters, and how sides go together over time */
import { z95 } from '../../../stats/intervals/interval.ts';
import type { FindingChart, FindingTable } from '../../contract/finding.ts';
import type { SideCell } from './unit-sides.ts';
import type { OverTime, PairedUnit } from './unit-study.ts';

/** The middle of each side, across units. */
interface Middle {
  readonly employees: number;
  readonly customers: number;
}

export const quarters = {
  both: 'both well',
  burning: 'customers happy, staff burning',
  unseen: 'staff well, customers unhappy',
  neither: 'both unhappy',
} as const;

const unclear = 'too close to the middle to tell';

/** Each unit on two axes; a quarter is named only where both intervals lie off the middle. */
export function unitTable(
  units: readonly PairedUnit[],
  labels: { readonly employees: string; readonly customers: string },
): FindingTable {
  const middle = { employees: mean(units.map(({ employees }) => employees.mean)), customers: mean(units.map(({ customers }) => customers.mean)) }; // prettier-ignore
  return {
    name: 'units',
    title: 'Units: employees beside customers',
    columns: [
      { name: 'unit', label: 'Unit', type: 'string' },
      { name: 'employees', label: labels.employees, type: 'real' },
      { name: 'employees_low', label: 'from', type: 'real' },
      { name: 'employees_high', label: 'to', type: 'real' },
      { name: 'staff', label: 'Employees asked', type: 'integer' },
      { name: 'customers', label: labels.customers, type: 'real' },
      { name: 'customers_low', label: 'from', type: 'real' },
      { name: 'customers_high', label: 'to', type: 'real' },
      { name: 'answers', label: 'Answers of customers', type: 'integer' },
      { name: 'quarter', label: 'Quarter', type: 'string' },
    ],
    rows: units.map(({ unit, employees, customers }) => [
      unit,
      ...bounds(employees),
      employees.n,
      ...bounds(customers),
      customers.n,
      quarterOf(employees, customers, middle),
    ]),
  };
}

/** Units in the quarter, by name. */
export function unitsIn(table: FindingTable, quarter: string): string[] {
  return table.rows.filter((row) => row.at(-1) === quarter).map(([unit]) => String(unit));
}

function quarterOf(employees: SideCell, customers: SideCell, middle: Middle): string {
  const staff = sideOfMiddle(employees, middle.employees);
  const clients = sideOfMiddle(customers, middle.customers);
  if (staff === 0 || clients === 0) return unclear;
  if (staff > 0) return clients > 0 ? quarters.both : quarters.unseen;
  return clients > 0 ? quarters.burning : quarters.neither;
}

/** 1 above, −1 below, 0 where the interval holds the middle. */
function sideOfMiddle({ mean: value, error }: SideCell, middle: number): -1 | 0 | 1 {
  if (value - z95 * error > middle) return 1;
  return value + z95 * error < middle ? -1 : 0;
}

function bounds({ mean: value, error }: SideCell): readonly [number, number, number] {
  return [value, value - z95 * error, value + z95 * error];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** One side alone, where the other is missing. */
export function oneSideTable(cells: readonly SideCell[], label: string, of: string): FindingTable {
  return {
    name: 'units',
    title: `Units: ${label} alone`,
    columns: [
      { name: 'unit', label: 'Unit', type: 'string' },
      { name: 'mean', label, type: 'real' },
      { name: 'low', label: 'from', type: 'real' },
      { name: 'high', label: 'to', type: 'real' },
      { name: 'n', label: of, type: 'integer' },
    ],
    rows: cells.filter(({ period }) => period === null).map((cell) => [cell.unit, ...bounds(cell), cell.n]),
  };
}

/** Correlations and within-unit slopes, in the same period and a period apart. */
export function timeTable(times: readonly OverTime[]): FindingTable {
  return {
    name: 'over_time',
    title: 'Over time: which side moves with which',
    columns: [
      { name: 'direction', label: 'Direction', type: 'string' },
      { name: 'r', label: 'Correlation', type: 'real' },
      { name: 'r_low', label: 'from', type: 'real' },
      { name: 'r_high', label: 'to', type: 'real' },
      { name: 'slope', label: 'Slope within units', type: 'real' },
      { name: 'slope_low', label: 'from', type: 'real' },
      { name: 'slope_high', label: 'to', type: 'real' },
      { name: 'pairs', label: 'Pairs', type: 'integer' },
      { name: 'units', label: 'Units', type: 'integer' },
    ],
    rows: times
      .filter(({ correlation }) => correlation !== null)
      .map(({ label, correlation, within }) => [
        label,
        correlation?.r ?? null,
        correlation?.low ?? null,
        correlation?.high ?? null,
        within?.slope ?? null,
        within?.low ?? null,
        within?.high ?? null,
        correlation?.pairs ?? null,
        correlation?.units ?? null,
      ]),
  };
}

/** The two-axis map of units. */
export function unitChart(labels: { readonly employees: string; readonly customers: string }): FindingChart {
  const x = { field: 'employees', type: 'quantitative', title: labels.employees, scale: { zero: false } };
  const y = { field: 'customers', type: 'quantitative', title: labels.customers, scale: { zero: false } };
  return {
    name: 'map',
    title: 'Units: employees beside customers',
    table: 'units',
    spec: {
      layer: [
        { mark: { type: 'rule', opacity: 0.4 }, encoding: { x, y: { ...y, field: 'customers_low' }, y2: { field: 'customers_high' } } }, // prettier-ignore
        { mark: { type: 'rule', opacity: 0.4 }, encoding: { y, x: { ...x, field: 'employees_low' }, x2: { field: 'employees_high' } } }, // prettier-ignore
        { mark: { type: 'point', filled: true, size: 60 }, encoding: { x, y, color: { field: 'quarter', type: 'nominal', title: null } } }, // prettier-ignore
        { mark: { type: 'text', dy: -8, fontSize: 10 }, encoding: { x, y, text: { field: 'unit' } } },
      ],
    },
    summary: 'Each unit by what its employees and what its customers say, with 95 % intervals on both axes.',
  };
}
