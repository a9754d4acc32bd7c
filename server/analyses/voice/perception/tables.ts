import type { FindingChart, FindingColumn, FindingTable } from '../../contract/finding.ts';
import type { Gap } from './gap.ts';
import type { Sides } from './sides.ts';

function formatted({ measure }: Sides): Pick<FindingColumn, 'type' | 'format'> {
  return { type: 'real', format: measure === 'share' ? 'percent' : 'decimal' };
}

/** One row a role (or a unit) and item. */
export function gapTable(sides: Sides, gaps: readonly Gap[], name: 'gaps' | 'units'): FindingTable {
  const format = formatted(sides);
  const isUnits = name === 'units';
  return {
    name,
    title: isUnits ? 'Gaps by unit' : 'What they think and what customers say',
    columns: [
      { name: isUnits ? 'unit' : 'role', label: isUnits ? 'Unit' : 'Role', type: 'string' },
      { name: 'item', label: 'Item', type: 'string' },
      { name: 'inside', label: 'Inside', ...format },
      { name: 'customers', label: 'Customers', ...format },
      { name: 'gap', label: 'Gap', ...format },
      { name: 'low', label: 'Low', ...format },
      { name: 'high', label: 'High', ...format },
      { name: 'inside_n', label: 'Answers inside', type: 'integer' },
      { name: 'customers_n', label: 'Answers of customers', type: 'integer' },
      { name: 'reading', label: 'Reading', type: 'string' },
    ],
    rows: gaps.map((gap) => [
      isUnits ? gap.unit : gap.group,
      gap.item,
      gap.inside,
      gap.customers,
      gap.difference,
      gap.low,
      gap.high,
      gap.insideN,
      gap.customersN,
      readingOf(gap),
    ]),
  };
}

function readingOf({ low, high }: Gap): string {
  if (low > 0) return 'over-rates';
  return high < 0 ? 'under-rates' : 'no gap beyond chance';
}

/** How well each role knows its customers, over all items. */
export function calibrationTable(sides: Sides, gaps: readonly Gap[]): FindingTable {
  const format = formatted(sides);
  const groups = [...new Set(gaps.map(({ group }) => group))];
  return {
    name: 'calibration',
    title: 'Who knows the customers',
    columns: [
      { name: 'role', label: 'Role', type: 'string' },
      { name: 'items', label: 'Items', type: 'integer' },
      { name: 'mean_gap', label: 'Mean gap', ...format },
      { name: 'mean_size', label: 'Mean size of a gap', ...format },
      { name: 'over_rated', label: 'Items over-rated', type: 'integer' },
      { name: 'under_rated', label: 'Items under-rated', type: 'integer' },
      { name: 'answers', label: 'Answers inside', type: 'integer' },
    ],
    rows: groups.map((group) => {
      const own = gaps.filter((gap) => gap.group === group);
      const mean = (of: (gap: Gap) => number): number => own.reduce((sum, gap) => sum + of(gap), 0) / own.length;
      const [over, under] = [own.filter(({ low }) => low > 0).length, own.filter(({ high }) => high < 0).length];
      const n = own.reduce((sum, gap) => sum + gap.insideN, 0);
      return [
        group,
        own.length,
        mean((gap) => gap.difference),
        mean((gap) => Math.abs(gap.difference)),
        over,
        under,
        n,
      ];
    }),
  };
}

/** Gaps with intervals, a row a role and item. */
export function gapChart({ measure }: Sides): FindingChart {
  const axis = measure === 'share' ? { format: '%' } : {};
  return {
    name: 'gaps',
    title: 'Gaps between inside and customers',
    table: 'gaps',
    spec: {
      encoding: {
        y: { field: 'item', type: 'nominal', title: null },
        yOffset: { field: 'role' },
        color: { field: 'role', type: 'nominal', title: 'Role' },
      },
      layer: [
        {
          mark: 'rule',
          encoding: {
            x: { field: 'low', type: 'quantitative', axis, title: 'Inside less customers' },
            x2: { field: 'high' },
          },
        },
        { mark: { type: 'point', filled: true }, encoding: { x: { field: 'gap', type: 'quantitative' } } },
      ],
    },
    summary: 'What each role thinks customers answer, less what customers answer, with 95 % intervals.',
  };
}
