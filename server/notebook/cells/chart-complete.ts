import type { Json } from '../../lib/json.ts';
import { isNumeric } from '../../lib/table.ts';
import type { OutputColumn } from '../output.ts';

type Columns = ReadonlyMap<string, OutputColumn>;
type JsonRecord = { readonly [key: string]: Json | undefined };

/** What the author left out, from what is known of the columns: types, titles with units, formats. */
export function completeSpec(spec: Json, columns: readonly OutputColumn[]): Json {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return completeView(spec, byName);
}

/** The title of a column's axis: its label, with its unit where the numbers alone would not say it. */
export function titleOf({ label, unit, format }: OutputColumn): string {
  return unit === null || unit === 'points' || format === 'percent' ? label : `${label} (${unit})`;
}

function completeView(value: Json, columns: Columns): Json {
  if (!isRecord(value))
    return Array.isArray(value) ? (value as readonly Json[]).map((member) => completeView(member, columns)) : value; // isArray forgets the type
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key === 'encoding' && isRecord(member)) return [key, completeEncoding(member, columns)];
      return [
        key,
        ['layer', 'concat', 'hconcat', 'vconcat', 'spec'].includes(key)
          ? completeView(member ?? null, columns)
          : member,
      ];
    }),
  );
}

function completeEncoding(encoding: JsonRecord, columns: Columns): Json {
  return Object.fromEntries(
    Object.entries(encoding).map(([channel, encoded]) => {
      if (Array.isArray(encoded))
        return [channel, (encoded as readonly Json[]).map((one) => completeChannel(channel, one, columns))]; // isArray forgets the type
      return [channel, completeChannel(channel, encoded ?? null, columns)];
    }),
  );
}

function completeChannel(channel: string, encoded: Json, columns: Columns): Json {
  if (!isRecord(encoded)) return encoded;
  const field = encoded['field'];
  const column = typeof field === 'string' ? columns.get(field.replaceAll('\\', '')) : undefined;
  if (column === undefined) return encoded;
  const isCount = encoded['aggregate'] === 'count' || encoded['aggregate'] === 'distinct';
  const type = encoded['type'] ?? (isCount ? 'quantitative' : typeOf(column, encoded));
  const isPlain =
    encoded['aggregate'] === undefined && encoded['bin'] === undefined && encoded['timeUnit'] === undefined;
  const title =
    isPlain && encoded['title'] === undefined && column.label !== column.name ? { title: titleOf(column) } : {};
  return { ...title, ...encoded, type, ...formatFor(channel, encoded, column) };
}

function typeOf({ type }: OutputColumn, encoded: JsonRecord): string {
  if (encoded['aggregate'] !== undefined || isNumeric(type)) return 'quantitative';
  return type === 'date' || type === 'timestamp' ? 'temporal' : 'nominal';
}

function formatFor(channel: string, encoded: JsonRecord, { format }: OutputColumn): JsonRecord {
  if (format !== 'percent') return {};
  if (channel === 'text' || channel === 'tooltip') return encoded['format'] === undefined ? { format: '.1%' } : {};
  const place =
    channel === 'x' || channel === 'y'
      ? 'axis'
      : ['color', 'fill', 'stroke', 'size', 'opacity'].includes(channel)
        ? 'legend'
        : null;
  const guide = place === null ? null : encoded[place];
  if (place === null || guide === null) return {};
  return { [place]: { format: '.0%', ...(isRecord(guide) ? guide : {}) } };
}

function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
