import { isAnswered } from '../../../stats/unanswerable.ts';
import type { FindingChart, FindingColumn, FindingTable } from '../../contract/finding.ts';
import { repeatedShare, type Repeated } from '../../shared/repeated.ts';
import type { Audited, Shortfall } from './rows.ts';

const fewest = 10;

const percent = { type: 'real', format: 'percent' } as const;

/** Said, done and felt: one row a promise, and one a touchpoint where they are known. */
export function wallTable({ promises }: Audited): FindingTable {
  const columns: readonly FindingColumn[] = [
    { name: 'promise', label: 'Promise', type: 'string' },
    { name: 'wording', label: 'Said', type: 'string' },
    { name: 'touchpoint', label: 'Touchpoint', type: 'string' },
    { name: 'measure', label: 'Measure', type: 'string' },
    { name: 'status', label: 'Status', type: 'string' },
    { name: 'occasions', label: 'Occasions', type: 'integer' },
    { name: 'kept', label: 'Done', ...percent },
    { name: 'low', label: 'Low', ...percent },
    { name: 'high', label: 'High', ...percent },
    { name: 'people', label: 'People', type: 'integer' },
    { name: 'felt', label: 'Felt: kept less broken', type: 'real', format: 'decimal' },
  ];
  return {
    name: 'wall',
    title: 'Said, done, felt',
    columns,
    rows: promises.flatMap((each) => {
      const own = [each.id, each.wording];
      const felt = each.felt !== null && isAnswered(each.felt) ? each.felt.difference : null;
      const rate = each.kept ?? each.informed;
      return [
        [...own, each.touchpoint, each.said, each.status, ...rateCells(rate), felt],
        ...each.places.map(({ touchpoint, kept }) => [
          ...own,
          touchpoint,
          each.said,
          each.status,
          ...rateCells(kept),
          null,
        ]),
      ];
    }),
  };
}

function rateCells(rate: Repeated | null): readonly (number | null)[] {
  if (rate === null || rate.n < fewest) return [null, null, null, null, null];
  const bounds = repeatedShare(rate);
  return [rate.n, rate.sum / rate.n, bounds?.low ?? null, bounds?.high ?? null, rate.persons > 0 ? rate.persons : null];
}

/** Kept rates with their intervals. */
export function wallChart(): FindingChart {
  const axis = { format: '%' };
  return {
    name: 'wall',
    title: 'How often promises are kept',
    table: 'wall',
    spec: {
      transform: [{ filter: 'isValid(datum.kept)' }],
      encoding: { y: { field: 'wording', type: 'nominal', title: null, axis: { labelLimit: 260 } } },
      layer: [
        {
          mark: 'rule',
          encoding: { x: { field: 'low', type: 'quantitative', axis, title: 'Kept' }, x2: { field: 'high' } },
        },
        { mark: { type: 'point', filled: true }, encoding: { x: { field: 'kept', type: 'quantitative' } } },
      ],
    },
    summary:
      'The share of occasions on which each promise was kept, or people were told in time, with its 95 % interval.',
  };
}

/** How far broken promises missed. */
export function shortfallTable(shortfalls: readonly Shortfall[]): FindingTable {
  return {
    name: 'shortfalls',
    title: 'How far broken promises missed',
    columns: [
      { name: 'promise', label: 'Promise', type: 'string' },
      { name: 'unit', label: 'Unit', type: 'string' },
      { name: 'broken', label: 'Broken', type: 'integer' },
      { name: 'median', label: 'Half missed by', type: 'real', format: 'decimal' },
      { name: 'ninth', label: 'One in ten missed by', type: 'real', format: 'decimal' },
      { name: 'largest', label: 'Missed by most', type: 'real', format: 'decimal' },
    ],
    rows: shortfalls.map(({ promise, unit, n, median, ninth, largest }) => [promise, unit, n, median, ninth, largest]),
  };
}

/** What people felt for whom a promise was kept, and for whom it was broken. */
export function feltTable({ promises }: Audited): FindingTable {
  const decimal = { type: 'real', format: 'decimal' } as const;
  return {
    name: 'felt',
    title: 'What was felt',
    columns: [
      { name: 'promise', label: 'Promise', type: 'string' },
      { name: 'kept_mean', label: 'Mean where kept', ...decimal },
      { name: 'kept_people', label: 'People', type: 'integer' },
      { name: 'broken_mean', label: 'Mean where broken', ...decimal },
      { name: 'broken_people', label: 'People', type: 'integer' },
      { name: 'difference', label: 'Difference', ...decimal },
      { name: 'low', label: 'Low', ...decimal },
      { name: 'high', label: 'High', ...decimal },
      { name: 'p', label: 'p', ...decimal },
    ],
    rows: promises.flatMap(({ id, felt, feltSums }) => {
      if (felt === null || feltSums === null || !isAnswered(felt)) return [];
      const { kept, broken } = feltSums;
      const { difference, low, high, p } = felt;
      return [[id, kept.sum / kept.n, kept.n, broken.sum / broken.n, broken.n, difference, low, high, p]];
    }),
  };
}
