import type { Json } from '../../lib/json.ts';
import { isNumeric } from '../../lib/table.ts';
import type { Relation } from '../cell-kind.ts';
import type { OutputColumn } from '../output.ts';

interface Known {
  readonly columns: ReadonlyMap<string, OutputColumn>;
  readonly ordered: boolean;
}
type JsonRecord = { readonly [key: string]: Json | undefined };

/** What the author left out, from what is known of the rows: types, titles with units, formats, order, words for yes, no and nothing. */
export function completeSpec(spec: Json, { columns, ordered }: Pick<Relation, 'columns' | 'ordered'>): Json {
  return completeView(spec, { columns: new Map(columns.map((column) => [column.name, column])), ordered });
}

/** The title of a column's axis: its label, with its unit where the numbers alone would not say it. */
export function titleOf({ label, unit, format }: OutputColumn): string {
  return unit === null || unit === 'points' || format === 'percent' ? label : `${label} (${unit})`;
}

function completeView(value: Json, known: Known): Json {
  if (!isRecord(value))
    return Array.isArray(value) ? (value as readonly Json[]).map((member) => completeView(member, known)) : value; // isArray forgets the type
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key === 'encoding' && isRecord(member)) return [key, completeEncoding(member, known)];
      return [
        key,
        ['layer', 'concat', 'hconcat', 'vconcat', 'spec'].includes(key) ? completeView(member ?? null, known) : member,
      ];
    }),
  );
}

function completeEncoding(encoding: JsonRecord, known: Known): Json {
  return Object.fromEntries(
    Object.entries(encoding).map(([channel, encoded]) => {
      if (Array.isArray(encoded))
        return [channel, (encoded as readonly Json[]).map((one) => completeChannel(channel, one, known))]; // isArray forgets the type
      return [channel, completeChannel(channel, encoded ?? null, known)];
    }),
  );
}

function completeChannel(channel: string, encoded: Json, known: Known): Json {
  if (!isRecord(encoded)) return encoded;
  const field = encoded['field'];
  const column = typeof field === 'string' ? known.columns.get(field.replaceAll('\\', '')) : undefined;
  if (column === undefined) return encoded;
  const isCount = encoded['aggregate'] === 'count' || encoded['aggregate'] === 'distinct';
  const type = encoded['type'] ?? (isCount ? 'quantitative' : typeOf(column, encoded));
  const isPlain =
    encoded['aggregate'] === undefined && encoded['bin'] === undefined && encoded['timeUnit'] === undefined;
  const title =
    isPlain && encoded['title'] === undefined && column.label !== column.name ? { title: titleOf(column) } : {};
  const isDiscrete = isPlain && (type === 'nominal' || type === 'ordinal');
  const sort = isDiscrete && encoded['sort'] === undefined ? orderFor(channel, column, known.ordered) : {};
  const guide = { ...(isDiscrete ? { labelExpr } : {}), ...(column.format === 'percent' ? { format: '.0%' } : {}) };
  return {
    ...title,
    ...encoded,
    type,
    ...sort,
    ...formatFor(channel, encoded, column),
    ...guideFor(channel, encoded, guide),
  };
}

function typeOf({ type }: OutputColumn, encoded: JsonRecord): string {
  if (encoded['aggregate'] !== undefined || isNumeric(type)) return 'quantitative';
  return isTime(type) ? 'temporal' : 'nominal';
}

function isTime(type: OutputColumn['type']): boolean {
  return type === 'date' || type === 'timestamp';
}

/** Categories stand as the rows do, where these have an order. Times have one of their own, and so have no and yes. */
function orderFor(channel: string, { type }: OutputColumn, ordered: boolean): JsonRecord {
  if (isTime(type)) return {};
  if (type === 'boolean') return places.has(channel) || guides.has(channel) ? { sort: [false, true] } : {};
  return ordered && places.has(channel) ? { sort: null } : {};
}

const places: ReadonlySet<string> = new Set(['x', 'y', 'xOffset', 'yOffset', 'row', 'column', 'facet']);

/** As in tables. */
const labelExpr =
  "datum.value === null ? '–' : datum.value === true ? 'yes' : datum.value === false ? 'no' : datum.label";

function formatFor(channel: string, encoded: JsonRecord, { format }: OutputColumn): JsonRecord {
  const isText = channel === 'text' || channel === 'tooltip';
  return isText && format === 'percent' && encoded['format'] === undefined ? { format: '.1%' } : {};
}

/** Settings of the axis, the legend or the heading of a channel; what the author says of it goes before. */
function guideFor(channel: string, encoded: JsonRecord, settings: JsonRecord): JsonRecord {
  const place = guides.get(channel);
  const guide = place === undefined ? null : encoded[place];
  const isOff = guide !== undefined && !isRecord(guide);
  return place === undefined || isOff || Object.keys(settings).length === 0
    ? {}
    : { [place]: { ...settings, ...guide } };
}

const guides: ReadonlyMap<string, 'axis' | 'legend' | 'header'> = new Map([
  ...['x', 'y'].map((channel) => [channel, 'axis'] as const),
  ...['color', 'fill', 'stroke', 'size', 'opacity', 'shape', 'strokeDash'].map(
    (channel) => [channel, 'legend'] as const,
  ),
  ...['row', 'column', 'facet'].map((channel) => [channel, 'header'] as const),
]);

function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
