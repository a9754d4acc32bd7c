/** a study of drivers → the table of importance and performance, and its chart */
import type { FindingChart, FindingTable } from '../../contract/finding.ts';
import type { Driver, DriverData } from './driver-data.ts';
import type { DriverStudy } from './driver-study.ts';
import type { Profile } from './driver-sums.ts';

/** A study with the data behind it. */
export interface Shown {
  readonly data: DriverData;
  readonly profile: Profile;
  readonly study: DriverStudy;
}

/** What parts are called: the driver, or those that are shown as one. */
export function partNames({ drivers }: DriverData, { parts }: DriverStudy): string[] {
  return parts.map((part) => part.map((j) => drivers[j]?.label ?? '').join(' + '));
}

const methods = {
  lmg: 'R² averaged over all orders of entry (LMG)',
  'relative weights': 'Johnson’s relative weights',
} as const;

/** Where the mean lies on the scale, 0 to 1: the declared scale, or what was observed. */
function performanceOf(range: Driver['range'], profile: Profile, j: number): number {
  const observed = profile.columns[j + 1] ?? { mean: 0, low: 0, high: 0 };
  const [low, high] = range ?? [observed.low, observed.high];
  return high > low ? (observed.mean - low) / (high - low) : 0;
}

/** A row a part, the most important first, in bands that can be told apart. */
export function driverTable({ data, profile, study }: Shown): FindingTable {
  const { fit, correlations, intervals, ridge } = study;
  const labels = partNames(data, study);
  const scale = (j: number): number => (correlations.deviations[j + 1] ?? 0) / (correlations.deviations[0] ?? 1);
  const ridged = (j: number): number | null => (ridge === null ? null : (ridge.fit.coefficients[j] ?? 0) * scale(j));
  const rows = study.bands.flatMap((band, rank) =>
    band.map((at) => {
      const part = study.parts[at] ?? [];
      const only = part.length === 1 ? part[0] : undefined;
      const alone = <Value>(value: (j: number) => Value): Value | null => (only === undefined ? null : value(only));
      return [
        labels[at] ?? '',
        rank + 1,
        study.importance[at] ?? 0,
        intervals.importance[at]?.low ?? 0,
        intervals.importance[at]?.high ?? 0,
        fit.rSquared > 0 ? (study.importance[at] ?? 0) / fit.rSquared : null,
        part.reduce((sum, j) => sum + performanceOf(data.drivers[j]?.range ?? null, profile, j), 0) / part.length,
        alone((j) => profile.columns[j + 1]?.mean ?? 0),
        alone((j) => correlations.matrix[0]?.[j + 1] ?? 0),
        alone((j) => fit.beta[j] ?? 0),
        alone((j) => intervals.beta[j]?.low ?? 0),
        alone((j) => intervals.beta[j]?.high ?? 0),
        alone(ridged),
        Math.max(...part.map((j) => fit.inflation[j] ?? 1)),
        [...new Set(part.map((j) => data.drivers[j]?.from ?? 'survey'))].join(' + '),
      ];
    }),
  );
  return {
    name: 'drivers',
    title: `Importance (${methods[study.method]}) and performance`,
    columns: driverColumns,
    rows,
  };
}

const driverColumns: FindingTable['columns'] = [
  { name: 'driver', label: 'Driver', type: 'string' },
  { name: 'band', label: 'Band', type: 'integer' },
  { name: 'importance', label: 'Importance', type: 'real', format: 'percent' },
  { name: 'low', label: 'from', type: 'real', format: 'percent' },
  { name: 'high', label: 'to', type: 'real', format: 'percent' },
  { name: 'share', label: 'Of what is explained', type: 'real', format: 'percent' },
  { name: 'performance', label: 'Performance on its scale', type: 'real', format: 'percent' },
  { name: 'mean', label: 'Mean', type: 'real' },
  { name: 'r', label: 'Correlation', type: 'real' },
  { name: 'weight', label: 'Weight, others held', type: 'real' },
  { name: 'weight_low', label: 'from', type: 'real' },
  { name: 'weight_high', label: 'to', type: 'real' },
  { name: 'ridge', label: 'Ridge weight', type: 'real' },
  { name: 'vif', label: 'Inflation (VIF)', type: 'real' },
  { name: 'side', label: 'From', type: 'string' },
];

/** Importance against performance, with intervals. */
export function importanceChart(outcome: string): FindingChart {
  const x = {
    field: 'performance',
    type: 'quantitative',
    title: 'Performance on its scale',
    axis: { format: '.0%' },
    scale: { zero: false },
  };
  const y = {
    field: 'importance',
    type: 'quantitative',
    title: 'Share of differences explained',
    axis: { format: '.0%' },
  };
  return {
    name: 'importance_performance',
    title: `Importance and performance: ${outcome}`,
    table: 'drivers',
    spec: {
      layer: [
        { mark: 'rule', encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } } },
        {
          mark: { type: 'point', filled: true, size: 80 },
          encoding: { x, y, color: { field: 'band', type: 'ordinal', title: 'Band' } },
        },
        { mark: { type: 'text', align: 'left', dx: 8 }, encoding: { x, y, text: { field: 'driver' } } },
      ],
    },
    summary:
      'Each driver by how well it is rated and by how much of the differences goes with it, with 95 % intervals; drivers of one band cannot be told apart.',
  };
}
