import { isAnswered } from '../../../stats/unanswerable.ts';
import type { FindingChart, FindingTable } from '../../contract/finding.ts';
import type { BenchmarkRow } from './benchmarks.ts';
import { differenceOf, type DimensionGap } from './gaps.ts';
import type { LinePoint } from './lines.ts';

const decimal = { type: 'real', format: 'decimal' } as const;

/** Expected, perceived, their gap and how it moved: one row a dimension. */
export function gapsTable(gaps: readonly DimensionGap[]): FindingTable {
  return {
    name: 'gaps',
    title: 'What is expected and what is given',
    columns: [
      { name: 'dimension', label: 'Dimension', type: 'string' },
      { name: 'expected', label: 'Expected', ...decimal },
      { name: 'perceived', label: 'Given', ...decimal },
      { name: 'gap', label: 'Gap', ...decimal },
      { name: 'low', label: 'Low', ...decimal },
      { name: 'high', label: 'High', ...decimal },
      { name: 'n', label: 'n', type: 'integer' },
      { name: 'expected_moved', label: 'Expected moved by', ...decimal },
      { name: 'perceived_moved', label: 'Given moved by', ...decimal },
      { name: 'gap_moved', label: 'Gap moved by', ...decimal },
      { name: 'gap_moved_low', label: 'Low', ...decimal },
      { name: 'gap_moved_high', label: 'High', ...decimal },
    ],
    rows: gaps.map(({ dimension, expected, perceived, gap, drift, n }) => {
      const found = differenceOf(gap);
      const line = drift !== null && isAnswered(drift.gap) ? drift.gap : null;
      const moved = (side: 'expected' | 'perceived'): number | null => {
        const own = drift?.[side];
        return own !== undefined && isAnswered(own) ? own.slope : null;
      };
      const bounds = [found?.low ?? null, found?.high ?? null];
      const drifts = [
        moved('expected'),
        moved('perceived'),
        line?.slope ?? null,
        line?.low ?? null,
        line?.high ?? null,
      ];
      return [dimension, expected, perceived, perceived - expected, ...bounds, n, ...drifts];
    }),
  };
}

/** Both lines by quarter. */
export function linesTable(lines: readonly LinePoint[]): FindingTable {
  return {
    name: 'lines',
    title: 'Expected and given by quarter',
    columns: [
      { name: 'dimension', label: 'Dimension', type: 'string' },
      { name: 'quarter', label: 'Quarter', type: 'date' },
      { name: 'side', label: 'Side', type: 'string' },
      { name: 'mean', label: 'Mean', ...decimal },
      { name: 'n', label: 'Answers', type: 'integer' },
    ],
    rows: lines.map(({ dimension, quarter, side, mean, n }) => [dimension, quarter, side, mean, n]),
  };
}

/** Two lines a dimension. */
export function linesChart(): FindingChart {
  return {
    name: 'lines',
    title: 'Expected and given by quarter',
    table: 'lines',
    spec: {
      mark: { type: 'line', point: true },
      encoding: {
        x: { field: 'quarter', type: 'temporal', title: null },
        y: { field: 'mean', type: 'quantitative', title: 'Mean', scale: { zero: false } },
        color: { field: 'side', type: 'nominal', title: null },
        facet: { field: 'dimension', type: 'nominal', title: null, columns: 2 },
      },
    },
    summary: 'What is expected and what is given by quarter, one picture a dimension.',
  };
}

/** Our own ratings beside those of other companies. */
export function benchmarksTable(rows: readonly BenchmarkRow[]): FindingTable {
  return {
    name: 'others',
    title: 'Other companies',
    columns: [
      { name: 'item', label: 'Item', type: 'string' },
      { name: 'company', label: 'Company', type: 'string' },
      { name: 'industry', label: 'Industry', type: 'string' },
      { name: 'own', label: 'Given by us', ...decimal },
      { name: 'other', label: 'Given by them', ...decimal },
      { name: 'difference', label: 'Difference', ...decimal },
      { name: 'low', label: 'Low', ...decimal },
      { name: 'high', label: 'High', ...decimal },
      { name: 'own_n', label: 'Our answers', type: 'integer' },
      { name: 'other_n', label: 'Their answers', type: 'integer' },
    ],
    rows: rows.map((row) => [
      row.item,
      row.competitor,
      row.industry,
      row.own,
      row.other,
      row.difference,
      row.low,
      row.high,
      row.ownN,
      row.otherN,
    ]),
  };
}
