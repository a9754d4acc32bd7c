import type { z } from 'zod';
import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type {
  GroupRequest,
  MetricQuery,
  MetricRequest,
  OrderRequest,
  QueryDefaults,
  TimeRequest,
} from './metric-query.ts';
import { parseFilter } from './parse-filter.ts';
import { parseCohort, parseCompare, parseTop, parseWindow } from './parse-query-parts.ts';
import { fieldsAt, querySpec, type QuerySpec } from './query-spec.ts';
import { invalidQuery, keyPath, refuse } from './refuse.ts';
import { substituteParameters } from './substitute.ts';

const defaultLimit = 1000;
const largestLimit = 50_000;

/** What people write → the canonical query. Everything that is wrong is refused at once, and nothing is ignored. */
export function parseMetricQuery(input: unknown, defaults: QueryDefaults): MetricQuery {
  if (input === null || typeof input !== 'object' || Array.isArray(input)) {
    throw invalidQuery([], 'A metric query is an object.', 'For example { metrics: [revenue], groupBy: [region] }.');
  }
  const written = substituteParameters(input, defaults.parameters ?? new Map());
  const parsed = querySpec.safeParse(written);
  if (!parsed.success) refuse(parsed.error.issues.flatMap(issueRefusals));
  if (parsed.data === undefined) throw new Error('A query that does not parse was not refused.');
  return complete(parsed.data, defaults);
}

function complete(spec: QuerySpec, defaults: QueryDefaults): MetricQuery {
  const refusals: TrivetError[] = [];
  const purpose = spec.purpose ?? defaults.purpose;
  if (purpose === null) {
    const hint = 'Add purpose to the query, to the notebook or to trivet.yml.';
    refusals.push(new TrivetError('unknown-purpose', 'The query names no purpose.', { hint }));
  }
  const query: MetricQuery = {
    metrics: spec.metrics.map((metric, index) => metricRequest(metric, index, refusals)),
    groupBy: (spec.groupBy ?? []).map(groupRequest),
    time: timeRequest(spec.time ?? null, defaults, refusals),
    where: parseFilter(spec.where, ['where'], refusals),
    filterScope: spec.filterScope ?? 'CONFORMED_ONLY',
    having: parseFilter(spec.having, ['having'], refusals),
    totals: (spec.totals ?? []).map(({ by }) => (by.length === 0 ? 'GRAND' : { by })),
    orderBy: (spec.orderBy ?? []).map(orderRequest),
    limit: within('limit', spec.limit ?? defaultLimit, [1, largestLimit], refusals),
    offset: within('offset', spec.offset ?? 0, [0, Number.MAX_SAFE_INTEGER], refusals),
    purpose: purpose ?? '',
    asOf: spec.asOf ?? null,
    topN: parseTop(spec.topN, refusals),
    cohort: parseCohort(spec.cohort),
  };
  refuse(refusals);
  return query;
}

type MetricSpec = QuerySpec['metrics'][number];
type TimeSpec = NonNullable<QuerySpec['time']>;

function metricRequest(spec: MetricSpec, index: number, refusals: TrivetError[]): MetricRequest {
  return {
    name: spec.name,
    alias: spec.alias ?? spec.name,
    filter: parseFilter(spec.filter, ['metrics', index, 'filter'], refusals),
    interval: spec.interval ?? true,
    compare: parseCompare(spec.compare, ['metrics', index, 'compare'], refusals),
    window: parseWindow(spec.window, ['metrics', index, 'window'], refusals),
    scope: spec.scope ?? null,
    overlap: spec.overlap ?? 'REFUSE',
    allocate: spec.allocate ?? null,
    excludeFromGrain: [...new Set(spec.excludeFromGrain ?? [])].sort(),
  };
}

function groupRequest(spec: NonNullable<QuerySpec['groupBy']>[number]): GroupRequest {
  return {
    dimension: spec.dimension,
    grain: spec.grain ?? null,
    path: spec.path ?? null,
    nulls: spec.nulls ?? null,
    asOf: spec.asOf ?? null,
  };
}

function timeRequest(spec: TimeSpec | null, defaults: QueryDefaults, refusals: TrivetError[]): TimeRequest | null {
  if (spec === null) return null;
  const range = spec.range ?? null;
  const zone = spec.zone ?? defaults.zone;
  const weekStart = spec.weekStart ?? defaults.weekStart;
  if (range !== null && range[0] >= range[1]) {
    const hint = 'The range is half-open: [from, to), so to is the first day that no longer counts.';
    refusals.push(invalidQuery(['time', 'range'], `${range[0]} is not before ${range[1]}.`, hint));
  }
  if (!isZone(zone)) {
    const hint = 'Write a name of the time zone database, such as Europe/Berlin or UTC.';
    refusals.push(invalidQuery(['time', 'zone'], `there is no time zone called ${zone}.`, hint));
  }
  const [spine, toDate] = [spec.spine ?? 'SPARSE', spec.toDate ?? false];
  const isUsual = zone === defaults.zone && weekStart === defaults.weekStart;
  if (range === null && isUsual && spine === 'SPARSE' && !toDate) return null;
  return { range, zone, spine, weekStart, toDate };
}

function orderRequest(spec: NonNullable<QuerySpec['orderBy']>[number]): OrderRequest {
  return { by: spec.by, direction: spec.dir ?? spec.direction ?? 'ASC', nulls: spec.nulls ?? 'LAST' };
}

function within(key: string, value: number, [least, most]: readonly [number, number], refusals: TrivetError[]): number {
  if (value < least || value > most)
    refusals.push(invalidQuery([key], `${value} is not between ${least} and ${most}.`));
  return value;
}

function issueRefusals(issue: z.core.$ZodIssue): TrivetError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      invalidQuery(issue.path, `there is no field ${key}.`, didYouMean(key, fieldsAt(issue.path))),
    );
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    return [
      new TrivetError('invalid-query', `${keyPath(issue.path)}: is none of ${values.join(', ')}.`, { choices: values }),
    ];
  }
  const [only] = issue.path;
  if (only === 'metrics' && issue.path.length === 1 && issue.code === 'too_small') {
    return [invalidQuery(issue.path, 'the query asks for no metric.')];
  }
  return [invalidQuery(issue.path, issue.message.replace(/^Invalid input: /, '').replace(/\.?$/, '.'))];
}

function isZone(zone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
