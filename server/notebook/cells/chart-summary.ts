import type { Json } from '../../lib/json.ts';
import { type Column, isNumeric, plainValue } from '../../lib/table.ts';
import { formatValue } from '../format-value.ts';
import type { OutputColumn } from '../output.ts';
import { encodingsOf } from './chart-check.ts';
import { titleOf } from './chart-complete.ts';

const words: ReadonlyMap<string, string> = new Map([
  ['bar', 'Bar chart'],
  ['line', 'Line chart'],
  ['area', 'Area chart'],
  ['point', 'Scatter plot'],
  ['circle', 'Scatter plot'],
  ['square', 'Scatter plot'],
  ['rect', 'Heat map'],
  ['arc', 'Pie chart'],
  ['boxplot', 'Box plot'],
]);

/** One sentence for who does not see the picture: what is shown, from where to where, extremes, number of rows. */
export function summarise(spec: Json, columns: readonly OutputColumn[], data: readonly Column[]): string {
  const [first] = encodingsOf(spec);
  const kind = words.get(first?.mark ?? '') ?? 'Chart';
  const rows = data[0]?.values.length ?? 0;
  const used = ['y', 'x', 'theta', 'color'].flatMap((channel) => columnOf(first?.encoding[channel], columns));
  const value = used.find(({ type }) => isNumeric(type));
  const by = used.find((column) => column !== value);
  const count = rows === 1 ? '1 row' : `${rows.toLocaleString('en-GB')} rows`;
  if (rows === 0) return `${kind} without rows.`;
  if (value === undefined) return `${kind} of ${count}.`;
  const about = `${kind} of ${titleOf(value)}${by === undefined ? '' : ` by ${by.label}`}, ${count}`;
  const said = by === undefined ? null : extremes(value, by, data);
  return said === null ? `${about}.` : `${about}: ${said}.`;
}

function extremes(value: OutputColumn, by: OutputColumn, data: readonly Column[]): string | null {
  const [values, names] = [value, by].map(({ name }) => data.find((column) => column.name === name));
  if (values === undefined || names === undefined) return null;
  const points = values.values.flatMap((_, row) => {
    const number = plainValue(values, row);
    return typeof number === 'number'
      ? [{ number, name: formatValue(plainValue(names, row), { ...by, format: by.format }) }]
      : [];
  });
  const [first] = points;
  if (first === undefined) return 'no value is known';
  const shown = ({ number, name }: { readonly number: number; readonly name: string }): string =>
    `${formatValue(number, { ...value, type: 'real' })} (${name})`;
  if (points.length === 1) return shown(first);
  const highest = points.reduce((best, point) => (point.number > best.number ? point : best));
  const lowest = points.reduce((best, point) => (point.number < best.number ? point : best));
  const range = `highest ${shown(highest)}, lowest ${shown(lowest)}`;
  const last = points.at(-1);
  const isSeries =
    (by.type === 'date' || by.type === 'timestamp') && new Set(points.map(({ name }) => name)).size === points.length;
  return isSeries && last !== undefined ? `from ${shown(first)} to ${shown(last)}, ${range}` : range;
}

function columnOf(encoded: Json | undefined, columns: readonly OutputColumn[]): readonly OutputColumn[] {
  const field = typeof encoded === 'object' && encoded !== null && 'field' in encoded ? encoded.field : null;
  // An aggregate of a column is not the column: its extremes are not those of the rows.
  const isPlain =
    typeof encoded === 'object' &&
    encoded !== null &&
    !('aggregate' in encoded) &&
    !('bin' in encoded) &&
    !('timeUnit' in encoded);
  return isPlain ? columns.filter(({ name }) => name === field) : [];
}
