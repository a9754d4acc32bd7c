import type { Json } from '../../lib/json.ts';
import { columnOf, type Table } from '../../lib/table.ts';
import { isList, isObject, type JsonObject } from './closed-spec.ts';
import { textWidth } from './text-width.ts';

const width = 640;
const labelSize = 12;
const composed = ['facet', 'concat', 'hconcat', 'vconcat', 'repeat'];

/** The chart with the size and the angle of its labels that its data ask for; what it says itself stays. */
export function layOut(spec: JsonObject, table: Table): JsonObject {
  const escaped = escapeFields(spec, table);
  // What was an object stays one.
  const chart = escaped as JsonObject;
  const rows = channel(chart, 'row') ?? channel(chart, 'column') ?? channel(chart, 'facet');
  if (rows !== undefined || composed.some((key) => key in chart)) return withoutContainer(chart);
  const y = channel(chart, 'y');
  const isByRow = isDiscrete(y);
  const sizes = {
    width,
    height: isByRow ? { step: stepFor(chart) } : 280,
    autosize: { type: isByRow ? 'fit-x' : 'fit', contains: 'padding' },
  };
  const turned = labelAngle(chart, table);
  const { config } = chart;
  const angled = turned === 0 ? { labelAngle: 0 } : { labelAngle: turned, labelLimit: 180 };
  const own = isObject(config) ? config : {};
  const ownAxis = isObject(own['axisXDiscrete']) ? own['axisXDiscrete'] : {};
  const axisXDiscrete = { ...angled, ...ownAxis };
  return { ...sizes, ...withoutContainer(chart), config: { ...own, axisXDiscrete } };
}

/** `container` means the width of a page; a picture has none. */
function withoutContainer({ ...chart }: JsonObject): JsonObject {
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
  const texts = [...new Set(values)].map((value) => String(value ?? 'null'));
  const room = (typeof chart['width'] === 'number' ? chart['width'] : width) - 60;
  const widest = Math.max(0, ...texts.map((text) => textWidth(text, labelSize)));
  return widest + 8 <= room / Math.max(1, texts.length) ? 0 : -35;
}

function isDiscrete(definition: JsonObject | undefined): boolean {
  const type = definition?.['type'];
  return (type === 'nominal' || type === 'ordinal') && definition?.['aggregate'] === undefined;
}

/** A channel's definition, of the chart or of the first layer that has one. */
function channel(chart: JsonObject, name: string): JsonObject | undefined {
  const own = isObject(chart['encoding']) ? chart['encoding'][name] : undefined;
  if (isObject(own)) return own;
  const layers = isList(chart['layer']) ? chart['layer'].filter(isObject) : [];
  return layers.map((layer) => channel(layer, name)).find((found) => found !== undefined);
}

/** Vega takes dots and brackets for paths into nested data; a column's name with them is meant as it stands. */
function escapeFields(value: Json | undefined, table: Table): Json {
  if (isList(value)) return value.map((member) => escapeFields(member, table));
  if (!isObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const isColumn = key === 'field' && typeof member === 'string' && columnOf(table, member) !== undefined;
      return [key, isColumn ? member.replaceAll(/[.[\]\\'"]/g, String.raw`\$&`) : escapeFields(member, table)];
    }),
  );
}
