import { type Column, columnOf, plainValue, type Table } from '../../lib/table.ts';
import { interval } from '../../stats/intervals/intervals.ts';
import { shareColumns, sizeColumns } from './cohort-columns.ts';
import { spanText } from '../language/duration.ts';
import type { CompareAs } from '../language/metric-query.ts';
import { overlaps } from '../resolve/overlap.ts';
import type { Plan, PlanDimension, PlanMetric } from '../plan/plan.ts';
import { windowText } from '../plan/window.ts';
import { besides, besidesGroup, type Resolved } from '../resolve/resolve.ts';
import type { NullReason, ResultColumn, TotalRow } from './result.ts';
import { hiddenColumn } from '../policy/suppress.ts';
import type { SplitRows } from './split-rows.ts';

/** Columns of the engine (`d n r b`) → columns of the answer: dimensions with reasons, metrics with interval and count. */
export function assembleColumns(resolved: Resolved, plan: Plan, rows: Table): readonly ResultColumn[] {
  const dimensions = plan.dimensions.flatMap((_, index) => dimensionColumns(plan, index, rows));
  const metrics = plan.metrics.flatMap((metric, index) => {
    if (metric.compared !== null) return [];
    const own = metricColumns(resolved, { plan, metric, index }, rows).map((column) =>
      withoutHidden(column, index, rows),
    );
    const shares = own.slice(0, 1).flatMap((column) => shareColumns(plan, rows, column));
    return [...own, ...shares, ...comparedColumns(resolved, plan, index, rows)];
  });
  return [
    ...dimensions,
    ...sizeColumns(plan, rows, { ...nothing, name: '', label: '', role: 'COUNT', type: 'integer', values: [] }),
    ...metrics,
  ];
}

/** A column of a metric with nothing where the metric is hidden: neither value nor interval nor count. */
function withoutHidden(column: ResultColumn, metric: number, rows: Table): ResultColumn {
  const hidden = columnOf(rows, hiddenColumn(metric))?.values.map((flag) => flag === true) ?? [];
  if (!hidden.includes(true)) return column;
  const values = column.values.map((value, row) => (hidden[row] === true ? null : value));
  return { ...column, values, suppressed: hidden };
}

/** Totals as rows over the same columns. An answer without dimensions is its own grand total. */
export function assembleTotals(resolved: Resolved, plan: Plan, split: SplitRows): readonly TotalRow[] {
  const isOwnTotal = plan.dimensions.length === 0 && resolved.query.totals.length > 0;
  const totals = isOwnTotal ? [{ by: [], row: split.shown }] : split.totals;
  return totals.map(({ by, row }) => {
    const columns = assembleColumns(resolved, plan, row);
    const suppressed = columns.map((column) => column.suppressed?.[0] === true);
    return {
      totalOf: by.flatMap((index) => plan.dimensions[index]?.column ?? []),
      values: columns.map(({ values }) => values[0] ?? null),
      suppressed: suppressed.includes(true) ? suppressed : null,
    };
  });
}

/** The same table, with whole numbers as numbers wherever a number holds them exactly. */
export function withSafeIntegers(table: Table): Table {
  return { rowCount: table.rowCount, columns: table.columns.map(safeIntegers) };
}

/** Numbers of a component of the plan, row by row. */
export function componentValues(rows: Table, component: number): readonly (number | null)[] {
  const column = engineColumn(rows, `b${component}`);
  return column.values.map((_, row) => {
    const value = plainValue(column, row);
    return typeof value === 'number' ? value : null;
  });
}

const nothing = {
  unit: null,
  format: null,
  good: null,
  additivity: null,
  overlapping: false,
  metric: null,
  definition: null,
  grain: null,
  minN: null,
  scale: null,
  suppressed: null,
} as const;

const reasons: readonly (NullReason | null)[] = [null, 'EMPTY', 'NO_MATCH', 'NO_KEY'];

function dimensionColumns(plan: Plan, index: number, rows: Table): ResultColumn[] {
  const dimension = plan.dimensions[index];
  if (dimension === undefined) return [];
  const { column: name, label, grain, splitsNulls, precision } = dimension;
  const { type, values } = engineColumn(rows, `d${index}`);
  const own: ResultColumn = {
    ...nothing,
    name,
    label,
    role: 'DIMENSION',
    type,
    grain,
    scale: precision?.[1] ?? null,
    values,
  };
  return [
    own,
    ...(splitsNulls ? [reasonColumn(dimension, engineColumn(rows, `n${index}`))] : []),
    ...(plan.top?.dimension === index && plan.top.keepsOthers
      ? [othersColumn(dimension, engineColumn(rows, `o${index}`))]
      : []),
  ];
}

function reasonColumn({ column, label }: PlanDimension, codes: Column): ResultColumn {
  const found = codes.values.map((_, row) => reasons[Number(plainValue(codes, row) ?? 0)] ?? null);
  const beside = { name: besidesGroup(column).reason, label: `Why ${label} is missing` };
  return { ...nothing, ...beside, role: 'REASON', type: 'string', values: found };
}

/** Tells the group of all others from the group without a value. */
function othersColumn({ column, label }: PlanDimension, flags: Column): ResultColumn {
  const values = flags.values.map((_, row) => plainValue(flags, row) === 1);
  const beside = { name: besidesGroup(column).others, label: `${label}: all others` };
  return { ...nothing, ...beside, role: 'REASON', type: 'boolean', values };
}

interface MetricPart {
  readonly plan: Plan;
  readonly metric: PlanMetric;
  readonly index: number;
}

function metricColumns(resolved: Resolved, { plan, metric, index }: MetricPart, rows: Table): ResultColumn[] {
  const known = resolved.model.metrics.get(metric.name);
  if (known === undefined) throw new Error(`The model has no metric ${metric.name}.`);
  const window = resolved.metrics[index]?.request.window ?? null;
  const { unit, format, good, definition, minN } = known;
  const label = window === null ? known.label : `${known.label}, ${windowText(window)}`;
  const additivity = window === null ? known.additivity : 'algebraic';
  const { type, values } = engineColumn(rows, `r${index}`);
  const { alias } = metric;
  const names = besides(alias);
  const shape = { ...nothing, unit, format, metric: alias, scale: metric.type.precision?.[1] ?? null };
  const own: ResultColumn = {
    ...shape,
    name: alias,
    label,
    role: 'METRIC',
    type,
    good,
    additivity,
    overlapping: window !== null || metric.isOverlapping,
    definition,
    minN,
    values,
  };
  if (!metric.showsInterval) return [own];
  const bounds = boundsOf(metric, rows);
  const low = { name: names.low, label: `${label}, low`, role: 'INTERVAL', type: 'real' } as const;
  const high = { name: names.high, label: `${label}, high`, role: 'INTERVAL', type: 'real' } as const;
  const count = { name: names.count, label: `${label}, n`, role: 'COUNT', type: 'integer' } as const;
  return [
    own,
    ...(bounds === null
      ? []
      : [
          { ...shape, ...low, values: bounds.map((bound) => bound?.low ?? null) },
          { ...shape, ...high, values: bounds.map((bound) => bound?.high ?? null) },
        ]),
    ...(metric.count === null
      ? []
      : [
          {
            ...nothing,
            ...count,
            metric: alias,
            format: 'integer',
            overlapping: overlaps(plan, metric.count),
            values: componentValues(rows, metric.count),
          },
        ]),
  ];
}

const comparisons: { readonly [As in CompareAs]: (label: string, span: string) => string } = {
  VALUE: (label, span) => `${label}, ${span} earlier`,
  DELTA: (label, span) => `${label}, change in ${span}`,
  PCT: (label, span) => `${label}, change in ${span} in per cent`,
};

function comparedColumns({ model, metrics }: Resolved, plan: Plan, of: number, rows: Table): ResultColumn[] {
  return plan.metrics.flatMap(({ name, alias, compared }, index) => {
    const known = model.metrics.get(name);
    if (compared === null || compared.of !== of || known === undefined) return [];
    if (compared.is === 'VALUE' && !compared.isShown) return [];
    const { type, values } = engineColumn(rows, `r${index}`);
    const label = comparisons[compared.is](known.label, spanText(compared.span));
    const { unit, format, good, additivity } = known;
    const isWindow = (metrics[of]?.request.window ?? null) !== null;
    const isRelative = compared.is === 'PCT';
    const column = [
      {
        ...nothing,
        name: alias,
        label,
        role: 'COMPARE',
        type,
        unit: isRelative ? '%' : unit,
        format: isRelative ? 'number' : format,
        good: compared.is === 'VALUE' ? null : good,
        additivity: isRelative || isWindow ? 'algebraic' : additivity,
        overlapping: isWindow,
        metric: plan.metrics[of]?.alias ?? null,
        values,
      } satisfies ResultColumn,
    ];
    return column.map((each) => withoutHidden(each, index, rows));
  });
}

function boundsOf({ interval: wanted }: PlanMetric, rows: Table) {
  if (wanted === null) return null;
  const parts = wanted.of.map((component) => componentValues(rows, component));
  return Array.from({ length: rows.rowCount }, (_, row) =>
    interval(
      wanted.method,
      parts.map((part) => part[row] ?? null),
    ),
  );
}

function safeIntegers(column: Column): Column {
  if (column.type !== 'bigint') return column;
  const values = column.values.map((value) => (value === null ? null : Number(value)));
  const areSafe = values.every((value) => value === null || Number.isSafeInteger(value));
  return areSafe ? { name: column.name, type: 'integer', values } : column;
}

function engineColumn(rows: Table, name: string): Column {
  const column = columnOf(rows, name);
  if (column === undefined) throw new Error(`The engine returned no column ${name}.`);
  return column;
}
