import { z } from 'zod';
import { TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';
import { plainValue } from '../../lib/table.ts';
import type { MetricResult, ResultColumn } from '../../query/result.ts';
import type { CellKind, RunContext } from '../cell-kind.ts';
import type { MetricComparison, MetricOutput } from '../output.ts';
import { queryValues } from '../parameters.ts';
import { provenanceOf } from '../provenance.ts';
import { metricColumn } from '../relation.ts';
import { earlier, type Period } from './earlier-period.ts';
import { querySteps } from './query.ts';
import { dimensionsOf } from './query-names.ts';
import { isSignal, type Measured } from './signal.ts';
import { bodySchema, parametersIn, parseYamlBody } from './yaml-body.ts';

const grains = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;
const grain = z.preprocess((value) => (typeof value === 'string' ? value.toUpperCase() : value), z.enum(grains));

const shape = z.strictObject({
  metric: z.string().meta({ description: 'Name of a metric.' }),
  where: z.json().optional().meta({ description: 'Dimension: value, a list of values, or operators.' }),
  time: z.strictObject({ range: z.json() }).optional().meta({ description: 'range: [from, until before].' }),
  compare: z
    .union([z.literal('previous'), z.strictObject({ offset: z.string() })])
    .optional()
    .meta({
      description: 'previous: the period of equal length before; offset: P1M, P1Y: the same period that much earlier.',
    }),
  target: z.number().optional(),
  spark: grain.optional().meta({ description: 'Grain of the small line.' }),
  label: z.string().optional(),
});

interface TileSpec {
  readonly spec: z.infer<typeof shape>;
  readonly text: string;
}

/** A tile: one metric with its interval and n, beside an earlier period and a target. Other cells read its one row. */
export const metricCell: CellKind<TileSpec> = {
  name: 'metric',
  version: 3,
  label: 'Metric',
  language: 'yaml',
  starter: 'metric: nps\n',
  schema: bodySchema(shape),
  parse: ({ body }) => {
    const { spec, position } = parseYamlBody(body, shape);
    if (spec.compare !== undefined && spec.time === undefined) {
      throw new TrivetError('invalid-cell', 'A comparison needs a period to start from.', {
        hint: 'Add time: { range: [2026-01-01, 2026-02-01] }.',
        position: position(['compare']),
      });
    }
    return { spec, text: body.trim() };
  },
  reads: ({ spec }) => {
    const query: Json = { metrics: [spec.metric], where: spec.where ?? null };
    return {
      relations: [],
      parameters: parametersIn(plainSpec(spec)),
      metrics: [spec.metric],
      dimensions: dimensionsOf(query),
    };
  },
  canonical: ({ spec }) => plainSpec(spec),
  run: async ({ spec, text }, context) => {
    const result = await context.ask(tileQuery(spec));
    const column = result.columns.find(({ role }) => role === 'METRIC');
    const metric = context.model.metrics.get(spec.metric);
    if (column === undefined || metric === undefined) throw new Error(`The answer has no column ${spec.metric}.`);
    const now = measured(result, column);
    const row = await context.keep(result.columns, result.columns.map(metricColumn));
    const output: MetricOutput = {
      type: 'MetricOutput',
      provenance: provenanceOf(context, querySteps(text, result), result.freshness),
      result: row.result ?? context.fingerprint,
      columns: row.columns,
      metric: spec.metric,
      label: spec.label ?? column.label,
      definition: metric.definition,
      unit: column.unit,
      format: column.format,
      good: metric.good,
      ...now,
      minN: metric.minN,
      target: spec.target ?? metric.target,
      comparison: await comparison(spec, now, context),
      spark: await sparkLine(spec, context),
      warnings: result.warnings,
    };
    return output;
  },
};

type Spec = TileSpec['spec'];

function tileQuery({ metric, where, time }: Spec, range?: Period): Json {
  const period = range ?? time?.range;
  return {
    metrics: [metric],
    ...(where === undefined ? {} : { where: where as Json }),
    ...(period === undefined ? {} : { time: { range: period as Json } }),
  };
}

async function comparison(spec: Spec, now: Measured, context: RunContext): Promise<MetricComparison | null> {
  if (spec.compare === undefined || spec.time === undefined) return null;
  const before = earlier(periodOf(spec.time.range, context), spec.compare === 'previous' ? null : spec.compare.offset);
  const result = await context.ask(tileQuery(spec, before.period));
  const column = result.columns.find(({ role }) => role === 'METRIC');
  const then = column === undefined ? { value: null, low: null, high: null, n: null } : measured(result, column);
  const delta = now.value === null || then.value === null ? null : now.value - then.value;
  return { label: before.label, value: then.value, delta, signal: isSignal(now, then, isCounted(spec, context)) };
}

function isCounted({ metric }: Spec, { model }: RunContext): boolean {
  return model.metrics.get(metric)?.additivity === 'additive';
}

async function sparkLine(spec: Spec, context: RunContext): Promise<MetricOutput['spark']> {
  if (spec.spark === undefined) return [];
  const calendar = [...context.model.dimensions.values()].find(({ type }) => type === 'calendar')?.name;
  if (calendar === undefined)
    throw new TrivetError('unknown-dimension', 'The model has no calendar dimension for a spark line.', {
      hint: 'Declare one: date: { calendar: true }.',
    });
  const query = {
    ...(tileQuery(spec) as object),
    groupBy: [{ dimension: calendar, grain: spec.spark }],
    orderBy: [calendar],
  };
  const { columns } = await context.ask(query);
  const days = columns.find(({ role }) => role === 'DIMENSION');
  const values = columns.find(({ role }) => role === 'METRIC');
  if (days === undefined || values === undefined) return [];
  return days.values.flatMap((day, row) =>
    day === null ? [] : [{ at: String(day).slice(0, 10), value: numberAt(values, row) }],
  );
}

function periodOf(range: Json, { parameters, values }: RunContext): Period {
  const known = queryValues(parameters, values);
  const filled = (value: Json | undefined): Json =>
    typeof value === 'string' && value.startsWith('$') ? (known.get(value.slice(1)) ?? null) : (value ?? null);
  const ends = filled(range);
  const [from, to] = (Array.isArray(ends) ? ends : []).map(filled);
  if (typeof from === 'string' && typeof to === 'string') return [from, to];
  throw new TrivetError('invalid-cell', 'A comparison needs a period with both ends.', {
    hint: 'Write range: [from, until before], or give the parameter a value.',
  });
}

function measured({ columns }: MetricResult, column: ResultColumn): Measured {
  const beside = columns.filter(({ metric }) => metric === column.metric);
  const at = (name: string): number | null => {
    const found = beside.find((known) => known.name === name);
    return found === undefined ? null : numberAt(found, 0);
  };
  return {
    value: numberAt(column, 0),
    low: at(`${column.name}_low`),
    high: at(`${column.name}_high`),
    n: at(`${column.name}_n`),
  };
}

function numberAt(column: ResultColumn, row: number): number | null {
  const value = plainValue(column, row);
  return typeof value === 'number' ? value : null;
}

function plainSpec(spec: Spec): Json {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
}
