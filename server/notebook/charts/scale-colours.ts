import type { Json } from '../../lib/json.ts';
import { columnOf, type Table } from '../../lib/table.ts';
import { isList, isObject, type JsonObject } from './closed-spec.ts';
import { rampSteps } from './palette.ts';

const ramps = new Set(['ramp', 'heatmap', 'diverging']);
const inSteps = new Set(['bin-ordinal', 'quantize', 'quantile', 'threshold']);

/** Compiled Vega whose colour scales follow the theme: colours for both themes at once are blended as texts, not as colours. */
export function followTheme(vega: Json, table: Table): Json {
  if (isList(vega)) return vega.map((member) => followTheme(member, table));
  if (!isObject(vega)) return vega;
  return Object.fromEntries(
    Object.entries(vega).map(([key, value]) => {
      const isScales = key === 'scales' && isList(value);
      if (!isScales) return [key, followTheme(value ?? null, table)];
      return [key, value.map((scale) => (isObject(scale) ? colourScale(scale, table) : scale))];
    }),
  );
}

function colourScale(scale: JsonObject, table: Table): Json {
  const { interpolate: _, ...plain } = scale;
  const { range, type } = scale;
  if (range === 'ordinal') return { ...plain, range: rampSteps(domainSize(scale, table)) };
  if (typeof range !== 'string' || !ramps.has(range)) return scale;
  return typeof type === 'string' && inSteps.has(type) ? { ...plain, range: rampSteps(stepsOf(scale)) } : plain;
}

/** Classes of a scale: one more than its thresholds; as many as asked for, else five. */
function stepsOf({ type, domain }: JsonObject): number {
  return type === 'threshold' && isList(domain) ? domain.length + 1 : 5;
}

function domainSize({ domain }: JsonObject, table: Table): number {
  if (isList(domain)) return domain.length;
  const field = isObject(domain) ? domain['field'] : null;
  const column = typeof field === 'string' ? columnOf(table, field.replaceAll('\\', '')) : undefined;
  return column ? new Set(column.values).size : 5;
}
