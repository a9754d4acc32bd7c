import type { Json } from '../../lib/json.ts';
import { isList, isObject } from './closed-spec.ts';

const usual = /^ceil\(((?:child_)?(?:width|height))\/40\)$/;

/** Compiled Vega with half as many ticks as Vega-Lite would have: enough to read by, and their labels fit. */
export function withFewTicks(vega: Json): Json {
  if (isList(vega)) return vega.map(withFewTicks);
  if (!isObject(vega)) return vega;
  return Object.fromEntries(
    Object.entries(vega).map(([key, value]) => {
      const signal = key === 'tickCount' && isObject(value) ? value['signal'] : undefined;
      const [, size] = typeof signal === 'string' ? (usual.exec(signal) ?? []) : [];
      if (size === undefined) return [key, withFewTicks(value ?? null)];
      return [key, { signal: `ceil(${size}/${size.endsWith('width') ? 80 : 55})` }];
    }),
  );
}
