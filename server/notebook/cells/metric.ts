import { z } from 'zod';
import { TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';
import { plainValue } from '../../lib/table.ts';
import type { MetricResult, ResultColumn } from '../../query/answer/result.ts';
import type { CellKind, RunContext } from '../cell-kind.ts';
import type { MetricComparison, MetricOutput } from '../output.ts';
import { queryValues } from '../parameters.ts';
import { provenanceOf } from '../provenance.ts';
import { answerColumns } from '../answer-columns.ts';
import { earlier, type Period } from './earlier-period.ts';
import { querySteps } from './query.ts';
import { dimensionsOf, entitiesOf, metricsOf } from './query-names.ts';
import { placed } from './query-places.ts';
import { isSignal, type Measured } from './signal.ts';
import { bodySchema, parametersIn, parseYamlBody } from './yaml-body.ts';

const grains = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'] as const;
const grain = z.preprocess((value) => (typeof value === 'string' ? value.toUpperCase() : value), z.enum(grains));

const shape = z.strictObject({
  metric: z.string().meta({ description: 'Name of a metric.' }),
  where: z.json().optional().meta({ description: 'Dimension: value, a list of values, or operators.' }),
  filterScope: z.string().optional().meta({
    description: 'What a filter does to datasets without its dimension: CONFORMED_ONLY, PER_FACT, SEMI_JOIN.',
  }),
  time: z
    .object({ range: z.json() })
    .catchall(z.json())
    .optional()
    .meta({ description: 'range: [from, until before]; zone: the time zone in which days begin.' }),
  asOf: z.string().optional().meta({ description: 'The instant up to which rollups look at rows.' }),
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
  /** An error of the semantic layer with its place in the body. */
  readonly place: (error: unknown) => unknown;
}

/** A tile: one metric with its interval and n, beside an earlier period and a target. Other cells read its one row. */
export const metricCell: CellKind<TileSpec> = {
  name: 'metric',
  version: 4,
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
    return { spec, text: body.trim(), place: (error) => placed(error, body, position) };
  },
  reads: ({ spec }) => {
    const query: Json = { metrics: [spec.metric], where: spec.where ?? null };
    return {
      relations: [],
      parameters: parametersIn(plainSpec(spec)),
      metrics: metricsOf(query),
      dimensions: dimensionsOf(query),
      entities: entitiesOf(query),
    };
  },
  canonical: ({ spec }) => plainSpec(spec),
  run: async ({ spec, text, place }, context) => {
    const result = await context.ask(tileQuery(spec)).catch((error: unknown) => {
      throw place(error);
    });
    const column = result.columns.find(({ role }) => role === 'METRIC');
    const metric = context.model.metrics.get(spec.metric);
    if (column === undefined || metric === undefined) throw new Error(`The answer has no column ${spec.metric}.`);
    const now = measured(result, column);
    const { columns, described } = answerColumns(result, new Map(), context.model);
    const row = await context.keep(columns, described);
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
      suppressed: isHidden(column),
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

function tileQuery({ metric, where, filterScope, time, asOf }: Spec, range?: Period): Json {
  const given: Json = {
    where: where ?? null,
    filterScope: filterScope ?? null,
    asOf: asOf ?? null,
    time: time === undefined ? null : { ...time, ...(range === undefined ? {} : { range }) },
  };
  const said = Object.entries(given).filter(([, value]) => value !== null);
  return { metrics: [metric], ...Object.fromEntries(said) };
}

/** Whether the one value of a column is hidden because too few persons stand behind it. */
function isHidden(column: ResultColumn | undefined): boolean {
  return column?.suppressed?.[0] === true;
}

async function comparison(spec: Spec, now: Measured, context: RunContext): Promise<MetricComparison | null> {
  if (spec.compare === undefined || spec.time === undefined) return null;
  const before = earlier(periodOf(spec.time.range, context), spec.compare === 'previous' ? null : spec.compare.offset);
  const result = await context.ask(tileQuery(spec, before.period));
  const column = result.columns.find(({ role }) => role === 'METRIC');
  const then = column === undefined ? { value: null, low: null, high: null, n: null } : measured(result, column);
  const delta = now.value === null || then.value === null ? null : now.value - then.value;
  const signal = isSignal(now, then, isCounted(spec, context));
  return { label: before.label, value: then.value, suppressed: isHidden(column), delta, signal };
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
