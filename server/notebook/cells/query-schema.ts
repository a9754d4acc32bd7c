import { z } from 'zod';
import type { Json } from '../../lib/json.ts';
import { querySpec } from '../../query/query-spec.ts';

/** What the fields of a metric query say, by the field's name or by the path to it. */
const meanings: ReadonlyMap<string, string> = new Map([
  ['metrics', 'Names of metrics, of any datasets.'],
  ['groupBy', 'Dimensions that all metrics share; a calendar dimension takes a grain.'],
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
  ['n', 'How many values.'],
  ['others', 'Whether all other values stand in the answer as one group.'],
  ['totals', 'GRAND, or { by: [dimensions] }; recomputed, never added up.'],
  ['orderBy', 'Dimensions and metrics; a minus sign before one sorts downwards.'],
  ['limit', 'At most 50,000 rows.'],
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

/** The JSON Schema of a metric query with a sentence for each field, for completion and hover. */
export const querySchema: Json = described(
  z.toJSONSchema(querySpec, { io: 'output', unrepresentable: 'any' }) as Json, // a JSON Schema is JSON
  [],
);

function described(value: Json, path: readonly string[]): Json {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((member) => described(member, path));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const isFields = key === 'properties' && member !== null && typeof member === 'object' && !Array.isArray(member);
      return [
        key,
        isFields
          ? fields(member as { readonly [key: string]: Json | undefined }, path)
          : described(member ?? null, path),
      ]; // just looked at
    }),
  );
}

function fields(properties: { readonly [key: string]: Json | undefined }, path: readonly string[]): Json {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const at = [...path, name];
      const said = meanings.get(at.join('.')) ?? meanings.get(name);
      const inner = described(schema ?? {}, at);
      const isSchema = inner !== null && typeof inner === 'object' && !isList(inner);
      return [name, isSchema && said !== undefined ? { ...inner, description: said } : inner];
    }),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
