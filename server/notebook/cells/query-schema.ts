import { z } from 'zod';
import type { Json } from '../../lib/json.ts';
import { querySpec } from '../../query/language/query-spec.ts';

/** What the fields of a metric query say, by the field's name or by the path to it. */
const meanings: ReadonlyMap<string, string> = new Map([
  ['metrics', 'Metrics of any datasets; a bare name stands for `{ name: … }`.'],
  ['metrics.name', 'A metric.'],
  ['groupBy', 'Dimensions that all metrics share; a bare name stands for `{ dimension: … }`.'],
  ['dimension', 'A dimension.'],
  ['where', 'Dimension: value, a list of values, or operators; an entity: { _metric: … } or { _none: … }.'],
  ['filterScope', 'What a filter does to datasets without its dimension.'],
  ['time', 'The time that is asked about.'],
  ['range', '[from, until before]: half-open.'],
  ['zone', 'The time zone in which days begin.'],
  ['spine', 'DENSE: periods without rows stand in the answer.'],
  ['weekStart', 'The day on which a week begins.'],
  ['toDate', 'Comparisons end where the data of the present period end.'],
  ['having', 'Conditions on metrics after aggregation, alias: operators.'],
  ['topN', 'The first values of a dimension by a metric; all others are one group.'],
  ['topN.dimension', 'A dimension of the query.'],
  ['topN.by', 'The metric by which its values are ranked, highest first.'],
  ['n', 'How many values.'],
  ['others', 'Whether all other values stand in the answer as one group.'],
  ['totals', '`GRAND` for all, `{ by: [dimension] }` for subtotals; recomputed, never added up.'],
  ['totals.by', 'The dimensions that are still told apart.'],
  ['orderBy', 'Dimensions or metrics; a minus sign before a bare name for the largest first.'],
  ['orderBy.by', 'A dimension, or the column of a metric.'],
  ['dir', 'ASC or DESC.'],
  ['direction', 'The same as `dir`.'],
  ['limit', 'Most rows, at most 50,000; 1,000 unless said.'],
  ['offset', 'Rows to leave out at the beginning.'],
  ['purpose', 'Why the data are used.'],
  ['asOf', 'The instant up to which rollups look at rows.'],
  ['cohort', 'Splits by when an entity began and by the periods since.'],
  ['rollup', 'A rollup that yields a time, such as a first order.'],
  ['period', 'The length of the periods in which entities age.'],
  ['alias', 'The name of the column.'],
  ['filter', 'A condition of this metric alone.'],
  ['interval', 'Low, high and n beside the value.'],
  ['compare', 'The same metric a calendar period earlier: { offset: P1M }.'],
  ['as', 'Which columns a comparison adds.'],
  ['window', '{ rolling: P3M } or { cumulative: YEAR }.'],
  ['rolling', 'P3M is this month and the two before.'],
  ['cumulative', 'YEAR is the year to date.'],
  ['scope', 'What becomes of dimensions and conditions that its datasets lack.'],
  ['overlap', 'Whether a row may count whole in several groups.'],
  ['allocate', 'The weight of a bridge by which rows are shared out.'],
  ['excludeFromGrain', 'Dimensions by which this metric is not split: the whole of a share.'],
  ['grain', 'The length of a period.'],
  ['path', 'Join names, where several ways are equally short.'],
  ['nulls', 'SPLIT tells missing values apart by their reason.'],
  ['metrics.compare.offset', 'A length of time: P1M, P1Y, P3M, P1W, P28D.'],
  ['groupBy.asOf', 'Of a rollup: as known at the END, or at each FACT’s own time.'],
  ['orderBy.nulls', 'Where rows without a value stand.'],
]);

type JsonObject = { readonly [key: string]: Json | undefined };

/** The JSON Schema of a metric query with a sentence for each field, for completion and hover. */
export const querySchema: Json = described(
  z.toJSONSchema(querySpec, { io: 'output', unrepresentable: 'any' }) as Json, // a JSON Schema is JSON
  [],
);

function described(value: Json, path: readonly string[]): Json {
  if (isList(value)) return value.map((member) => described(member, path));
  if (!isObject(value)) return value;
  const only = withoutNull(value);
  if (only !== null) return described(only, path);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      if (typeof member === 'number' && Math.abs(member) === Number.MAX_SAFE_INTEGER) return [];
      const isFields = key === 'properties' && isObject(member);
      return [[key, isFields ? fields(member, path) : described(member ?? null, path)]];
    }),
  );
}

/** Of something that may also be null, what it is else: leaving it out says the same. */
function withoutNull({ anyOf }: JsonObject): Json {
  if (!isList(anyOf)) return null;
  const [first, ...others] = anyOf.filter((choice) => !isObject(choice) || choice['type'] !== 'null');
  return others.length === 0 ? (first ?? null) : null;
}

function fields(properties: JsonObject, path: readonly string[]): Json {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const at = [...path, name];
      const said = meanings.get(at.join('.')) ?? meanings.get(name);
      const inner = described(schema ?? {}, at);
      return [name, isObject(inner) && said !== undefined ? { ...inner, description: said } : inner];
    }),
  );
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
