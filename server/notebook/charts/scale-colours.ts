import type { Json } from '../../lib/json.ts';
import { isList, isObject } from './closed-spec.ts';

const blended = new Set<Json | undefined>(['ramp', 'heatmap', 'diverging', 'ordinal']);

/** Compiled Vega that blends our colours as texts, number by number: as colours it could not read those that follow the theme. */
export function blendThemed(vega: Json): Json {
  if (isList(vega)) return vega.map(blendThemed);
  if (!isObject(vega)) return vega;
  const isScale = typeof vega['name'] === 'string' && blended.has(vega['range']);
  if (isScale) return { ...vega, interpolate: 'string' };
  return Object.fromEntries(Object.entries(vega).map(([key, value]) => [key, blendThemed(value ?? null)]));
}
