import type { Json } from '../../lib/json.ts';
import { columnOf, type Table, type Value } from '../../lib/table.ts';
import { isList, isObject, type JsonObject } from './closed-spec.ts';
import { textWidth } from './text-width.ts';

const width = 640;
const labelSize = 12;
/** Of the theme, for plots of which there are several. */
const smallStep = 28;
const composed = ['facet', 'concat', 'hconcat', 'vconcat', 'repeat'];

/** The chart with the size and the angle of its labels that its data ask for; what it says itself stays. */
export function layOut(spec: JsonObject, table: Table): JsonObject {
  const chart = withoutContainer(escapeFields(spec, table));
  const config = isObject(chart['config']) ? chart['config'] : {};
  const own = isObject(config['axisXDiscrete']) ? config['axisXDiscrete'] : {};
  const axisXDiscrete = { labelAngle: labelAngle(chart, table), ...own };
  return { ...(isComposed(chart) ? {} : sizeOf(chart)), ...chart, config: { ...config, axisXDiscrete } };
}

/** Whether the picture has several plots, which are then smaller. */
export function isComposed(chart: JsonObject): boolean {
  return (
    composed.some((key) => key in chart) ||
    ['row', 'column', 'facet'].some((name) => channel(chart, name) !== undefined)
  );
}

/** The width includes the labels beside the plot; those below it come on top of the height. */
function sizeOf(chart: JsonObject): JsonObject {
  const isByRow = isDiscrete(channel(chart, 'y'));
  return { width, height: isByRow ? { step: stepFor(chart) } : 240, autosize: { type: 'fit-x', contains: 'padding' } };
}

/** `container` means the width of a page; a picture has none. */
function withoutContainer(chart: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(chart).filter(([key, value]) => !((key === 'width' || key === 'height') && value === 'container')),
  );
}

/** Bars beside each other in one row need more room. */
function stepFor(chart: JsonObject): number {
  return channel(chart, 'yOffset') === undefined ? 28 : 18;
}

/** 0 while the labels of the categories on x fit side by side, else a slope that can still be read. */
function labelAngle(chart: JsonObject, table: Table): number {
  const x = channel(chart, 'x');
  const field = isDiscrete(x) && typeof x?.['field'] === 'string' ? x['field'].replaceAll('\\', '') : null;
  const values = field === null ? undefined : columnOf(table, field)?.values;
  if (!values || x?.['timeUnit'] !== undefined) return 0;
  const texts = [...new Set(values)].map(labelText);
  const widest = Math.max(0, ...texts.map((text) => textWidth(text, labelSize)));
  return widest + 8 <= stepOf(chart, texts.length) ? 0 : -35;
}

/** What stands at a category's place: as tables say it. */
function labelText(value: Value): string {
  if (value === null) return '–';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/** How far categories on x are apart, in pixels. */
function stepOf(chart: JsonObject, count: number): number {
  if (isComposed(chart)) return smallStep;
  return ((typeof chart['width'] === 'number' ? chart['width'] : width) - 60) / Math.max(1, count);
}

function isDiscrete(definition: JsonObject | undefined): boolean {
  const type = definition?.['type'];
  return (type === 'nominal' || type === 'ordinal') && definition?.['aggregate'] === undefined;
}

/** A channel's definition, of the chart or of the first of its parts that has one. */
function channel(chart: JsonObject, name: string): JsonObject | undefined {
  const own = isObject(chart['encoding']) ? chart['encoding'][name] : undefined;
  if (isObject(own)) return own;
  const parts = ['layer', 'concat', 'hconcat', 'vconcat', 'spec'].flatMap((key) => {
    const part = chart[key];
    return isList(part) ? part.filter(isObject) : isObject(part) ? [part] : [];
  });
  return parts.map((part) => channel(part, name)).find((found) => found !== undefined);
}

/** Vega takes dots and brackets for paths into nested data; a column's name with them is meant as it stands. */
function escapeFields(chart: JsonObject, table: Table): JsonObject {
  return Object.fromEntries(
    Object.entries(chart).map(([key, member]) => {
      const isColumn = key === 'field' && typeof member === 'string' && columnOf(table, member) !== undefined;
      return [key, isColumn ? member.replaceAll(/[.[\]\\'"]/g, String.raw`\$&`) : escapeInside(member ?? null, table)];
    }),
  );
}

function escapeInside(value: Json, table: Table): Json {
  if (isList(value)) return value.map((member) => escapeInside(member, table));
  return isObject(value) ? escapeFields(value, table) : value;
}
